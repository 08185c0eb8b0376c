import type { State } from '../../src/protocol.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSetting = (value: unknown): boolean =>
  isObject(value) &&
  ['loss', 'library', 'reduction', 'dtype'].every((key) => typeof value[key] === 'string') &&
  isObject(value.inputs) &&
  isObject(value.options);

/** A state that was saved before a reload, or undefined where what was saved is not one. */
export function restored(saved: unknown): State | undefined {
  if (!isObject(saved) || saved.version !== 1) return undefined;
  const whole = isSetting(saved.setting) && (saved.compare === null || isSetting(saved.compare));
  // Checked field by field as far as the panel relies on it; tensors decode to NaN where they are damaged.
  return whole && isObject(saved.view) ? (saved as unknown as State) : undefined;
}
