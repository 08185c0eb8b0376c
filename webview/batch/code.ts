import type { HeldChanges, HeldTensor } from '../../src/protocol.ts';
import type { Evaluation } from '../model/evaluation.ts';
import type { Model } from '../model/model.ts';
import type { BatchModel } from './batches.ts';

type Write = (evaluation: Evaluation) => string | undefined;

/** Changes beyond this are told by their number. */
const mostChanges = 40;

/** The code of a call: of a batch with its tensors read from their files and what was changed in them. */
export function codeFor(model: Model, write: Write): string | undefined {
  const { batch, main } = model;
  if (!batch) return write(main);
  const { summary } = batch.whole;
  const text = summary?.ok ? write({ ...main, value: summary.value }) : undefined;
  return text === undefined ? undefined : withHeld(text, main, batch);
}

function withHeld(text: string, { problem }: Evaluation, { batch }: BatchModel): string {
  const { prediction, target } = problem;
  const torch = text.startsWith('import torch');
  const held = [
    assignment(prediction.name, batch.prediction, batch.changes.prediction, torch),
    ...(target && batch.target ? [assignment(target.name, batch.target, batch.changes.target, torch)] : []),
  ];
  const read = held.reduce(
    (code, { name, lines }) => code.replace(assigned(name), () => lines.join('\n')),
    text,
  );
  const needsNumpy = /\bnumpy\./.test(read) && !/^import numpy$/m.test(read);
  return needsNumpy ? `import numpy\n${read}` : read;
}

/** The lines of an assignment at the left margin. */
const assigned = (name: string): RegExp =>
  new RegExp(`^${name} = [\\s\\S]*?(?=\\n\\S|\\n\\n|$(?![\\s\\S]))`, 'm');

function assignment(name: string, held: HeldTensor, changes: HeldChanges, torch: boolean) {
  const single = held.shape.length === 1;
  const cells = Object.entries(changes).flatMap(([row, values]) =>
    Object.entries(values).map(
      ([column, value]) =>
        `${name}[${single ? row : `${row}, ${column}`}] = ${typeof value === 'number' ? value : `float('${value}')`}`,
    ),
  );
  const edits = cells.length > mostChanges ? [`# … and ${cells.length} values changed in the panel`] : cells;
  return { name, lines: [`${name} = ${source(held, torch)}`, ...edits] };
}

/** Where Python reads the tensor from. */
function source({ file, label, shape, dtype }: HeldTensor, torch: boolean): string {
  const path = file && JSON.stringify(decodeURIComponent(new URL(file.uri).pathname));
  const entry = file?.entry ? `[${JSON.stringify(file.entry)}]` : '';
  if (path && /\.np[yz]"$/.test(path)) {
    const array = `numpy.load(${path})${entry}`;
    return torch ? `torch.from_numpy(${array})` : array;
  }
  if (path && torch && /\.(pt|pth|bin|ckpt)"$/.test(path)) return `torch.load(${path})${entry}`;
  return `...  # ${label}: a tensor of shape (${shape.join(', ')}), dtype ${dtype}`;
}
