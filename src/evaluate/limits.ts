/** Bounds of one evaluation. Work counts elements touched, so that it ends without looking at a clock. */
export interface Limits {
  /** Statements, expressions and calls. */
  readonly steps: number;
  /** Nested calls. */
  readonly depth: number;
  /** Elements of one tensor. */
  readonly elements: number;
  /** Elements computed in all operations together. */
  readonly work: number;
  /** Bytes of all tensors and strings ever made. */
  readonly memory: number;
  /** Characters of all prints. */
  readonly output: number;
}

/** About a tenth of a second: an editor waits for it after each change. */
export const defaultLimits: Limits = {
  steps: 100_000,
  depth: 60,
  elements: 1_000_000,
  work: 5_000_000,
  memory: 256_000_000,
  output: 1_000_000,
};

/** Some seconds, for somebody who asked and waits: training loops of tutorials end. */
export const patientLimits: Limits = {
  ...defaultLimits,
  steps: 5_000_000,
  work: 250_000_000,
  memory: 4_000_000_000,
};

const units: Readonly<Record<keyof Limits, string>> = {
  steps: 'steps',
  depth: 'calls inside one another',
  elements: 'elements',
  work: 'computed elements',
  memory: 'bytes',
  output: 'characters of output',
};

/** A limit as a person reads it: `100,000 steps`. */
export const limitText = (limits: Limits, name: keyof Limits): string =>
  `${limits[name].toLocaleString('en-US')} ${units[name]}`;
