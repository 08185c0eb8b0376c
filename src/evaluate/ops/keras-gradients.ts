import { logSoftmax, sigmoid } from '../../core/numerics.ts';
import { notKnown } from '../signals.ts';
import type { KerasLoss, KerasSettings } from './keras-lines.ts';

type Line = Float64Array;
type Slope = (y: Line, x: Line, settings: KerasSettings) => Line;

const sum = (values: Line): number => values.reduce((a, b) => a + b, 0);

/** Clipping stops the gradient; where exactly, float32 decides. */
function inside(p: Line): Line {
  return p.some((value) => !(value > 2e-7 && value < 1 - 2e-7))
    ? notKnown('a gradient of clipped values')
    : p;
}

function categorical(t: Line, x: Line, fromLogits: boolean): Line {
  const total = sum(t);
  if (fromLogits) return logSoftmax(x).map((log, c) => Math.exp(log) * total - (t[c] as number));
  const scale = sum(x);
  inside(x.map((value) => value / scale));
  return x.map((value, c) => total / scale - (t[c] as number) / value);
}

const share = (settings: KerasSettings): number => settings.number('label_smoothing');

const slopes: Readonly<Record<string, Slope>> = {
  categorical_crossentropy: (y, x, settings) =>
    categorical(
      y.map((t) => t * (1 - share(settings)) + share(settings) / y.length),
      x,
      settings.flag('from_logits'),
    ),
  sparse_categorical_crossentropy: (y, x, settings) =>
    categorical(
      x.map((_, c) => (c === y[0] ? 1 : 0)),
      x,
      settings.flag('from_logits'),
    ),
  binary_crossentropy: (y, x, settings) => {
    const t = y.map((value) => value * (1 - share(settings)) + 0.5 * share(settings));
    if (settings.flag('from_logits')) return x.map((z, i) => (sigmoid(z) - (t[i] as number)) / x.length);
    return inside(x).map((p, i) => ((1 - (t[i] as number)) / (1 - p) - (t[i] as number) / p) / x.length);
  },
  mean_squared_error: (y, x) => x.map((value, i) => (2 * (value - (y[i] as number))) / x.length),
  mean_absolute_error: (y, x) => x.map((value, i) => Math.sign(value - (y[i] as number)) / x.length),
};

/** ∂loss/∂output of one line. */
export const lineSlope = (loss: KerasLoss): Slope =>
  slopes[loss.fn] ?? (() => notKnown(`the gradient of Keras's ${loss.fn}`));
