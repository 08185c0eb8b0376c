import type { InputSpec, LossDefinition } from '../../core/loss.ts';
import type { DType, Tensor } from '../../core/tensor.ts';

/** A tensor that may be an argument of a loss, with the name it has in the code. */
export interface Candidate {
  readonly tensor: Tensor;
  readonly name: string | undefined;
}

/** An argument or a tensor-valued parameter of a loss. */
interface Slot {
  readonly name: string;
  readonly role: InputSpec['role'] | 'parameter';
  readonly takesIndices: boolean;
}

/** For each argument or parameter, which candidate it takes. */
export type Roles = ReadonlyMap<string, number>;

const NAMES: Readonly<Record<Exclude<Slot['role'], 'parameter'>, RegExp>> = {
  prediction: /pred|logit|out|score|prob|hat|student|^(x|z|p)$|input/i,
  target: /target|label|truth|true|gold|teacher|class|^(y|t|gt|q|ids?)$|tgt/i,
  other: /^$/,
};

const INTEGERS: ReadonlySet<DType> = new Set(['int64', 'int32', 'int16', 'int8', 'uint8', 'bool']);

/**
 * Which tensor is which argument: by the name that the call in the code gives it, by how names are usually chosen, by the
 * dtype, and else by order.
 * @param written the text of each argument in the call around, by the loss's names
 * @returns undefined when there are more tensors than the loss can take
 */
export function assignRoles(
  loss: LossDefinition,
  candidates: readonly Candidate[],
  written: Readonly<Record<string, string>> = {},
): Roles | undefined {
  const slots = slotsOf(loss);
  let best: { score: number; roles: Roles } | undefined;
  for (const order of arrangements(candidates.length, slots.length)) {
    const score = order.reduce(
      (sum, at, index) => sum + matchOf(slots[at], candidates[index], at === index, written),
      0,
    );
    if (best && score <= best.score) continue;
    best = { score, roles: new Map(order.map((at, index) => [slots[at]?.name ?? '', index])) };
  }
  return best && Number.isFinite(best.score) ? best.roles : undefined;
}

function slotsOf({ inputs, params }: LossDefinition): readonly Slot[] {
  return [
    ...inputs.map(({ name, role, accepts }) => ({
      name,
      role,
      takesIndices: accepts[0] === 'class-indices',
    })),
    ...params
      .filter(({ kind }) => kind === 'tensor')
      .map(({ name }) => ({ name, role: 'parameter' as const, takesIndices: false })),
  ];
}

function matchOf(
  slot: Slot | undefined,
  candidate: Candidate | undefined,
  isInOrder: boolean,
  written: Readonly<Record<string, string>>,
): number {
  if (!slot || !candidate) return Number.NEGATIVE_INFINITY;
  const { name = '', tensor } = candidate;
  const isNamed = name !== '' && (name === slot.name || name === written[slot.name]);
  if (slot.role === 'parameter')
    return isNamed || isWeightName(name, slot.name) ? 20 : Number.NEGATIVE_INFINITY;
  const usual = name !== '' && NAMES[slot.role].test(name);
  const isInteger = INTEGERS.has(tensor.dtype);
  const dtype = isInteger === slot.takesIndices ? 3 : 0;
  return (isNamed ? 20 : 0) + (usual ? 4 : 0) + dtype + (isInOrder ? 1 : 0);
}

const isWeightName = (name: string, slot: string): boolean =>
  name.endsWith(slot) || (slot === 'weight' && /weights?$/.test(name) && !name.startsWith('pos'));

/** Every way to give `count` candidates different slots, in order first. */
function* arrangements(
  count: number,
  slots: number,
  taken: readonly number[] = [],
): Generator<readonly number[]> {
  if (taken.length === count) yield taken;
  else
    for (let slot = 0; slot < slots; slot++)
      if (!taken.includes(slot)) yield* arrangements(count, slots, [...taken, slot]);
}
