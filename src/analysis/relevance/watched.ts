import type { Dotted } from './code.ts';
import { framework, logarithm, training } from './mark.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** `x.log()` of any tensor, `loss.backward()`, `model.compile(…)`: what a rule looks at whatever it is called on. */
const taken = /\.log_?\s*\(\s*\)/;
const trained = /\.backward\b|(?<!\b(?:re|regex|torch))\.compile\b/;

/** `output.loss.backward()`: what a model gave along with its output, by whatever framework it is. */
const trainedOutput = /\.loss\b[^\n]{0,400}\.backward\b|\.backward\s*\([^\n]{0,400}\.loss\b/;

/** `loss.backward()` of a loss that is added up or collected: `total += loss`, `losses.append(loss)`, `meter.update(loss)`. */
function keepsTrained(text: string): boolean {
  if (!text.includes('.backward')) return false;
  const losses = new Set(
    [...text.matchAll(/\b(\w+)(?:\[[^\]\n]{0,200}\])?\.backward\b/g)].map(([, name]) => name),
  );
  return [...losses].some((name) =>
    new RegExp(`(?:\\+=?|\\.(?:append|update)\\()[^\\n]{0,400}\\b${name}\\b(?!\\.)`).test(text),
  );
}

/** Marks of a text for the methods in it. */
export const methodMarks = (text: string): number =>
  (taken.test(text) ? logarithm : 0) |
  (trained.test(text) ? training : 0) |
  (trainedOutput.test(text) || keepsTrained(text) ? framework : 0);

/** Whether a library's function takes a logarithm. */
export const takesLogarithm = (members: readonly string[]): boolean => members.at(-1) === 'log';

/** What keeps records has a method `log` too. */
const loggers = words(
  'math cmath self logger logging log wandb mlflow console run writer trainer tracker accelerator fabric experiment',
);

/** Whether `a.b.log` may be a function of a framework known by another name: `K = tf.keras.backend`. */
export const mayTakeLogarithm = ({ head, members }: Dotted): boolean =>
  takesLogarithm(members) && !loggers.has(members.at(-2) ?? head ?? '');

/** Parts of PyTorch that compute nothing. */
const settings = words(
  `device manual_seed cuda backends get_num_threads set_num_threads no_grad inference_mode set_grad_enabled Tensor dtype
  float16 bfloat16 float32 float64 int8 uint8 int16 int32 int64 save load version __version__ is_tensor Generator
  distributed multiprocessing hub`,
);

/** `torch.device` and its like. */
export const isSetting = (head: string, member: string | undefined): boolean =>
  head === 'torch' && member !== undefined && settings.has(member);

const gradients = words('grad value_and_grad');

/** `jax.grad(f)`: a framework's name that differentiates a function. PyTorch's `grad` takes what `backward` does. */
export const differentiates = (head: string, members: readonly string[]): boolean =>
  head !== 'torch' && [head, ...members].some((name) => gradients.has(name));
