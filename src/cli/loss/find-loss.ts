import type { ApiSpec, LossDefinition } from '../../core/loss.ts';
import { losses } from '../../core/losses/index.ts';
import { findApi } from '../../core/variants/index.ts';
import { fail, ok, type Result } from '../../result.ts';

export interface NamedLoss {
  readonly definition: LossDefinition;
  /** Present when the loss was named as a library names it; it brings that library's defaults. */
  readonly api?: ApiSpec;
}

/** Finds a loss by its name in `torch.nn.functional` or by the full name a library gives it (`optax.l2_loss`). */
export function findLoss(name: unknown): Result<NamedLoss, string> {
  if (typeof name !== 'string') return fail('"loss" must be the name of a loss');
  const own = losses.find(({ id }) => id === name);
  if (own) return ok({ definition: own });
  const named = findApi(name);
  if (named) return ok({ definition: named.loss, api: named.api });
  return fail(`there is no loss '${name}'; losses: ${losses.map(({ id }) => id).join(', ')}`);
}
