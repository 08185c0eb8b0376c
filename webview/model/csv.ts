import { exact } from './format.ts';
import { gradientRow } from './grid-sources.ts';
import { className, type Model } from './model.ts';
import { takesIndices, targetClass } from './samples.ts';
import { rawRow } from './shown-scale.ts';

/** The whole table as CSV: a row a sample, with its outputs, its figures and its gradient. Full precision. */
export function resultCsv(model: Model): string {
  const { main, samples, state } = model;
  const { problem } = main;
  const classes = Array.from({ length: problem.axes.columns }, (_, c) => className(state, c));
  const head = [
    'sample',
    'target',
    'loss',
    'p_true',
    'gradient_norm',
    'share',
    'ignored',
    ...classes.map((name) => `output ${name}`),
    ...classes.map((name) => `gradient ${name}`),
  ];
  const rows = samples.map(({ row, loss, truth, gradient, share, ignored }) => [
    String(row),
    takesIndices(problem) ? className(state, targetClass(problem, row)) : '',
    ...[loss, truth, gradient, share].map(exact),
    ignored ? '1' : '0',
    ...Array.from(rawRow(problem, row), exact),
    ...Array.from(gradientRow(main, row), exact),
  ]);
  return [head, ...rows]
    .map((cells) => cells.map(quoted).join(','))
    .join('\r\n')
    .concat('\r\n');
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
