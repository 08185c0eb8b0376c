import type { LossOutcome } from '../core/loss.ts';
import type { DType } from '../core/tensor.ts';
import type { Span } from '../python/ast.ts';
import { type Limits, limitText } from './limits.ts';
import type { PythonRandom } from './random/python-random.ts';
import type { RandomState } from './random/random-state.ts';
import type { TorchGenerator } from './random/torch-generator.ts';
import { Exhausted, notKnown } from './signals.ts';
import type { Layout, TensorValue, Value } from './values/value.ts';

/** The arguments of one call, before they are bound to parameters. */
export interface CallArgs {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
}

export const noArgs: CallArgs = { positional: [], keywords: new Map() };
export const positional = (...values: readonly Value[]): CallArgs => ({
  positional: values,
  keywords: new Map(),
});

/** What has been used up so far. */
export interface Spent {
  steps: number;
  work: number;
  memory: number;
  output: number;
  depth: number;
  /** How often something was given up because a limit was reached. */
  stops: number;
}

/** A loss that was computed: what "open in the panel" needs. */
export interface LossRecord {
  readonly outcome: LossOutcome;
  readonly loss: string;
  readonly api: string;
  readonly inputs: Readonly<Record<string, TensorValue>>;
  readonly options: Readonly<Record<string, Value>>;
  readonly reduction: string;
}

/** The state of one evaluation, handed to everything that runs in it. */
export interface Context {
  readonly limits: Limits;
  readonly spent: Spent;
  readonly isCancelled: () => boolean;
  gradEnabled: boolean;
  defaultDType: DType;
  /** How tensors are printed, where the code has asked for something. */
  layout: Layout | undefined;
  /** Inside a branch that an unseeded random number chose: all that is made there is a sample. */
  tainted: boolean;
  /** Why `.grad` cannot be known any more: a `backward()` was passed over. */
  gradientsLost: string | undefined;
  readonly torchRandom: TorchGenerator;
  readonly numpyRandom: RandomState;
  readonly pythonRandom: PythonRandom;
  /** The call that is being evaluated, outermost last. */
  readonly sites: Span[];
  readonly call: (callee: Value, args: CallArgs) => Value;
  readonly attribute: (target: Value, name: string) => Value;
  /** A number that tells objects apart, for keys of dictionaries. */
  readonly identity: (value: object) => number;
  readonly print: (text: string, random: boolean) => void;
  readonly lossComputed: (record: LossRecord) => void;
}

/** Whether what is drawn now is only a sample: without a seed, or where chance chose what is run. */
export const drawsSample = (context: Context, generator: { readonly seeded: boolean }): boolean =>
  !generator.seeded || context.tainted;

/** Does work in a mode of its own: what it throws, too, leaves the mode as it was. */
export function withGradients<T>(context: Context, enabled: boolean, work: () => T): T {
  const before = context.gradEnabled;
  context.gradEnabled = enabled;
  try {
    return work();
  } finally {
    context.gradEnabled = before;
  }
}

export function exhaust({ limits }: Context, name: keyof Limits): never {
  throw new Exhausted(limitText(limits, name));
}

const mostStops = 10;

/**
 * What comes after something that was given up gets half of what that could use, so that all of it together ends after
 * twice the limits. False when there was enough of it.
 */
export function refill({ spent, limits }: Context): boolean {
  spent.stops++;
  if (spent.stops > mostStops) return false;
  const used = 1 - 0.5 ** spent.stops;
  for (const budget of ['steps', 'work', 'memory', 'output'] as const)
    spent[budget] = Math.min(spent[budget], Math.floor(limits[budget] * used));
  return true;
}

/** Counts work without new memory: the products of a matrix multiplication. */
export function spend(context: Context, work: number): void {
  context.spent.work += work;
  if (context.spent.work > context.limits.work) exhaust(context, 'work');
}

/**
 * Counts a tensor, list or text of so many elements, before it is made. One that is too large by itself is not known; the
 * evaluation ends when a bound on all of it is passed.
 */
export function charge(context: Context, elements: number): void {
  if (elements > context.limits.elements)
    notKnown(`a value of ${elements} elements is too large to be worked out here`);
  context.spent.memory += elements * 8;
  if (context.spent.memory > context.limits.memory) exhaust(context, 'memory');
  spend(context, elements);
}

export function step(context: Context): void {
  context.spent.steps++;
  if (context.spent.steps > context.limits.steps) exhaust(context, 'steps');
  if ((context.spent.steps & 1023) === 0 && context.isCancelled()) throw new Exhausted('cancelled', true);
}
