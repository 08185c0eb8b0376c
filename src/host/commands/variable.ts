import { l10n, window } from 'vscode';
import type { HeldTensors } from '../holder/held.ts';
import { placed, type Role } from '../holder/place.ts';
import type { Panels } from '../panel/panels.ts';
import { firstState } from '../panel/state.ts';
import type { ReadTensor } from '../values/answer.ts';
import { programOf, readTensor } from '../values/live.ts';
import { type Reference, referenceOf } from '../values/reference.ts';

/** A variable with what it was asked for by. */
interface ReadVariable extends ReadTensor {
  readonly expression: string;
}

/** Puts a variable of the debugger or of a notebook's kernel into the panel used last. */
export async function useVariableAs(
  role: Role,
  panels: Panels,
  held: HeldTensors,
  argument: unknown,
): Promise<void> {
  const read = await readVariable(argument);
  if (read) await show(panels, held, role, read);
}

/** The same from Jupyter's variables, where one command has to do: whole numbers are a target. */
export async function showVariable(panels: Panels, held: HeldTensors, argument: unknown): Promise<void> {
  const read = await readVariable(argument);
  if (read) await show(panels, held, isWhole(read) ? 'target' : 'prediction', read);
}

const isWhole = ({ tensor }: ReadTensor): boolean => /int|bool/.test(tensor.dtype);

async function show(
  panels: Panels,
  held: HeldTensors,
  role: Role,
  { tensor, shape, expression }: ReadVariable,
): Promise<void> {
  const state = panels.latest?.state ?? firstState;
  const [whole, part] = [shape[0] ?? 1, tensor.shape[0] ?? 1];
  panels.show({ ...(await placed(held, state, role, { tensor }, expression)), source: null });
  if (whole !== part || shape.length !== tensor.shape.length)
    void window.showInformationMessage(
      l10n.t('The tensor is large: the panel shows the first {0} of {1}.', part, whole),
    );
}

async function readVariable(argument: unknown): Promise<ReadVariable | undefined> {
  const reference = referenceOf(argument);
  if (!reference) return undefined;
  const answer = await read(reference);
  if (!answer) return undefined;
  if (answer.ok) return { ...answer.value, expression: reference.expression };
  void window.showErrorMessage(l10n.t('{0} cannot be shown: {1}', reference.expression, answer.error));
  return undefined;
}

async function read(reference: Reference) {
  const program = await programOf(reference);
  if (program) return readTensor(program, reference.expression);
  void window.showInformationMessage(
    l10n.t(
      'There is no program to read {0} from. Stop at a breakpoint, or start the notebook.',
      reference.expression,
    ),
  );
  return undefined;
}
