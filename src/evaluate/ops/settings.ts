import { full } from '../../core/create.ts';
import { isFloating, promote } from '../../core/dtype.ts';
import { collectItems } from '../interpreter/iterate.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { isOperand, resultType } from '../tensor/promote.ts';
import { dense, numel, overwrite, wrap } from '../tensor/tensor.ts';
import { bool, int, none, torchSize } from '../values/make.ts';
import type { TensorValue } from '../values/value.ts';
import { anyDType } from './cast.ts';
import { mapTensor } from './elementwise.ts';
import { askLayout, layoutFunctions } from './layout.ts';
import { norm } from './norm.ts';

/** Settings, questions about the machine (answered as on a CPU) and functions that only pass on. */
const nothing = (head: string): Entry => define(head, () => none, { lenient: true });
const no = (head: string): Entry => define(head, () => bool(false));

/** Scales gradients so that their common norm is at most `max_norm`. */
const clipNorm: Run = (context, args) => {
  const given = args.get('parameters');
  const parameters = (given.kind === 'tensor' ? [given] : collectItems(context, given)).filter(
    (item): item is TensorValue => item.kind === 'tensor',
  );
  const grads = parameters.flatMap(({ grad }) => (grad ? [grad] : []));
  const p = args.number('norm_type');
  const lengths = grads.map((grad) => dense(norm(context, grad, p, undefined, false)).data[0] as number);
  const total =
    p === Number.POSITIVE_INFINITY
      ? Math.max(...lengths)
      : lengths.reduce((sum, x) => sum + x ** p, 0) ** (1 / p);
  const factor = Math.min(args.number('max_norm') / (total + 1e-6), 1);
  for (const grad of grads)
    overwrite(
      grad,
      mapTensor(dense(grad), grad.dtype, (x) => x * factor),
      false,
    );
  return wrap(
    full([], total, 'float32'),
    'torch',
    grads.some((grad) => grad.storage.random),
  );
};

export const settingFunctions: readonly Entry[] = [
  define('torch.set_default_dtype(d)', (context, args) => {
    const dtype = anyDType(args.get('d'));
    if (!dtype || !isFloating(dtype))
      return raise('TypeError', 'only floating-point types are supported as the default type');
    context.defaultDType = dtype;
    context.layout = askLayout(context, { torch: { defaultDType: dtype } });
    return none;
  }),
  define('torch.get_default_dtype()', (context) => ({
    kind: 'dtype',
    dtype: context.defaultDType,
    library: 'torch',
  })),
  ...layoutFunctions,
  nothing('torch.use_deterministic_algorithms(*args, **kwargs)'),
  nothing('torch.set_num_threads(*args)'),
  nothing('torch.cuda.empty_cache()'),
  nothing('torch.cuda.synchronize()'),
  nothing('torch.backends.cudnn.flags(*args, **kwargs)'),
  no('torch.cuda.is_available()'),
  no('torch.backends.mps.is_available()'),
  no('torch.backends.mps.is_built()'),
  define('torch.cuda.device_count()', () => int(0)),
  define('torch.Size(shape)', (context, args) =>
    torchSize(
      collectItems(context, args.get('shape')).map((item) =>
        item.kind === 'int' ? item.value : notKnown('a size'),
      ),
    ),
  ),
  define('torch.result_type(a, b)', (context, args) => {
    const [a, b] = [args.get('a'), args.get('b')];
    return isOperand(a) && isOperand(b)
      ? { kind: 'dtype', dtype: resultType([a, b], 'torch', context.defaultDType), library: 'torch' }
      : notKnown('a type');
  }),
  define('torch.promote_types(a, b)', (_context, args) => ({
    kind: 'dtype',
    dtype: promote(args.dtype('a') ?? 'float32', args.dtype('b') ?? 'float32'),
    library: 'torch',
  })),
  define(
    'torch.nn.utils.clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None)',
    clipNorm,
  ),
  define('tqdm.tqdm(iterable=None, *args, **kwargs)', (_context, args) => args.get('iterable')),
  define('tqdm.auto.tqdm(iterable=None, *args, **kwargs)', (_context, args) => args.get('iterable')),
  define('tqdm.notebook.tqdm(iterable=None, *args, **kwargs)', (_context, args) => args.get('iterable')),
  define('torch.numel(input)', (_context, args) => int(numel(args.tensor('input')))),
];
