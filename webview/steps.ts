import { explain } from '../src/core/explain.ts';
import type { LossDefinition, LossOutcome, Step } from '../src/core/loss.ts';
import { losses } from '../src/core/losses/index.ts';
import { variants } from '../src/core/variants/index.ts';

export { contourLevels } from './plot/contours.ts';

/** Tells the steps of a loss, by its id, by way of element `index` to the number. */
export type TellSteps = (id: string, outcome: LossOutcome, index: number) => readonly Step[];

const byId = (id: string): LossDefinition | undefined =>
  [...losses, ...variants].find((loss) => loss.id === id);

/**
 * Of a bundle of its own (dist/panel-steps.js), which the panel loads when its steps or a landscape are first in view: the
 * panel's own bundle carries the losses without their formulas, steps and references, and draws no contours.
 */
export const tellSteps: TellSteps = (id, outcome, index) => {
  const loss = byId(id);
  return loss ? explain(loss, outcome, index) : [];
};

/** What a loss says of itself. */
export const aboutLoss = (
  id: string,
): Pick<LossDefinition, 'summary' | 'formula' | 'references'> | undefined => byId(id);
