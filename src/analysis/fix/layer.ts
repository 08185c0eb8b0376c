import type { FixDraft } from '../rule.ts';
import type { TensorValue } from '../value.ts';
import { replace } from './edits.ts';

/** `nn.Linear(64, 1)` → `nn.Linear(64, 2)`, when the layer that gave the tensor its size is at hand. */
export function setOutputs({ source }: TensorValue, from: number, to: number): FixDraft | undefined {
  if (source?.form !== 'layer') return undefined;
  const { unit, call } = source.at;
  const sizes = call.args.filter(({ value }) => value.kind === 'Constant' && value.value === from);
  const size = sizes.at(-1);
  if (size === undefined || (size.name !== null && !outputNames.has(size.name))) return undefined;
  return {
    title: `Give the layer ${to} outputs`,
    safety: 'unsafe',
    edits: [replace(unit, size.value, String(to))],
  };
}

const outputNames = new Set(['out_features', 'out_channels', 'features', 'units', 'num_outputs']);
