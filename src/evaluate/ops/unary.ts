import { logSigmoid, sigmoid, softplus } from '../../core/numerics.ts';
import {
  type Entry,
  numpyFunction,
  type Run,
  tensorflowFunction,
  torchBoth,
  torchFunction,
} from '../library/define.ts';
import { type UnaryOp, unary } from './elementwise.ts';
import { digamma, erf, erfc, erfinv, logGamma, roundHalfEven, trigamma } from './special.ts';

const op = (
  name: string,
  f: UnaryOp['f'],
  slope: UnaryOp['slope'],
  saves: UnaryOp['saves'] = 'input',
  integers: UnaryOp['integers'] = 'float',
): UnaryOp => ({ name, f, integers, saves, ...(slope && { slope }) });

const flat = (): number => 0;
const twoOverRootPi = 2 / Math.sqrt(Math.PI);
const signOf = (x: number): number => (x > 0 ? 1 : x < 0 ? -1 : x === 0 ? 0 : Number.NaN);
const exactLog2 = (x: number): number => Math.log2(x);

export const unaryOps: Readonly<Record<string, UnaryOp>> = {
  abs: op('Abs', Math.abs, signOf, 'input', 'same'),
  neg: op(
    'Neg',
    (x) => -x,
    () => -1,
    'nothing',
    'same',
  ),
  positive: op(
    'Positive',
    (x) => x,
    () => 1,
    'nothing',
    'same',
  ),
  square: op(
    'Pow',
    (x) => x * x,
    (x) => 2 * x,
    'input',
    'same',
  ),
  exp: op('Exp', Math.exp, (_, y) => y, 'output'),
  exp2: op(
    'Exp2',
    (x) => 2 ** x,
    (_, y) => y * Math.LN2,
    'output',
  ),
  expm1: op('Expm1', Math.expm1, (_, y) => y + 1, 'output'),
  log: op('Log', Math.log, (x) => 1 / x),
  log2: op('Log2', exactLog2, (x) => 1 / (x * Math.LN2)),
  log10: op('Log10', Math.log10, (x) => 1 / (x * Math.LN10)),
  log1p: op('Log1P', Math.log1p, (x) => 1 / (x + 1)),
  sqrt: op('Sqrt', Math.sqrt, (_, y) => 1 / (2 * y), 'output'),
  rsqrt: op(
    'Rsqrt',
    (x) => 1 / Math.sqrt(x),
    (_, y) => -0.5 * y * y * y,
    'output',
  ),
  reciprocal: op(
    'Reciprocal',
    (x) => 1 / x,
    (_, y) => -y * y,
    'output',
  ),
  sin: op('Sin', Math.sin, (x) => Math.cos(x)),
  cos: op('Cos', Math.cos, (x) => -Math.sin(x)),
  tan: op('Tan', Math.tan, (_, y) => 1 + y * y, 'output'),
  asin: op('Asin', Math.asin, (x) => 1 / Math.sqrt(1 - x * x)),
  acos: op('Acos', Math.acos, (x) => -1 / Math.sqrt(1 - x * x)),
  atan: op('Atan', Math.atan, (x) => 1 / (1 + x * x)),
  sinh: op('Sinh', Math.sinh, (x) => Math.cosh(x)),
  cosh: op('Cosh', Math.cosh, (x) => Math.sinh(x)),
  tanh: op('Tanh', Math.tanh, (_, y) => 1 - y * y, 'output'),
  asinh: op('Asinh', Math.asinh, (x) => 1 / Math.sqrt(x * x + 1)),
  acosh: op('Acosh', Math.acosh, (x) => 1 / Math.sqrt(x * x - 1)),
  atanh: op('Atanh', Math.atanh, (x) => 1 / (1 - x * x)),
  sigmoid: op('Sigmoid', sigmoid, (_, y) => y * (1 - y), 'output'),
  log_sigmoid: op('LogSigmoid', logSigmoid, (x) => sigmoid(-x)),
  softplus: op('Softplus', softplus, (x) => sigmoid(x)),
  entr: op(
    'SpecialEntr',
    (x) => (x > 0 ? -x * Math.log(x) : x === 0 ? 0 : Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY),
    (x) => -Math.log(x) - 1,
  ),
  erf: op('Erf', erf, (x) => twoOverRootPi * Math.exp(-x * x)),
  erfc: op('Erfc', erfc, (x) => -twoOverRootPi * Math.exp(-x * x)),
  erfinv: op('Erfinv', erfinv, (_, y) => Math.exp(y * y) / twoOverRootPi),
  lgamma: op(
    'Lgamma',
    (x) => (x === 1 || x === 2 ? 0 : logGamma(x)),
    (x) => digamma(x),
  ),
  digamma: op('Digamma', digamma, (x) => trigamma(x)),
  floor: op('Floor', Math.floor, flat, 'nothing', 'same'),
  ceil: op('Ceil', Math.ceil, flat, 'nothing', 'same'),
  trunc: op('Trunc', Math.trunc, flat, 'nothing', 'same'),
  frac: op(
    'Frac',
    (x) => x - Math.trunc(x),
    () => 1,
    'nothing',
    'same',
  ),
  sign: op('Sign', signOf, flat, 'nothing', 'same'),
  relu: op(
    'Relu',
    (x) => (x > 0 ? x : Number.isNaN(x) ? x : 0),
    (_, y) => (y > 0 ? 1 : 0),
    'output',
    'same',
  ),
  round: op('Round', roundHalfEven, flat, 'nothing', 'same'),
  isnan: op('Isnan', (x) => (Number.isNaN(x) ? 1 : 0), undefined, 'nothing', 'bool'),
  isinf: op('Isinf', (x) => (Math.abs(x) === Number.POSITIVE_INFINITY ? 1 : 0), undefined, 'nothing', 'bool'),
  isfinite: op('Isfinite', (x) => (Number.isFinite(x) ? 1 : 0), undefined, 'nothing', 'bool'),
  logical_not: op('LogicalNot', (x) => (x === 0 ? 1 : 0), undefined, 'nothing', 'bool'),
  deg2rad: op(
    'Deg2Rad',
    (x) => (x * Math.PI) / 180,
    () => Math.PI / 180,
    'nothing',
  ),
};

/** Every name each operation goes by: torch (function and method), NumPy, TensorFlow. */
const names: readonly (readonly [string, string, string?, string?])[] = [
  ['abs', 'abs; absolute', 'abs; absolute; fabs', 'abs; math.abs'],
  ['neg', 'neg; negative', 'negative', 'negative'],
  ['positive', 'positive', 'positive'],
  ['square', 'square', 'square', 'square; math.square'],
  ['exp', 'exp', 'exp', 'exp; math.exp'],
  ['exp2', 'exp2', 'exp2'],
  ['expm1', 'expm1', 'expm1', 'math.expm1'],
  ['log', 'log', 'log', 'math.log'],
  ['log2', 'log2', 'log2'],
  ['log10', 'log10', 'log10'],
  ['log1p', 'log1p', 'log1p', 'math.log1p'],
  ['sqrt', 'sqrt', 'sqrt', 'sqrt; math.sqrt'],
  ['rsqrt', 'rsqrt', '', 'math.rsqrt'],
  ['reciprocal', 'reciprocal', 'reciprocal'],
  ['sin', 'sin', 'sin', 'sin; math.sin'],
  ['cos', 'cos', 'cos', 'cos; math.cos'],
  ['tan', 'tan', 'tan'],
  ['asin', 'asin; arcsin', 'arcsin'],
  ['acos', 'acos; arccos', 'arccos'],
  ['atan', 'atan; arctan', 'arctan'],
  ['sinh', 'sinh', 'sinh'],
  ['cosh', 'cosh', 'cosh'],
  ['tanh', 'tanh', 'tanh', 'tanh; math.tanh; nn.tanh'],
  ['asinh', 'asinh; arcsinh', 'arcsinh'],
  ['acosh', 'acosh; arccosh', 'arccosh'],
  ['atanh', 'atanh; arctanh', 'arctanh'],
  ['sigmoid', 'sigmoid', '', 'sigmoid; math.sigmoid; nn.sigmoid'],
  ['erf', 'erf'],
  ['erfc', 'erfc'],
  ['erfinv', 'erfinv'],
  ['lgamma', 'lgamma', '', 'math.lgamma'],
  ['digamma', 'digamma'],
  ['floor', 'floor', 'floor', 'floor'],
  ['ceil', 'ceil', 'ceil', 'math.ceil'],
  ['trunc', 'trunc; fix', 'trunc; fix'],
  ['frac', 'frac'],
  ['sign', 'sign; sgn', 'sign', 'sign'],
  ['relu', 'relu', '', 'nn.relu'],
  ['isnan', 'isnan', 'isnan', 'math.is_nan'],
  ['isinf', 'isinf', 'isinf'],
  ['isfinite', 'isfinite', 'isfinite'],
  ['logical_not', 'logical_not', 'logical_not', 'logical_not'],
  ['deg2rad', 'deg2rad', 'deg2rad; radians'],
];

const withArguments = (list: string | undefined, parameters: string): string =>
  list === undefined
    ? ''
    : list
        .split('; ')
        .map((name) => `${name}(${parameters})`)
        .join('; ');

const special: readonly (readonly [string, string])[] = [
  ['expit', 'sigmoid'],
  ['entr', 'entr'],
  ['erf', 'erf'],
  ['log1p', 'log1p'],
  ['gammaln', 'lgamma'],
];

export const unaryOp = (name: string): UnaryOp => unaryOps[name] as UnaryOp;

export const unaryFunctions: readonly Entry[] = [
  ...names.flatMap(([name, torch, numpy, tensorflow]) => {
    const run: Run = (context, args) => unary(context, unaryOp(name), args.tensor('input'));
    return [
      ...torchBoth(withArguments(torch, 'input'), run),
      ...(numpy ? numpyFunction(withArguments(numpy, 'x:input'), run) : []),
      ...(tensorflow ? tensorflowFunction(withArguments(tensorflow, 'x:input, name=None'), run) : []),
    ];
  }),
  ...special.flatMap(([name, target]) =>
    torchFunction(`special.${name}(input)`, (context, args) =>
      unary(context, unaryOp(target), args.tensor('input')),
    ),
  ),
];
