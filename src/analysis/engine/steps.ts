import { type CallSite, callSpan } from '../site.ts';
import type { Step, TensorValue } from '../value.ts';

/** One more stage on the way of a tensor. */
export function step(tensor: TensorValue | null, at: CallSite, note: string): Step {
  return { site: callSpan(at), note, previous: tensor?.path ?? null };
}
