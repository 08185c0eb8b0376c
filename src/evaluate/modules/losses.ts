import {
  checkSettings,
  inputHead,
  lossClasses,
  readInputs,
  readSettings,
  runLoss,
  tailOf,
} from '../ops/losses.ts';
import { notKnown } from '../signals.ts';
import { none, str } from '../values/make.ts';
import type { ClassValue } from '../values/value.ts';
import { layer } from './module.ts';
import { selfOf } from './tree.ts';

/** `nn.CrossEntropyLoss(weight=…)(input, target)`: the settings are read once, the tensors at each call. */
export const lossLayers: readonly ClassValue[] = lossClasses.map(({ loss, api }) =>
  layer(
    `${api.name}(${tailOf(loss, api)})`,
    (_context, args) => {
      const settings = readSettings(loss, args);
      checkSettings(loss, settings);
      const { options, reduction } = settings;
      const { attributes } = selfOf(args);
      for (const [name, value] of Object.entries(options)) attributes.set(name, value);
      attributes.set('reduction', str(reduction));
      return none;
    },
    `${inputHead(api)}, sample_weight=None`,
    (context, args) => {
      if (args.has('sample_weight')) return notKnown('sample weights');
      const { attributes } = selfOf(args);
      const options = Object.fromEntries(
        loss.params.flatMap(({ name }) => {
          const value = attributes.get(name);
          return value ? [[name, value] as const] : [];
        }),
      );
      const reduction = attributes.get('reduction');
      return runLoss(context, loss, api, readInputs(context, api, args), {
        options,
        reduction: reduction?.kind === 'str' ? reduction.value : notKnown('the reduction'),
      });
    },
  ),
);
