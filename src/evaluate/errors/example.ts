import type { LossDefinition } from '../../core/loss.ts';
import { lossById } from '../../core/losses/index.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { PythonParser } from '../../python/parser.ts';
import { evaluate } from '../evaluate.ts';
import type { Shown } from '../outcome.ts';
import { messages } from './catalogue/messages.ts';

/** What the examples of the catalogue import. */
export const exampleImports =
  'import numpy as np\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';

/** A loss with the tensors and settings that an example gives it: refused, until one of them is changed. */
export interface ExampleCall {
  readonly loss: LossDefinition;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly options: Readonly<Record<string, number | Tensor>>;
}

/**
 * The call that the example of a message is about, by the message's number in the catalogue; undefined where it is about no
 * loss, or its tensors have other names.
 */
export function exampleCall(parser: PythonParser, id: number): ExampleCall | undefined {
  const { losses = [], example } = messages[id] ?? {};
  const loss = losses.map(lossById).find((one) => one !== undefined);
  if (!loss || !example) return undefined;
  const { values } = evaluate(parser, [exampleImports + example.given]);
  const named = new Map(values.map(({ name, value }) => [name, known(value)]));
  const pick = <T>(names: readonly string[], accepts: (value: unknown) => value is T) =>
    Object.fromEntries(
      names.flatMap((name) => (accepts(named.get(name)) ? [[name, named.get(name) as T]] : [])),
    );
  const inputs = pick(
    loss.inputs.map(({ name }) => name),
    isTensor,
  );
  const options = pick(
    loss.params.map(({ name }) => name),
    isSetting,
  );
  return Object.keys(inputs).length === loss.inputs.length ? { loss, inputs, options } : undefined;
}

function known(value: Shown): number | Tensor | undefined {
  if (value.kind === 'tensor') return value.tensor;
  return value.kind === 'number' ? value.value : undefined;
}

const isTensor = (value: unknown): value is Tensor => typeof value === 'object';
const isSetting = (value: unknown): value is number | Tensor => value !== undefined;
