import type { Context } from '../context.ts';
import { collectItems } from '../interpreter/iterate.ts';
import { define, type Entry } from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { float, int } from '../values/make.ts';
import { isNumber } from '../values/number.ts';
import { isSample } from '../values/truth.ts';
import type { Value } from '../values/value.ts';
import { exactMean, exactVariance, type Fraction, nearest, nearestRoot } from './exact.ts';

interface Data {
  readonly numbers: readonly number[];
  /** Python gives an integer back where all are integers and the result is one. */
  readonly whole: boolean;
  readonly random: boolean;
}

function dataOf(context: Context, value: Value, least: number, name: string): Data {
  const items = collectItems(context, value);
  if (items.length < least)
    raise(
      'StatisticsError',
      `${name} requires at least ${least === 1 ? 'one data point' : 'two data points'}`,
    );
  const numbers = items.map((item) =>
    isNumber(item) ? Number(item.value) : notKnown(`statistics of something else than numbers`),
  );
  if (!numbers.every(Number.isFinite)) notKnown('statistics of infinities');
  return { numbers, whole: items.every(({ kind }) => kind !== 'float'), random: items.some(isSample) };
}

const result = (value: number, { whole, random }: Data): Value =>
  whole && Number.isInteger(value) ? int(value, random) : float(value, random);

const statistic = (name: string, least: number, of: (data: Data) => Value): Entry =>
  define(`statistics.${name}(data)`, (context, args) => of(dataOf(context, args.get('data'), least, name)));

const sorted = ({ numbers }: Data): number[] => [...numbers].sort((a, b) => a - b);

function median(data: Data): Value {
  const order = sorted(data);
  const middle = order.length >> 1;
  const high = order[middle] as number;
  if (order.length % 2 === 1) return result(high, data);
  return float(((order[middle - 1] as number) + high) / 2, data.random);
}

const spread = (name: string, spare: 0 | 1, of: (variance: Fraction) => number): Entry =>
  statistic(name, spare + 1, (data) => {
    const value = of(exactVariance(data.numbers, spare));
    return name.endsWith('stdev') ? float(value, data.random) : result(value, data);
  });

const quotient = ({ numerator, denominator }: Fraction): number => nearest(numerator, denominator);

export const statisticsFunctions: readonly Entry[] = [
  statistic('mean', 1, (data) => result(exactMean(data.numbers), data)),
  statistic('fmean', 1, (data) => float(exactMean(data.numbers), data.random)),
  statistic('median', 1, median),
  statistic('median_low', 1, (data) => result(sorted(data)[(data.numbers.length - 1) >> 1] as number, data)),
  statistic('median_high', 1, (data) => result(sorted(data)[data.numbers.length >> 1] as number, data)),
  spread('stdev', 1, nearestRoot),
  spread('pstdev', 0, nearestRoot),
  spread('variance', 1, quotient),
  spread('pvariance', 0, quotient),
];
