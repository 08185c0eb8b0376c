import type { LossCall, Step } from '../src/core/loss.ts';
import { losses } from '../src/core/losses/index.ts';
import { variants } from '../src/core/variants/index.ts';

/** Tells the steps of a loss, by its id, to element `index` of a call that was computed. */
export type TellSteps = (id: string, call: LossCall, index: number) => readonly Step[];

/**
 * A bundle of its own (dist/panel-steps.js), which the panel loads when its steps are first in view: the panel's own bundle
 * carries the losses without their steps.
 */
export const tellSteps: TellSteps = (id, call, index) =>
  [...losses, ...variants].find((loss) => loss.id === id)?.steps(call, index) ?? [];
