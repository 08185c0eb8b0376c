import type { Argument } from './fact.ts';
import { textOf } from './site.ts';

// What a name says of what is in it. One name may lie; two that fit each other hardly do.

export type Role = 'target' | 'output';

/** What the name of an argument says; undefined for one that says nothing, or both (`label_pred`). */
export function roleOf(argument: Argument): Role | undefined {
  const name = headOf(argument);
  const [isTarget, isOutput] = [targetWords.test(name), outputWords.test(name)];
  if (isTarget === isOutput) return undefined;
  return isTarget ? 'target' : 'output';
}

/** The variable that an argument is read from: `gt` in `gt['mask'].float()`. */
const headOf = ({ site }: Argument): string => /^(?:self\.)?(\w+)\b(?!\()/.exec(textOf(site))?.[1] ?? '';

const targetWords = /^(?:(?:.*_)?(?:gt|ground_?truth|targets?|labels?)(?:_.*)?|y_true|y_?gt)(?:_tensor)?$/i;
const outputWords =
  /^(?:(?:.*_)?(?:pred|preds|predictions?|predicted|outputs?|logits?)(?:_.*)?|y_?pred|y_hat)(?:_tensor)?$/i;
