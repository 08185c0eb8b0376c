import type { ApiSpec, LossDefinition } from '../../core/loss.ts';
import { losses } from '../../core/losses/index.ts';
import { findApi } from '../../core/variants/index.ts';
import { fail, ok, type Result } from '../../result.ts';
import { similarLosses } from './similar.ts';

export interface NamedLoss {
  readonly definition: LossDefinition;
  /** Present when the loss was named as a library names it; it brings that library's defaults. */
  readonly api?: ApiSpec;
}

/** What code writes before a loss's name, and a bare class name. */
const prefixes = ['', 'torch.nn.', 'torch.nn.functional.'] as const;

/**
 * Finds a loss by its name in `torch.nn.functional`, as code names it (`F.cross_entropy`, `nn.BCELoss`, `BCELoss`), or by the
 * full name a library gives it (`optax.l2_loss`).
 */
export function findLoss(name: unknown): Result<NamedLoss, string> {
  if (typeof name !== 'string') return fail('"loss" must be the name of a loss');
  const own = losses.find(({ id }) => id === name);
  if (own) return ok({ definition: own });
  const plain = name.replace(/^F\./, 'torch.nn.functional.').replace(/^nn\./, 'torch.nn.');
  for (const prefix of prefixes) {
    const named = findApi(prefix + plain);
    if (named) return ok({ definition: named.loss, api: named.api });
  }
  const similar = similarLosses(name);
  const hint = similar.length > 0 ? ` Did you mean ${similar.join(' or ')}?` : '';
  return fail(`there is no loss '${name}'.${hint} 'loss-inspector loss --list' lists them`);
}
