import { type Nested, toNested } from '../../core/create.ts';
import type { Shown } from '../../evaluate/outcome.ts';

/** A value as JSON: nested lists, with the shape and dtype of a tensor or the name of Python's type. */
export interface ShownJson {
  readonly value: unknown;
  /** Empty for a number; null where there is none. */
  readonly shape: readonly number[] | null;
  readonly dtype: string;
}

const toBooleans = (nested: Nested): Nested =>
  Array.isArray(nested) ? nested.map(toBooleans) : Boolean(nested);

export function shownJson(shown: Shown): ShownJson {
  switch (shown.kind) {
    case 'tensor': {
      const { tensor } = shown;
      const nested = toNested(tensor);
      const value = tensor.dtype === 'bool' ? toBooleans(nested) : nested;
      return { value, shape: tensor.shape, dtype: tensor.dtype };
    }
    case 'number':
      return {
        value: shown.type === 'bool' ? Boolean(shown.value) : shown.value,
        shape: [],
        dtype: shown.type,
      };
    case 'text':
      return { value: shown.value, shape: null, dtype: 'str' };
    case 'none':
      return { value: null, shape: null, dtype: 'None' };
    case 'sequence':
      return { value: shown.items.map(plain), shape: null, dtype: shown.type };
    case 'mapping':
      return {
        value: Object.fromEntries(shown.entries.map(([key, item]) => [key, plain(item)])),
        shape: null,
        dtype: 'dict',
      };
  }
}

const plain = (shown: Shown): unknown => shownJson(shown).value;
