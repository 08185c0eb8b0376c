import type { LossOutcome } from '../core/loss.ts';
import type { Tensor } from '../core/tensor.ts';
import type { ArrayLibrary } from './values/value.ts';

/** A place in one of the cells that were evaluated. Lines count from 1. */
export interface Place {
  readonly cell: number;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** A value as it was when its statement ended. */
export type Shown =
  | {
      readonly kind: 'tensor';
      readonly tensor: Tensor;
      readonly library: ArrayLibrary;
      readonly requiresGrad: boolean;
    }
  | { readonly kind: 'number'; readonly value: number; readonly type: 'int' | 'float' | 'bool' }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'sequence'; readonly type: 'list' | 'tuple'; readonly items: readonly Shown[] }
  | { readonly kind: 'mapping'; readonly entries: readonly (readonly [string, Shown])[] };

/** What a statement gave. */
export interface EvaluatedValue extends Place {
  /** The target of an assignment: `x`, `model.weight`; null for an expression statement. */
  readonly name: string | null;
  readonly value: Shown;
  /** As Python prints it. */
  readonly text: string;
  /** Depends on unseeded randomness: one sample of many. */
  readonly random: boolean;
  /** How often the statement ran (in a loop); the value is the last one. */
  readonly times: number;
}

/** A call that the library would refuse. `start`–`end` is the argument at fault where it is known. */
export interface EvaluatedError extends Place {
  /** Who raises it: a library whose call is refused, or Python (a missing key, a division by zero). */
  readonly source: 'library' | 'python';
  readonly type: string;
  readonly message: string;
  readonly cause: string | null;
  readonly cure: string | null;
  /** The statement that fails. */
  readonly statement: Place;
}

/** What was printed at a place before something was printed elsewhere. */
export interface Printed extends Place {
  readonly text: string;
  readonly random: boolean;
}

/** A loss call whose tensors are known, ready for the panel. */
export interface LossCallSite extends Place {
  readonly loss: string;
  /** The function or class that was called: `torch.nn.CrossEntropyLoss`. */
  readonly api: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outcome: LossOutcome;
  readonly random: boolean;
}

/** A loop, or another statement, that was given up because it reached a limit. */
export interface Stop extends Place {
  readonly message: string;
}

/** A value that is known but suspicious: probabilities where logits belong. */
export interface Note extends Place {
  readonly message: string;
  readonly cure: string;
  /** The linter's rule for the mistake in code; null where values alone can show it. */
  readonly rule: string | null;
  readonly severity: 'error' | 'warning' | 'info';
  /** The loss's input at fault. */
  readonly input: string;
  /** What the loss would be with the repaired input. */
  readonly repaired: number | null;
}

export interface Evaluation {
  readonly values: readonly EvaluatedValue[];
  readonly errors: readonly EvaluatedError[];
  /** In the order in which Python prints it. */
  readonly prints: readonly Printed[];
  readonly lossCalls: readonly LossCallSite[];
  readonly notes: readonly Note[];
  /** Statements whose value is not known, and why. */
  readonly unknowns: readonly (Place & { readonly name: string | null; readonly reason: string })[];
  readonly stops: readonly Stop[];
}
