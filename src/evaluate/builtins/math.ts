import { collectItems } from '../interpreter/iterate.ts';
import { define, type Entry, type Run } from '../library/define.ts';
import { erf, erfc, logGamma } from '../ops/special.ts';
import { raise } from '../signals.ts';
import { bool, float, int, tuple } from '../values/make.ts';
import { isNumber } from '../values/number.ts';
import { isSample } from '../values/truth.ts';
import type { Value } from '../values/value.ts';
import { fsum } from './exact.ts';

/** A function of `math` from a number to a float. */
const fn = (name: string, f: (x: number) => number): Entry =>
  define(`math.${name}(x)`, (_context, args) => {
    const x = args.number('x');
    const y = f(x);
    if (Number.isNaN(y) && !Number.isNaN(x)) return raise('ValueError', 'math domain error', 'x');
    return float(y, isSample(args.get('x')));
  });

const log: Run = (_context, args) => {
  const x = args.number('x');
  if (x <= 0) return raise('ValueError', 'math domain error', 'x');
  const base = args.optionalNumber('base');
  return float(base === undefined ? Math.log(x) : Math.log(x) / Math.log(base), isSample(args.get('x')));
};

const positiveLog =
  (f: (x: number) => number) =>
  (x: number): number =>
    x <= 0 ? Number.NaN : f(x);

const ofTwo = (name: string, f: (x: number, y: number) => number): Entry =>
  define(`math.${name}(x, y)`, (_context, args) =>
    float(f(args.number('x'), args.number('y')), isSample(args.get('x')) || isSample(args.get('y'))),
  );

const ofIntegers = (name: string, f: (n: number, k: number) => number): Entry =>
  define(`math.${name}(n, k)`, (_context, args) => int(f(args.integer('n'), args.integer('k'))));

/** n · (n − 1) · … of k factors. */
const falling = (n: number, k: number): number => {
  let product = 1;
  for (let i = 0; i < k && Number.isFinite(product); i++) product *= n - i;
  return product;
};

const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

const whole = (name: string, f: (x: number) => number): Entry =>
  define(`math.${name}(x)`, (_context, args) => int(f(args.number('x')), isSample(args.get('x'))));

const test = (name: string, f: (x: number) => boolean): Entry =>
  define(`math.${name}(x)`, (_context, args) => bool(f(args.number('x')), isSample(args.get('x'))));

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

export const mathFunctions: readonly Entry[] = [
  fn('exp', Math.exp),
  fn('expm1', Math.expm1),
  fn('log2', positiveLog(Math.log2)),
  fn('log10', positiveLog(Math.log10)),
  fn('log1p', Math.log1p),
  fn('sqrt', Math.sqrt),
  fn('sin', Math.sin),
  fn('cos', Math.cos),
  fn('tan', Math.tan),
  fn('asin', Math.asin),
  fn('acos', Math.acos),
  fn('atan', Math.atan),
  fn('sinh', Math.sinh),
  fn('cosh', Math.cosh),
  fn('tanh', Math.tanh),
  fn('fabs', Math.abs),
  fn('erf', erf),
  fn('erfc', erfc),
  fn('lgamma', logGamma),
  fn('gamma', (x) => (Number.isInteger(x) && x > 0 && x < 20 ? factorial(x - 1) : Math.exp(logGamma(x)))),
  fn('radians', (x) => (x * Math.PI) / 180),
  fn('degrees', (x) => (x * 180) / Math.PI),
  define('math.log(x, base=None)', log),
  define('math.pow(x, y)', (_context, args) =>
    float(args.number('x') ** args.number('y'), isSample(args.get('x'))),
  ),
  define('math.atan2(y, x)', (_context, args) => float(Math.atan2(args.number('y'), args.number('x')))),
  define('math.hypot(*values)', (_context, args) =>
    float(Math.hypot(...args.rest.map((value) => Number((value as { value?: number }).value)))),
  ),
  define('math.fsum(values)', (context, args) =>
    float(fsum(collectItems(context, args.get('values')).map(numberOf))),
  ),
  define('math.prod(values)', (context, args) => product(collectItems(context, args.get('values')))),
  define('math.isclose(a, b, *, rel_tol=1e-9, abs_tol=0.0)', (_context, args) => {
    const [a, b] = [args.number('a'), args.number('b')];
    return bool(
      a === b ||
        Math.abs(a - b) <=
          Math.max(args.number('rel_tol') * Math.max(Math.abs(a), Math.abs(b)), args.number('abs_tol')),
    );
  }),
  fn('cbrt', Math.cbrt),
  fn('exp2', (x) => 2 ** x),
  fn('asinh', Math.asinh),
  fn('acosh', Math.acosh),
  fn('atanh', Math.atanh),
  ofTwo('fmod', (x, y) => x % y),
  ofTwo('copysign', (x, y) => (Object.is(y, -0) || y < 0 ? -Math.abs(x) : Math.abs(x))),
  ofIntegers('comb', (n, k) => (k > n ? 0 : falling(n, k) / factorial(k))),
  ofIntegers('perm', (n, k) => (k > n ? 0 : falling(n, k))),
  define('math.gcd(*integers)', (_context, args) => int(args.rest.map(numberOf).reduce(gcd, 0))),
  define('math.lcm(*integers)', (_context, args) =>
    int(args.rest.map(numberOf).reduce((a, b) => (a === 0 || b === 0 ? 0 : Math.abs(a * b) / gcd(a, b)), 1)),
  ),
  define('math.dist(p, q)', (context, args) => {
    const q = collectItems(context, args.get('q')).map(numberOf);
    return float(
      Math.hypot(...collectItems(context, args.get('p')).map((x, i) => numberOf(x) - (q[i] ?? 0))),
    );
  }),
  define('math.modf(x)', (_context, args) => {
    const x = args.number('x');
    return tuple([float(x % 1), float(Math.trunc(x))]);
  }),
  whole('isqrt', (x) => Math.floor(Math.sqrt(x))),
  whole('floor', Math.floor),
  whole('ceil', Math.ceil),
  whole('trunc', Math.trunc),
  whole('factorial', factorial),
  test('isnan', Number.isNaN),
  test('isinf', (x) => Math.abs(x) === Number.POSITIVE_INFINITY),
  test('isfinite', Number.isFinite),
];

const numberOf = (value: Value): number =>
  isNumber(value) ? Number(value.value) : raise('TypeError', 'must be real number');

function product(items: readonly Value[]): Value {
  const value = items.reduce((all, item) => all * numberOf(item), 1);
  return items.every((item) => item.kind === 'int') ? int(value) : float(value);
}

export const mathConstants: readonly (readonly [string, Value])[] = [
  ['math.pi', float(Math.PI)],
  ['math.e', float(Math.E)],
  ['math.tau', float(2 * Math.PI)],
  ['math.inf', float(Number.POSITIVE_INFINITY)],
  ['math.nan', float(Number.NaN)],
];
