import type { LossCallSite } from '../../evaluate/outcome.ts';
import type { Evaluated } from './evaluations.ts';

/** The evaluated loss call around an offset of the document, the innermost. */
export function lossCallAt({ evaluation, isHere }: Evaluated, offset: number): LossCallSite | undefined {
  return evaluation.lossCalls
    .filter((call) => isHere(call) && call.start <= offset && call.end >= offset)
    .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}
