import type { TorchPrintOptions } from '../../tensors/print/torch.ts';
import type { Context } from '../context.ts';
import type { Args } from '../library/args.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { none } from '../values/make.ts';
import type { Layout } from '../values/value.ts';

/** Adds to what the code has asked for before. */
export function askLayout({ layout }: Context, asked: Partial<Layout>): Layout {
  return {
    torch: { ...layout?.torch, ...asked.torch },
    numpy: { ...layout?.numpy, ...asked.numpy },
    lost: { ...layout?.lost, ...asked.lost },
  };
}

const profiles: Readonly<Record<string, Partial<TorchPrintOptions>>> = {
  default: { precision: 4, threshold: 1000, edgeItems: 3, lineWidth: 80, scientific: null },
  short: { precision: 2, threshold: 1000, edgeItems: 2, lineWidth: 80, scientific: null },
  full: { precision: 4, threshold: Number.POSITIVE_INFINITY, edgeItems: 3, lineWidth: 80, scientific: null },
};

const sizes = [
  ['precision', 'precision'],
  ['threshold', 'threshold'],
  ['edgeitems', 'edgeItems'],
  ['linewidth', 'lineWidth'],
] as const;

type Sizes = { readonly [K in (typeof sizes)[number][1]]?: number };

const sizesOf = (args: Args): Sizes =>
  Object.fromEntries(
    sizes.flatMap(([name, option]) => (args.has(name) ? [[option, args.number(name)] as const] : [])),
  );

const setTorch: Run = (context, args) => {
  const profile = args.has('profile') ? profiles[args.text('profile')] : {};
  const scientific = args.has('sci_mode') ? { scientific: args.flag('sci_mode') } : {};
  context.layout = askLayout(context, { torch: { ...profile, ...sizesOf(args), ...scientific } });
  return none;
};

/** What NumPy can also be asked for, which is not followed. */
const odd = ['nanstr', 'infstr', 'formatter', 'sign', 'floatmode', 'legacy'];

const setNumpy: Run = (context, args) => {
  const suppress = args.has('suppress') ? { suppress: args.flag('suppress') } : {};
  const lost = odd.some((name) => args.keywords.get(name) && args.keywords.get(name)?.kind !== 'None');
  context.layout = askLayout(context, {
    numpy: { ...sizesOf(args), ...suppress },
    ...(lost && { lost: { numpy: 'options of printing that are not known here' } }),
  });
  return none;
};

export const layoutFunctions: readonly Entry[] = [
  define(
    'torch.set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None)',
    setTorch,
  ),
  define(
    'numpy.set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, **kwargs)',
    setNumpy,
  ),
];
