import type { ParamSpec } from '../../../src/core/loss.ts';
import { losses } from '../../../src/core/losses/index.ts';
import { inLibrary, librariesOf } from '../../../src/core/variants/index.ts';
import type { OptionState, Setting } from '../../../src/protocol.ts';
import { kerasCode } from '../../../webview/model/code/keras.ts';
import { optaxCode } from '../../../webview/model/code/optax.ts';
import { torchCode } from '../../../webview/model/code/torch.ts';
import { evaluate } from '../../../webview/model/evaluation.ts';
import { resolve } from '../../../webview/model/problem.ts';
import { Decoder } from '../../../webview/state/decoder.ts';
import { toState } from '../../../webview/state/tensor-state.ts';

/** Code that the panel exports, with the number that it shows. */
export interface Exported {
  readonly code: string;
  readonly runs: 'torch' | 'keras' | 'optax';
  readonly loss: string;
  readonly value: number;
}

const generators = { torch: torchCode, keras: kerasCode, optax: optaxCode } as const;

/** Everything that is exported for every loss of every library: each reduction, each parameter changed, an activation. */
export function exportedCases(): readonly Exported[] {
  const cases = settings().flatMap((setting) => {
    const evaluation = evaluate(setting, new Decoder());
    if (evaluation.error || !Number.isFinite(evaluation.value)) return [];
    return (['torch', 'keras', 'optax'] as const).flatMap((runs): Exported[] => {
      const code = generators[runs](evaluation);
      // torchvision is not run: the PyTorch that made the other numbers has none beside it.
      return code && !code.includes('torchvision')
        ? [{ code, runs, loss: setting.loss, value: evaluation.value }]
        : [];
    });
  });
  return [...new Map(cases.map((one) => [one.code, one])).values()];
}

function settings(): readonly Setting[] {
  return losses.flatMap((base) =>
    librariesOf(base).flatMap((library) => {
      const loss = inLibrary(base, library);
      const plain: Setting = {
        loss: base.id,
        library,
        reduction: loss.reductions.includes('mean') ? 'mean' : loss.reduction,
        dtype: 'float32',
        inputs: {},
        options: {},
      };
      const { raw } = resolve(plain, new Decoder());
      const own = Object.fromEntries(Object.entries(raw).map(([name, tensor]) => [name, toState(tensor)]));
      const changed = loss.params.map((param) => ({
        ...plain,
        inputs: own,
        options: { [param.name]: other(param) },
      }));
      const summed = loss.reductions.includes('sum') ? [{ ...plain, reduction: 'sum' as const }] : [];
      const cooled: Setting = { ...plain, inputs: own, activation: 'softmax', temperature: 2 };
      return [plain, ...summed, ...changed, { ...plain, dtype: 'float64' as const }, cooled];
    }),
  );
}

/** Another value than the default, of the same kind and within the bounds. */
function other(param: ParamSpec): OptionState {
  if (param.kind === 'boolean') return !param.default;
  if (param.kind === 'choice')
    return param.choices.find((choice) => choice !== param.default) ?? param.default;
  if (param.kind === 'tensor') return null;
  const { default: usual, min = -10, max = 10, kind } = param;
  if (kind === 'integer') return usual + 1 <= max ? usual + 1 : usual - 1;
  return Math.max(min, Math.min(max, usual === 0 ? 0.3 : usual * 0.8));
}
