import { toNested } from '../../../src/core/create.ts';
import { evaluate } from '../../../src/evaluate/evaluate.ts';
import type { Evaluation, Shown } from '../../../src/evaluate/outcome.ts';
import { loadParser } from '../python/load.ts';

const parser = await loadParser();

export const run = (...cells: readonly string[]): Evaluation => evaluate(parser, cells);

/** Values as plain data; NaN and infinities as strings, as JSON carries them. */
export function plain(shown: Shown): unknown {
  switch (shown.kind) {
    case 'tensor':
      return named(toNested(shown.tensor), shown.tensor.dtype === 'bool');
    case 'number':
      return shown.type === 'bool' ? shown.value !== 0 : named(shown.value, false);
    case 'text':
      return shown.value;
    case 'none':
      return null;
    case 'sequence':
      return shown.items.map(plain);
    case 'mapping':
      return Object.fromEntries(shown.entries.map(([key, value]) => [key, plain(value)]));
  }
}

function named(value: unknown, isBool: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => named(item, isBool));
  if (typeof value !== 'number') return value;
  if (isBool) return value !== 0;
  if (Number.isNaN(value)) return 'nan';
  return Number.isFinite(value) ? value : value > 0 ? 'inf' : '-inf';
}

/** The last value of every name. */
export function names(evaluation: Evaluation): Record<string, unknown> {
  return Object.fromEntries(
    evaluation.values.flatMap(({ name, value }) => (name === null ? [] : [[name, plain(value)]])),
  );
}
