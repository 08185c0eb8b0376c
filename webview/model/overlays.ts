import type { State } from '../../src/protocol.ts';
import { Decoder } from '../state/decoder.ts';
import { withView } from '../state/view.ts';
import { adaptInputs } from './adapt.ts';
import { type Curve, type CurveAxis, curveOf } from './curve.ts';
import type { Model } from './model.ts';
import { type Problem, resolve } from './problem.ts';
import { takenScale } from './roles.ts';
import { type Variant, variantsOf } from './variants.ts';

/** Another loss or parameter drawn over the curve. */
export interface Overlay {
  readonly variant: Variant;
  readonly curve: Curve;
}

/** As many as there are colours. */
export const mostOverlays = 4;

export const overlayIds = (state: State): readonly string[] =>
  typeof state.view.overlays === 'string' ? state.view.overlays.split(',').filter(Boolean) : [];

/** Adds an overlay or takes it away; the oldest goes when there are too many. */
export function toggleOverlay(state: State, id: string): State {
  const ids = overlayIds(state);
  const next = ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id].slice(-mostOverlays);
  return withView(state, { overlays: next.join(',') });
}

export function overlaysOf(
  { main, row, column, state }: Model,
  axis: CurveAxis,
  range: readonly [number, number],
): readonly Overlay[] {
  const ids = overlayIds(state);
  if (ids.length === 0) return [];
  const variants = variantsOf(main.problem);
  return ids.flatMap((id) => {
    const variant = variants.find((candidate) => candidate.id === id);
    const curve = variant && curveOf(problemOf(main.problem, variant), row, column, axis, range);
    return variant && curve ? [{ variant, curve }] : [];
  });
}

function problemOf(problem: Problem, { make }: Variant): Problem {
  const setting = make();
  const { loss, options } = resolve({ ...setting, inputs: {} }, new Decoder());
  return resolve(
    { ...setting, inputs: adaptInputs(problem, loss, takenScale(loss, options)) },
    new Decoder(),
  );
}
