import type { CallArguments } from './arguments.ts';
import type { Definition } from './run.ts';
import { type FunctionValue, isNone, type Value } from './values.ts';

/** After so many calls alike a function is taken to have no other outcome. */
const enough = 8;

interface Outcome {
  readonly result: Value;
  /** How many arguments were passed by position and by name. */
  readonly passed: readonly [positional: number, keywords: number];
  /** How many calls came to it; minus infinity when one has come to something else. */
  calls: number;
}

/**
 * Functions of which nothing came at each of many calls in a row, whatever they were given: nothing is known of what they
 * return, they changed nothing and showed no rule anything. The same run follows them no further. Helpers of a library
 * are like that, and can be most of the work of whatever calls them.
 */
export class Settled {
  readonly #outcomes = new Map<Definition, Outcome>();

  find({ def }: FunctionValue, args: CallArguments): Value | undefined {
    const known = this.#outcomes.get(def);
    return known !== undefined && known.calls >= enough && isPassedAlike(known, args)
      ? known.result
      : undefined;
  }

  /** @param silent whether the call changed nothing and showed no rule anything */
  note({ def, closure }: FunctionValue, args: CallArguments, result: Value, silent: boolean): void {
    const known = this.#outcomes.get(def);
    const isNothing = silent && (result.kind === 'unknown' || isNone(result));
    if (known === undefined) {
      const calls = isNothing && closure.kind === 'module' ? 1 : Number.NEGATIVE_INFINITY;
      this.#outcomes.set(def, { result, passed: [args.positional.length, args.keywords.size], calls });
    } else if (isPassedAlike(known, args))
      known.calls += isNothing && result.kind === known.result.kind ? 1 : Number.NEGATIVE_INFINITY;
  }

  clear(): void {
    this.#outcomes.clear();
  }
}

/** Another argument than at the other calls may well lead elsewhere. */
const isPassedAlike = ({ passed }: Outcome, { positional, keywords }: CallArguments): boolean =>
  passed[0] === positional.length && passed[1] === keywords.size;
