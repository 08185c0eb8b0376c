import type { Run } from '../library/define.ts';
import { defineClass } from '../library/define-class.ts';
import { parameterNames } from '../library/signature.ts';
import { kerasElements, reduceElements, weighted } from '../ops/keras.ts';
import { kerasLosses } from '../ops/keras-lines.ts';
import { notKnown } from '../signals.ts';
import type { ClassValue } from '../values/value.ts';
import { keepArguments, numberSetting, setting } from './module.ts';

/** `keras.losses.BinaryCrossentropy(from_logits=True)(y_true, y_pred)`. */
export const kerasLossClasses: readonly ClassValue[] = kerasLosses.map((loss) => {
  const path = `keras.losses.${loss.cls}`;
  const names = parameterNames(loss.parameters);
  const call: Run = (context, args) => {
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
    const terms = weighted(context, elements, args.optional('sample_weight'));
    return reduceElements(context, terms, setting(args, 'reduction'));
  };
  return defineClass(path, {
    [`__init__(self, ${loss.parameters}, reduction='sum_over_batch_size', name=None, dtype=None)`]:
      keepArguments(...names, 'reduction'),
    '__call__(self, y_true, y_pred, sample_weight=None)': call,
  });
});
