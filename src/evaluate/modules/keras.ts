import { define } from '../library/define.ts';
import { kerasElements, reduceElements } from '../ops/keras.ts';
import { kerasLosses } from '../ops/keras-lines.ts';
import { notKnown } from '../signals.ts';
import { none } from '../values/make.ts';
import type { Value } from '../values/value.ts';
import { keepArguments, type LayerEntry, numberSetting, setting } from './module.ts';

const namesIn = (parameters: string): string[] =>
  parameters.split(',').map((part) => (part.split('=')[0] ?? '').trim());

/** `keras.losses.BinaryCrossentropy(from_logits=True)(y_true, y_pred)`. */
export const kerasLossClasses: readonly LayerEntry[] = kerasLosses.map((loss) => {
  const path = `keras.losses.${loss.cls}`;
  const names = namesIn(loss.parameters);
  const init = define(
    `${path}.__init__(self, ${loss.parameters}, reduction='sum_over_batch_size', name=None, dtype=None)`,
    (context, args) => {
      keepArguments(...names, 'reduction')(context, args);
      return none;
    },
  ).builtin;
  const call = define(`${path}.__call__(self, y_true, y_pred, sample_weight=None)`, (context, args) => {
    if (args.has('sample_weight')) return notKnown('sample weights');
    if (names.includes('ignore_class') && setting(args, 'ignore_class').kind !== 'None')
      return notKnown('ignore_class');
    const settings = {
      flag: (name: string) => numberSetting(args, name) !== 0,
      number: (name: string) => numberSetting(args, name),
    };
    const elements = kerasElements(
      context,
      loss,
      { target: args.get('y_true'), output: args.get('y_pred') },
      settings,
    );
    return reduceElements(context, elements, setting(args, 'reduction'));
  }).builtin;
  const value = {
    kind: 'class' as const,
    name: loss.cls,
    qualified: path,
    bases: [],
    attributes: new Map<string, Value>([
      ['__init__', init],
      ['__call__', call],
    ]),
    openBase: null,
  };
  return { path, value };
});
