import type { Step } from '../loss.ts';
import { grouped, latex } from './latex.ts';
import { step } from './step.ts';

/** e = x − y, where every regression loss begins. */
export const differenceStep = (x: number, y: number, difference: number): Step =>
  step('Difference', 'e = x - y', `${latex(x)} - ${grouped(y)}`, difference);
