/** Top-level packages that are never looked for in the workspace, though a folder may be called so. */
const libraries = new Set(
  `torch torchvision torchaudio torchtext tensorflow keras tf_keras numpy scipy sklearn pandas jax flax optax haiku timm
  transformers pytorch_lightning lightning fastai tflearn tf_slim functools collections itertools math os sys argparse
  typing abc random copy time json re dataclasses contextlib logging pathlib warnings tqdm matplotlib PIL cv2 apex
  accelerate ignite monai einops catalyst chex jaxtyping equinox ml_collections hydra omegaconf kornia torchmetrics
  segmentation_models_pytorch`
    .trim()
    .split(/\s+/),
);

export function isLibrary(name: string): boolean {
  const dot = name.indexOf('.');
  return libraries.has(dot < 0 ? name : name.slice(0, dot));
}

/** Other spellings of the same thing, longest first; what follows a prefix stays. */
const rewrites: readonly (readonly [RegExp, string])[] = [
  [/^torch\.nn\.modules\.\w+\.(?=[A-Z])/, 'torch.nn.'],
  [/^torch\.nn\.modules\./, 'torch.nn.'],
  [/^torch\.special\./, 'torch.'],
  [/^tf_keras\b/, 'keras'],
  [/^tensorflow\.(?:python\.|compat\.v[12]\.|_api\.v2\.)/, 'tensorflow.'],
  [/^tensorflow\.compat\.v[12]$/, 'tensorflow'],
  [/^tensorflow\.contrib\.keras\b/, 'keras'],
  [/^tensorflow\.keras\b/, 'keras'],
  [/^tensorflow\.math\./, 'tensorflow.'],
  [/^tensorflow\.contrib\.(?:slim|layers|framework)\b/, 'tf_slim'],
  [/^tensorflow\.contrib\.losses\b/, 'tf_slim.losses'],
  // TensorFlow 1 has losses of its own here, none of which is spelt like one of Keras.
  [/^tensorflow\.losses\.(?=[A-Z]|\w*crossentropy$|\w*divergence$)/, 'keras.losses.'],
  [/^tf_slim\.(?:layers|ops)\./, 'tf_slim.'],
  [/^keras\.src\b/, 'keras'],
  [/^keras\.engine(?:\.\w+)?\.(?=[A-Z])/, 'keras.models.'],
  [
    /^keras\.layers\.(?:core|convolutional|recurrent|pooling|merge|normalization|embeddings|advanced_activations|wrappers|experimental)\.(?=[A-Z])/,
    'keras.layers.',
  ],
  [/^keras\.(?:models\.)?(Model|Sequential)$/, 'keras.$1'],
  [/^keras\.metrics\.(\w*crossentropy)$/, 'keras.losses.$1'],
  [/^keras\.backend\.(softmax|sigmoid)$/, 'keras.activations.$1'],
  [
    /^flax\.linen\.(softmax|log_softmax|sigmoid|log_sigmoid|relu|gelu|tanh|one_hot|swish|silu|elu|leaky_relu)$/,
    'jax.nn.$1',
  ],
  [/^flax\.nnx\.(softmax|log_softmax|sigmoid|log_sigmoid|relu|gelu|tanh|one_hot|swish|silu)$/, 'jax.nn.$1'],
  [/^flax\.linen\.activation\./, 'jax.nn.'],
  [/^flax\.experimental\.nnx\b/, 'flax.nnx'],
  [/^flax\.nn\b/, 'flax.linen'],
  [/^optax\.losses\./, 'optax.'],
  [/^lightning\.pytorch\b/, 'pytorch_lightning'],
  [/^lightning\.LightningModule$/, 'pytorch_lightning.LightningModule'],
  [/^pytorch_lightning\.core(?:\.\w+)?\.LightningModule$/, 'pytorch_lightning.LightningModule'],
  // It is no name of theirs, but found there.
  [/^torch\.functional\.F\b/, 'torch.nn.functional'],
  [/^torch\.nn\.parallel\.(?:data_parallel|distributed)\./, 'torch.nn.parallel.'],
  [/^torchvision\.models\.\w+\.(?=[a-z]\w*\d|[a-z]+$)/, 'torchvision.models.'],
  [/^torchvision\.ops\.focal_loss\./, 'torchvision.ops.'],
  [/^numpy\.core\./, 'numpy.'],
];

/** Packages that are another one under a different name. */
export const renamedPackages: readonly string[] = ['tf_keras'];

const known = /^(?:torch|tensorflow|tf_|keras|flax|optax|lightning|pytorch_lightning|numpy)/;

/** The one name under which the tables know a function or class. */
export function canonicalName(name: string): string {
  if (!known.test(name)) return name;
  let current = name;
  for (const [pattern, replacement] of rewrites)
    if (pattern.test(current)) current = current.replace(pattern, replacement);
  return current;
}

/** Whether the last part of a qualified name is written as classes are. */
export const isClassName = (name: string): boolean => /\.[A-Z]\w*$/.test(name);
