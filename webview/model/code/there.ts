import type { ApiSpec, Library, OptionValue } from '../../../src/core/loss.ts';
import { Decoder } from '../../state/decoder.ts';
import { toState } from '../../state/tensor-state.ts';
import { withLibrary } from '../adapt.ts';
import { type Evaluation, evaluate } from '../evaluation.ts';
import type { Problem } from '../problem.ts';
import { takesIndices } from '../samples.ts';
import { largestWritten } from './call.ts';

/** The problem as a library computes it, and the name under which it does. */
export interface There extends Entry {
  readonly problem: Problem;
}

interface Entry {
  readonly api: ApiSpec;
  /** What has to be passed because it is not the library's default. */
  readonly options: readonly (readonly [string, OptionValue])[];
}

/** Losses that a library shares with PyTorch: the options that it knows too. Its own variants declare theirs. */
const shared: Readonly<Record<string, readonly string[]>> = {
  sigmoid_focal_loss: ['alpha', 'gamma'],
  huber_loss: ['delta'],
};

/**
 * The problem in another library, where that gives the same number on the same tensors; undefined where it gives another
 * or has no such loss. The library that the panel is set to always gives its own number.
 */
export function inLibraryThere(evaluation: Evaluation, library: Library): There | undefined {
  const { problem, value } = evaluation;
  const there = problem.setting.library === library ? evaluation : moved(problem, library);
  if (!there || there.error || !sameNumber(there.value, value)) return undefined;
  const { loss, base } = there.problem;
  const entry = entryOf(there.problem, library);
  const known = 'library' in loss || library.startsWith('torch') ? undefined : (shared[base.id] ?? []);
  if (!entry || entry.options.some(([name]) => known && !known.includes(name))) return undefined;
  return { problem: there.problem, ...entry };
}

/** Computed there; undefined where it has no such reduction, or where the tensors are too large to be written as code. */
function moved(problem: Problem, library: Library): Evaluation | undefined {
  const { setting, raw } = problem;
  const tensors = Object.entries(raw);
  if (tensors.some(([, { data }]) => data.length > largestWritten)) return undefined;
  const inputs = Object.fromEntries(tensors.map(([name, tensor]) => [name, toState(tensor)]));
  const there = evaluate(
    { ...withLibrary(problem, library), reduction: setting.reduction, inputs },
    new Decoder(),
  );
  return there.problem.loss.reductions.includes(setting.reduction) ? there : undefined;
}

const sameNumber = (a: number, b: number): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= 2e-6 * Math.max(1, Math.abs(b));

/** The library's name for the loss to which the least has to be said: classes in Keras, functions in optax. */
function entryOf(problem: Problem, library: Library): Entry | undefined {
  const form = library === 'keras' ? 'class' : 'function';
  const wantsIndices = takesIndices(problem);
  const apis = problem.loss.apis.filter((api) => api.library === library && api.form === form);
  const paired = apis.some(({ name }) => ofIndices(name));
  const fixed = (name: string): boolean => apis.some(({ options }) => options && name in options);
  const everywhere = (name: string): boolean => apis.every(({ options }) => options && name in options);
  // What tells one name of the library from another cannot be passed.
  const passes = (name: string): boolean => !fixed(name) || everywhere(name);
  return apis
    .filter(({ name }) => !paired || ofIndices(name) === wantsIndices)
    .map((api) => ({ api, options: toPass(problem, api) }))
    .filter(({ options }) => options.every(([name]) => passes(name)))
    .toSorted((a, b) => homeFirst(a.api) - homeFirst(b.api))[0];
}

/** optax offers the newer losses under `optax.losses` only. */
const homeFirst = ({ name }: ApiSpec): number => (name.startsWith('optax.losses.') ? 0 : 1);

/** Whether class indices have to become one-hot rows for this name of the loss. */
export function wantsOneHot({ problem, api }: There): boolean {
  const accepts = problem.target?.accepts ?? [];
  return takesIndices(problem) && accepts.includes('one-hot') && !ofIndices(api.name);
}

/** Whether it is the form for class indices of a loss that has one for distributions too. */
const ofIndices = (name: string): boolean => /\.Sparse|_integer_labels$/.test(name);

function toPass({ loss, options }: Problem, api: ApiSpec): Entry['options'] {
  return loss.params.flatMap(({ name, default: byDefault }) => {
    const usual = api.options?.[name] ?? byDefault;
    const value = options[name] ?? byDefault;
    return value === usual ? [] : [[name, value] as const];
  });
}
