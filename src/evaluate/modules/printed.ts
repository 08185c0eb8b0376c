import { pythonFloat } from '../../tensors/print/digits.ts';
import type { InstanceValue, Value } from '../values/value.ts';

/** What a layer writes between its brackets; attributes by name, those of PyTorch's own `extra_repr`. */
type Extra = (get: (name: string) => string) => string;

const named =
  (...names: readonly string[]): Extra =>
  (get) =>
    names.map((name) => `${name}=${get(name)}`).join(', ');

const convolution: Extra = (get) => {
  const many = (name: string): string => spread(get(name), get('kernel size'));
  const parts = [
    get('in_channels'),
    get('out_channels'),
    `kernel_size=${many('kernel_size')}`,
    `stride=${many('stride')}`,
  ];
  if (!/^\(?0[0, ]*\)?$/.test(get('padding')))
    parts.push(`padding=${get('padding').startsWith("'") ? get('padding').slice(1, -1) : many('padding')}`);
  if (!/^\(?1[1, ]*\)?$/.test(get('dilation'))) parts.push(`dilation=${many('dilation')}`);
  if (get('groups') !== '1') parts.push(`groups=${get('groups')}`);
  if (get('bias') === 'False') parts.push('bias=False');
  return parts.join(', ');
};

/** `3` on two axes is `(3, 3)`. */
const spread = (text: string, axes: string): string =>
  text.startsWith('(')
    ? text
    : `(${Array.from({ length: Number(axes) }, () => text).join(', ')}${axes === '1' ? ',' : ''})`;

const batchNorm: Extra = (get) =>
  `${get('num_features')}, eps=${get('eps')}, momentum=${get('momentum')}, affine=${get('affine')}, track_running_stats=${get('track_running_stats')}`;

const extras: Readonly<Record<string, Extra>> = {
  Linear: named('in_features', 'out_features', 'bias'),
  Identity: () => '',
  ReLU: () => '',
  Sigmoid: () => '',
  Tanh: () => '',
  Dropout: (get) => `p=${get('p')}, inplace=False`,
  Dropout2d: (get) => `p=${get('p')}, inplace=False`,
  Flatten: named('start_dim', 'end_dim'),
  Softmax: named('dim'),
  LogSoftmax: named('dim'),
  Conv1d: convolution,
  Conv2d: convolution,
  Conv3d: convolution,
  BatchNorm1d: batchNorm,
  BatchNorm2d: batchNorm,
  BatchNorm3d: batchNorm,
  Sequential: () => '',
  ModuleList: () => '',
  ModuleDict: () => '',
};

const plainLoss = /^torch\.nn\.\w+Loss$/;

function valueText(value: Value | undefined): string {
  if (value?.kind === 'bool') return value.value ? 'True' : 'False';
  if (value?.kind === 'int') return String(value.value);
  if (value?.kind === 'float') return pythonFloat(value.value);
  if (value?.kind === 'str') return `'${value.value}'`;
  if (value?.kind === 'tuple')
    return `(${value.items.map(valueText).join(', ')}${value.items.length === 1 ? ',' : ''})`;
  if (value?.kind === 'tensor') return 'True';
  return value?.kind === 'None' ? 'False' : '?';
}

/** How `print(model)` shows a module; undefined where a part of it is not known. */
export function moduleText(
  module: InstanceValue,
  childrenOf: (module: InstanceValue) => readonly (readonly [string, InstanceValue])[],
): string | undefined {
  const { name, qualified } = module.type;
  const isOwn = qualified.startsWith('__main__.');
  const extra = isOwn || plainLoss.test(qualified) ? () => '' : extras[name];
  if (!extra || module.lost !== undefined) return undefined;
  const get = (key: string): string => {
    if (key === 'kernel size') return /(\d)d$/.exec(name)?.[1] ?? '1';
    if (key === 'affine') return valueText(module.attributes.get('weight'));
    return valueText(module.attributes.get(key));
  };
  const children = childrenOf(module);
  if (children.length === 0) return `${name}(${extra(get)})`;
  const lines = children.map(([key, child]) => {
    const text = moduleText(child, childrenOf);
    return text === undefined ? undefined : `  (${key}): ${text.replaceAll('\n', '\n  ')}\n`;
  });
  return lines.includes(undefined) ? undefined : `${name}(\n${lines.join('')})`;
}
