/** Libraries whose functions only read what they are given. */
const readers = new Set([
  'matplotlib',
  'plt',
  'seaborn',
  'sns',
  'plotly',
  'logging',
  'logger',
  'log',
  'wandb',
  'mlflow',
  'warnings',
  'tqdm',
  'os',
  'sys',
  'time',
  'pathlib',
  'json',
  'pprint',
  'IPython',
  'rich',
  'sklearn',
  'pandas',
  'scipy',
  'torchinfo',
  'torchsummary',
  'torchvision',
  'torchmetrics',
  'datetime',
  'gc',
  'typing',
  'collections',
  'itertools',
  'functools',
  'tensorboard',
  'tensorboardX',
  'writer',
  'torch',
  'numpy',
  'jax',
  'tensorflow',
  'keras',
  'optax',
  'PIL',
  'cv2',
  'h5py',
  'argparse',
  're',
  'copy',
  'timeit',
  'builtins',
  'ax',
  'axs',
  'axes',
  'fig',
]);

/** …but for those that are named for writing. */
const writes = /(?:[^_]_|shuffle|copyto|put|fill_diagonal|place)$/;

/** Optimisers and what wraps them change what they were given later. */
const keepers = /^torch\.(?:optim|cuda\.amp|amp)\./;

export function onlyReads(origin: string | null): boolean {
  if (origin === null || keepers.test(origin)) return false;
  return readers.has(origin.split('.')[0] ?? '') && !writes.test(origin);
}

export const isReader = (name: string): boolean => readers.has(name);
export const isWriter = (name: string): boolean => writes.test(name);

const plainModules = new Set([
  'argparse',
  'os',
  'sys',
  'time',
  'datetime',
  'logging',
  'logger',
  'pathlib',
  'json',
  'typing',
  'collections',
  'warnings',
  're',
  'tqdm',
  'matplotlib',
]);

/** False for what comes from modules that know nothing of tensors: such an attribute is no layer. */
export const mayHoldTensors = (origin: string | null): boolean =>
  origin === null || !plainModules.has(origin.split('.')[0] ?? '');

/** Names of functions that draw random numbers or set a seed; classes of layers draw their weights. */
const drawing =
  /(?:rand|normal|uniform|seed|shuffle|sampl|choice|perm|dropout|bernoulli|multinomial|exponential|poisson|gumbel|cauchy|geometric|split|[^_]_$)|^[A-Z]/;

/** Libraries that never touch the generators of PyTorch, NumPy and Python. */
const silent = new Set(['jax', 'optax', 'tensorflow', 'keras', 'builtins', 'itertools', 'functools', 'copy']);

/** True for what may have moved a random generator: with a seed, what is drawn afterwards is a sample all the same. */
export function mayDraw(origin: string | null): boolean {
  if (origin === null) return true;
  const root = origin.split('.')[0] ?? '';
  if (silent.has(root) || plainModules.has(root)) return false;
  return !readers.has(root) || drawing.test(origin.slice(origin.lastIndexOf('.') + 1));
}
