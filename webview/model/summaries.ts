import type { BatchModel } from '../batch/batches.ts';
import { compact, fixed, percent } from './format.ts';
import { className, type Model } from './model.ts';
import type { Sample } from './samples.ts';

type SectionName = 'prediction' | 'parameters' | 'samples' | 'gradient' | 'curve' | 'steps';

/** What each section says on its heading line. */
export function sectionSummaries(model: Model): Readonly<Record<SectionName, string>> {
  const { main, column, state } = model;
  const row = model.row + model.firstRow;
  const { problem } = main;
  const shape = model.batch?.batch.prediction.shape ?? problem.raw[problem.prediction.name]?.shape ?? [];
  return {
    prediction: `${problem.prediction.name} (${shape.join(', ')})`,
    parameters: parameterSummary(model),
    samples: model.batch ? batchSummary(model.batch) : sampleSummary(model.samples),
    gradient: main.gradient ? `∂L/∂outputs, largest ${compact(steepest(model))}` : '',
    curve: problem.axes.columns > 1 ? `sample ${row}, ${className(state, column)}` : `sample ${row}`,
    steps: `sample ${row}`,
  };
}

const steepest = ({ batch, steepest }: Model): number =>
  batch ? (batch.whole.summary?.ok ? batch.whole.summary.steepest : Number.NaN) : steepest;

function batchSummary({ whole: { summary } }: BatchModel): string {
  if (!summary?.ok) return '';
  const { ignored, worst } = summary;
  const skipped = ignored ? `${ignored} ignored; ` : '';
  return worst ? `${skipped}sample ${worst.row} makes ${percent(worst.share)} of the loss` : skipped;
}

function parameterSummary({ main: { problem } }: Model): string {
  const changed = problem.loss.params.filter(({ name }) => problem.setting.options[name] !== undefined);
  if (changed.length === 0) return 'all at their defaults';
  return changed
    .map(({ name }) => {
      const value = problem.options[name];
      return typeof value === 'object' && value !== null ? name : `${name} ${value}`;
    })
    .join(', ');
}

function sampleSummary(samples: readonly Sample[]): string {
  const ignored = samples.filter((sample) => sample.ignored).length;
  const worst = samples.reduce<Sample | undefined>(
    (best, sample) => (sample.share > (best?.share ?? 0) ? sample : best),
    undefined,
  );
  const skipped = ignored ? `${ignored} ignored; ` : '';
  if (!worst || samples.length < 2) return skipped || (samples[0] ? `loss ${fixed(samples[0].loss)}` : '');
  return `${skipped}sample ${worst.row} makes ${percent(worst.share)} of the loss`;
}
