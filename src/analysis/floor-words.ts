import type { Floor } from './value.ts';

/** What the constant does that keeps a logarithm finite, and where the logarithm ends by it. */
export interface FloorWords {
  /** Begins a sentence: "Adding 1e-8". */
  readonly keeper: string;
  /** What the stable function needs none of. */
  readonly need: 'constant' | 'clamp';
  /** What follows "caps it instead: ". */
  readonly end: string;
}

export function floorWords(floor: Floor | null): FloorWords {
  const clamps = floor?.by === 'clamp';
  const below = clamps ? 'below which the gradient is 0' : 'where the gradient dies';
  const at = floor?.at ?? null;
  const end =
    at === null ? `at 1e-9 it would stop at −20.7, ${below}` : `it stops at ${logarithm(at)}, ${below}`;
  const size = at === null ? '' : written(at);
  if (clamps) return { keeper: size === '' ? 'A clamp' : `A clamp at ${size}`, need: 'clamp', end };
  return { keeper: size === '' ? 'A small constant' : `Adding ${size}`, need: 'constant', end };
}

/** As people write it: `1e-5` rather than `0.00001`. */
const written = (number: number): string => (number < 1e-3 ? number.toExponential() : String(number));

const logarithm = (number: number): string => Math.log(number).toFixed(1).replace('-', '−');
