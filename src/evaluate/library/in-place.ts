import { replaceWith } from '../ops/inplace.ts';
import { notKnown } from '../signals.ts';
import type { BuiltinValue, TensorValue, Value } from '../values/value.ts';
import type { Entry } from './define.ts';

/** Methods of a torch tensor that have a form with an underscore, which writes the result back. */
const written = [
  'add',
  'sub',
  'subtract',
  'mul',
  'multiply',
  'div',
  'divide',
  'true_divide',
  'floor_divide',
  'remainder',
  'fmod',
  'pow',
  'lerp',
  'addcmul',
  'addcdiv',
  'addmm',
  'abs',
  'neg',
  'negative',
  'exp',
  'exp2',
  'expm1',
  'log',
  'log2',
  'log10',
  'log1p',
  'sqrt',
  'rsqrt',
  'reciprocal',
  'square',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'sigmoid',
  'erf',
  'erfc',
  'erfinv',
  'floor',
  'ceil',
  'trunc',
  'round',
  'frac',
  'sign',
  'relu',
  'clamp',
  'clip',
  'clamp_min',
  'clamp_max',
  'nan_to_num',
  'masked_fill',
  'scatter',
  'scatter_add',
  'index_add',
  'index_copy',
  'index_fill',
  'tril',
  'triu',
  'cumsum',
  'cumprod',
  'logical_not',
  'logical_and',
  'logical_or',
  'logical_xor',
  'bitwise_and',
  'bitwise_or',
  'bitwise_xor',
  'logit',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'xlogy',
  'hypot',
  'atan2',
];

/** …and those that only look at the same numbers in another way. */
const viewed = ['squeeze', 'unsqueeze', 't', 'transpose', 'swapaxes'];

const selfOf = (builtin: BuiltinValue, value: Value): TensorValue =>
  value.kind === 'tensor' ? value : notKnown(`${builtin.name} of something else than a tensor`);

function derive(
  entry: Entry,
  write: (self: TensorValue, result: TensorValue, context: Parameters<BuiltinValue['run']>[0]) => Value,
): Entry {
  const { builtin } = entry;
  const self = builtin.signature[0]?.internal ?? 'input';
  return {
    key: `${entry.key}_`,
    builtin: {
      ...builtin,
      name: `${builtin.name}_`,
      run: (context, args) => {
        const target = selfOf(builtin, args.get(self));
        const result = builtin.run(context, args);
        return result.kind === 'tensor' ? write(target, result, context) : notKnown(`${builtin.name}_`);
      },
    },
  };
}

/** The in-place forms of methods that are already in a table. */
export function inPlaceForms(entries: readonly Entry[]): Entry[] {
  const find = (name: string) => entries.find(({ key }) => key === `torch:${name}`);
  return [
    ...written.flatMap((name) => {
      const entry = find(name);
      return entry ? [derive(entry, (self, result, context) => replaceWith(context, self, result))] : [];
    }),
    ...viewed.flatMap((name) => {
      const entry = find(name);
      return entry
        ? [
            derive(entry, (self, result) => {
              self.geometry = result.geometry;
              self.node = result.node ?? self.node;
              return self;
            }),
          ]
        : [];
    }),
  ];
}
