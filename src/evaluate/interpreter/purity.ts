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

export function onlyReads(origin: string | null): boolean {
  if (origin === null) return false;
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
