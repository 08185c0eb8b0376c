import { logSoftmax, sigmoid, softplus } from '../../core/numerics.ts';

/** `keras.backend.epsilon()`: probabilities are kept this far from 0 and 1. */
const epsilon = 1e-7;

/** Keras computes in float32, where the largest probability below 1 that clipping leaves is 1 − 1.19e-7. */
const round = Math.fround;
const clip = (p: number): number => Math.min(Math.max(round(p), round(epsilon)), round(1 - epsilon));

/** The settings of a Keras loss: numbers and flags by name. */
export interface KerasSettings {
  readonly flag: (name: string) => boolean;
  readonly number: (name: string) => number;
}

/** Loss of one line along the class axis, or of one element. */
export interface KerasLoss {
  /** Function names under keras.losses / keras.metrics, and the class. */
  readonly fn: string;
  readonly cls: string;
  readonly parameters: string;
  /** Labels are class indices without the class axis. */
  readonly sparse?: boolean;
  readonly line: (target: Float64Array, output: Float64Array, settings: KerasSettings) => number;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const meanOver =
  (f: (y: number, x: number) => number) =>
  (y: Float64Array, x: Float64Array): number =>
    mean(Array.from(y, (t, i) => f(t, x[i] as number)));
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Labels moved towards the uniform distribution. */
const smoothed = (y: Float64Array, share: number, classes: number): Float64Array =>
  y.map((t) => t * (1 - share) + share / classes);

function binary(y: number, x: number, settings: KerasSettings): number {
  const t = y * (1 - settings.number('label_smoothing')) + 0.5 * settings.number('label_smoothing');
  if (settings.flag('from_logits')) return softplus(-x) * t + softplus(x) * (1 - t);
  const p = clip(x);
  return -(t * Math.log(p) + (1 - t) * Math.log(round(1 - p)));
}

/** log of the class probabilities: of logits exactly, of probabilities after renormalising and clipping. */
function logProbabilities(x: Float64Array, fromLogits: boolean): Float64Array {
  if (fromLogits) return logSoftmax(x);
  const total = sum([...x]);
  return x.map((p) => Math.log(clip(p / total)));
}

function categorical(y: Float64Array, x: Float64Array, settings: KerasSettings): number {
  const t = smoothed(y, settings.number('label_smoothing'), y.length);
  const logs = logProbabilities(x, settings.flag('from_logits'));
  return -sum(Array.from(t, (v, c) => (v === 0 ? 0 : v * (logs[c] as number))));
}

function sparse(y: Float64Array, x: Float64Array, settings: KerasSettings): number {
  const label = y[0] as number;
  if (label < 0 || label >= x.length) return Number.NaN;
  return -(logProbabilities(x, settings.flag('from_logits'))[label] as number);
}

function categoricalFocal(y: Float64Array, x: Float64Array, settings: KerasSettings): number {
  const t = smoothed(y, settings.number('label_smoothing'), y.length);
  const logs = logProbabilities(x, settings.flag('from_logits'));
  return sum(
    Array.from(t, (v, c) => {
      const log = logs[c] as number;
      return -v * log * settings.number('alpha') * (1 - Math.exp(log)) ** settings.number('gamma');
    }),
  );
}

function binaryFocal(y: number, x: number, settings: KerasSettings): number {
  const share = settings.number('label_smoothing');
  const t = y * (1 - share) + 0.5 * share;
  const p = settings.flag('from_logits') ? sigmoid(x) : x;
  const hit = t * p + (1 - t) * (1 - p);
  const alpha = settings.flag('apply_class_balancing')
    ? t * settings.number('alpha') + (1 - t) * (1 - settings.number('alpha'))
    : 1;
  const q = clip(p);
  return alpha * (1 - hit) ** settings.number('gamma') * -(t * Math.log(q) + (1 - t) * Math.log(1 - q));
}

const within = (p: number): number => Math.min(Math.max(p, epsilon), 1);
const signed = (y: Float64Array): Float64Array =>
  y.every((t) => t === 0 || t === 1) ? y.map((t) => 2 * t - 1) : y;

function huber(y: number, x: number, delta: number): number {
  const e = Math.abs(y - x);
  return e <= delta ? 0.5 * e * e : delta * e - 0.5 * delta * delta;
}

function unit(x: Float64Array): Float64Array {
  const length = Math.sqrt(Math.max(sum(Array.from(x, (v) => v * v)), 1e-12));
  return x.map((v) => v / length);
}

const smoothing = 'from_logits=False, label_smoothing=0.0, axis=-1';

export const kerasLosses: readonly KerasLoss[] = [
  {
    fn: 'binary_crossentropy',
    cls: 'BinaryCrossentropy',
    parameters: smoothing,
    line: (y, x, s) => meanOver((t, v) => binary(t, v, s))(y, x),
  },
  {
    fn: 'categorical_crossentropy',
    cls: 'CategoricalCrossentropy',
    parameters: smoothing,
    line: categorical,
  },
  {
    fn: 'sparse_categorical_crossentropy',
    cls: 'SparseCategoricalCrossentropy',
    parameters: 'from_logits=False, ignore_class=None, axis=-1',
    sparse: true,
    line: sparse,
  },
  {
    fn: 'categorical_focal_crossentropy',
    cls: 'CategoricalFocalCrossentropy',
    parameters: `alpha=0.25, gamma=2.0, ${smoothing}`,
    line: categoricalFocal,
  },
  {
    fn: 'binary_focal_crossentropy',
    cls: 'BinaryFocalCrossentropy',
    parameters: `apply_class_balancing=False, alpha=0.25, gamma=2.0, ${smoothing}`,
    line: (y, x, s) => meanOver((t, v) => binaryFocal(t, v, s))(y, x),
  },
  {
    fn: 'kl_divergence',
    cls: 'KLDivergence',
    parameters: 'axis=-1',
    line: (y, x) => sum(Array.from(y, (t, i) => within(t) * Math.log(within(t) / within(x[i] as number)))),
  },
  {
    fn: 'poisson',
    cls: 'Poisson',
    parameters: 'axis=-1',
    line: meanOver((t, v) => v - t * Math.log(v + epsilon)),
  },
  {
    fn: 'mean_squared_error',
    cls: 'MeanSquaredError',
    parameters: 'axis=-1',
    line: meanOver((t, v) => (t - v) ** 2),
  },
  {
    fn: 'mean_absolute_error',
    cls: 'MeanAbsoluteError',
    parameters: 'axis=-1',
    line: meanOver((t, v) => Math.abs(t - v)),
  },
  {
    fn: 'mean_absolute_percentage_error',
    cls: 'MeanAbsolutePercentageError',
    parameters: 'axis=-1',
    line: (y, x) => 100 * meanOver((t, v) => Math.abs((t - v) / Math.max(Math.abs(t), epsilon)))(y, x),
  },
  {
    fn: 'mean_squared_logarithmic_error',
    cls: 'MeanSquaredLogarithmicError',
    parameters: 'axis=-1',
    line: meanOver((t, v) => (Math.log1p(Math.max(v, epsilon)) - Math.log1p(Math.max(t, epsilon))) ** 2),
  },
  {
    fn: 'huber',
    cls: 'Huber',
    parameters: 'delta=1.0, axis=-1',
    line: (y, x, s) => meanOver((t, v) => huber(t, v, s.number('delta')))(y, x),
  },
  {
    fn: 'log_cosh',
    cls: 'LogCosh',
    parameters: 'axis=-1',
    line: meanOver((t, v) => v - t + softplus(-2 * (v - t)) - Math.LN2),
  },
  {
    fn: 'hinge',
    cls: 'Hinge',
    parameters: 'axis=-1',
    line: (y, x) => meanOver((t, v) => Math.max(1 - t * v, 0))(signed(y), x),
  },
  {
    fn: 'squared_hinge',
    cls: 'SquaredHinge',
    parameters: 'axis=-1',
    line: (y, x) => meanOver((t, v) => Math.max(1 - t * v, 0) ** 2)(signed(y), x),
  },
  {
    fn: 'categorical_hinge',
    cls: 'CategoricalHinge',
    parameters: 'axis=-1',
    line: (y, x) =>
      Math.max(
        Math.max(...Array.from(y, (t, i) => (1 - t) * (x[i] as number))) -
          sum(Array.from(y, (t, i) => t * (x[i] as number))) +
          1,
        0,
      ),
  },
  {
    fn: 'cosine_similarity',
    cls: 'CosineSimilarity',
    parameters: 'axis=-1',
    line: (y, x) => -sum(Array.from(unit(y), (t, i) => t * (unit(x)[i] as number))),
  },
];
