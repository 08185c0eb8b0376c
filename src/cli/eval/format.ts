import type { EvaluatedError, EvaluatedValue, Evaluation, Place, Printed } from '../../evaluate/outcome.ts';
import { stringify } from '../json-text.ts';
import { shownJson } from './shown.ts';

/** What was evaluated: the index of each cell over all cells of a notebook, or null for a Python file. */
export interface Evaluated {
  readonly evaluation: Evaluation;
  readonly cells: readonly (number | null)[];
}

/** One object on one line; `random` marks what depends on unseeded randomness. */
export function json({ evaluation, cells }: Evaluated): string {
  const at = ({ line, cell }: Place) => ({ line, cell: cells[cell] ?? null });
  const { values, errors, prints, notes, stops } = evaluation;
  return `${stringify({
    values: values.map((value) => ({
      ...at(value),
      name: value.name,
      ...shownJson(value.value),
      random: value.random,
    })),
    errors: errors.map((error) => ({ ...at(error), ...reason(error) })),
    prints: prints.map((print) => ({ ...at(print), text: print.text, random: print.random })),
    notes: notes.map((note) => ({ ...at(note), message: note.message, repaired: note.repaired })),
    stops: stops.map((stop) => ({ ...at(stop), message: stop.message })),
  })}\n`;
}

const reason = ({ type, message, cause, cure }: EvaluatedError) => ({ type, message, cause, cure });

interface Line {
  readonly place: Place;
  readonly text: string;
  /** The line of code it stands at, where that is not its own. */
  readonly at?: number;
}

const indented = (text: string): string => text.trimEnd().replaceAll('\n', '\n    ');

function valueLine(value: EvaluatedValue): Line {
  const name = value.name === null ? '' : `${value.name} = `;
  return { place: value, text: `${name}${value.text}${value.random ? '  (a random sample)' : ''}` };
}

function errorLine(error: EvaluatedError): Line {
  const advice = [error.cause, error.cure].filter((part) => part !== null).map((part) => `\n${part}`);
  return { place: error, text: `${error.type}: ${error.message}${advice.join('')}` };
}

/** A loop comes back to earlier lines: what they print then stands behind what was printed before. */
function printLines(prints: readonly Printed[]): Line[] {
  let [cell, reached] = [0, 0];
  return prints.map((print) => {
    reached = print.cell === cell ? Math.max(reached, print.line) : print.line;
    cell = print.cell;
    return { place: print, text: `prints ${print.text}`, at: reached };
  });
}

/** A line of text for each value, print, note and error, in the order of the code. */
export function text({ evaluation, cells }: Evaluated): string {
  const { values, errors, prints, notes, stops } = evaluation;
  const lines: Line[] = [
    ...values.map(valueLine),
    ...printLines(prints),
    ...notes.map((note) => ({ place: note, text: `note: ${note.message}` })),
    ...errors.map(errorLine),
    ...stops.map((stop) => ({ place: stop, text: `stopped: ${stop.message}; what it changes is not shown` })),
  ];
  const lineOf = ({ place, at }: Line) => at ?? place.line;
  lines.sort((a, b) => a.place.cell - b.place.cell || lineOf(a) - lineOf(b));
  const where = ({ cell, line }: Place) => {
    const index = cells[cell] ?? null;
    return index === null ? `${line}` : `cell ${index + 1}:${line}`;
  };
  return lines.map(({ place, text: shown }) => `${where(place)}: ${indented(shown)}\n`).join('');
}
