import type { Span } from '../python/ast.ts';
import type { Value } from './values/value.ts';

/**
 * How evaluation leaves the middle of an expression. These are thrown inside this folder only: `evaluate` catches all of
 * them, and a statement turns the first two into values.
 */

/** A Python exception: `except` may catch it. */
export class Raised {
  constructor(
    readonly type: string,
    readonly message: string,
    /** The parameter or input at fault, where the library call knows it. */
    readonly argument: string | null = null,
    readonly advice: { readonly cause?: string; readonly cure?: string } = {},
    /** The exception object, when the code made one itself. */
    readonly value: Value | null = null,
  ) {}

  /** The innermost expression that raised it, set on the way out. */
  span: Span | null = null;
  /** True where a library refuses a call, false for Python's own exceptions; set by the innermost that knows. */
  library: boolean | null = null;
}

/** A value cannot be known; the call or statement that needed it is unknown for this reason. */
export class NotKnown {
  constructor(
    readonly reason: string,
    readonly origin: string | null = null,
  ) {}
}

/** A limit is reached: the loop that is being run is given up, or all of the evaluation where nobody waits for it. */
export class Exhausted {
  constructor(
    readonly limit: string,
    readonly isFinal = false,
  ) {}
}

export function raise(type: string, message: string, argument: string | null = null): never {
  throw new Raised(type, message, argument);
}

export function notKnown(reason: string, origin: string | null = null): never {
  throw new NotKnown(reason, origin);
}
