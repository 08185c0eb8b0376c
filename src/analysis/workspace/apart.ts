import { chainTo, type Node } from '../../python/walk.ts';
import type { CallSite, Site } from '../site.ts';
import { type Step, stepsOf, type TensorValue } from '../value.ts';

/**
 * Whether two alternatives of a prediction are the outputs of two models of which the program takes one, and the loss is
 * computed of whichever it is: then each of them is right or wrong by itself. Alternatives of one model may hang on what
 * the loss hangs on too (`if self.n_classes == 1` here and there), and so may a loss behind a condition.
 */
export const areOfTwoModels = (one: TensorValue, other: TensorValue, loss: CallSite): boolean =>
  stepsOf(one.path).some((step) =>
    stepsOf(other.path).some(
      (match) =>
        isSameSite(step.site, match.site) && cameFromElsewhere(step, match) && isSurelyAfter(loss, step.site),
    ),
  );

const isSameSite = (a: Site, b: Site): boolean => a.unit === b.unit && a.start === b.start && a.end === b.end;

/** Before the same call the values were in different classes. */
const cameFromElsewhere = (a: Step, b: Step): boolean => {
  const [from, to] = [a.previous?.site.unit, b.previous?.site.unit];
  return from !== undefined && to !== undefined && from !== to;
};

/** Whether every condition and function around the loss is around the model's call, too. */
function isSurelyAfter(loss: CallSite, model: Site): boolean {
  if (loss.unit.file !== model.unit.file) return false;
  const around = chainTo(loss.unit.body, loss.call).filter(decides);
  if (loss.unit !== model.unit) return around.length === 0;
  return around.every(({ start, end }) => start <= model.start && model.end <= end);
}

const deciding: ReadonlySet<string> = new Set(['If', 'IfExp', 'Match', 'FunctionDef', 'Lambda']);

const decides = ({ kind }: Node): boolean => deciding.has(kind);
