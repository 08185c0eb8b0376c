/** Computes with a framework, and so may give a value a scale. */
export const framework = 1;
/** Gives numbers of a package that is used for much else a scale. */
export const exponential = 2;
/** Takes a logarithm of anything. */
export const logarithm = 4;
/** Trains, compiles or differentiates something, or names a loss in a text. */
export const training = 8;

/** Whether something that bears all these marks may contain what a rule looks at, and what may be wrong with it. */
export const isTelling = (marks: number): boolean =>
  ((marks & framework) !== 0 && (marks & (logarithm | training)) !== 0) ||
  ((marks & exponential) !== 0 && (marks & logarithm) !== 0);
