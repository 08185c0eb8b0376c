import temml from 'temml';
import type { PanelRequests } from '../../protocol.ts';

/** Formulas as MathML; one that cannot be set comes back as its text, marked as an error by temml. */
export function typeset(formulas: Parameters<PanelRequests['typeset']>[0]): readonly string[] {
  return formulas.map(({ latex, display }) =>
    temml.renderToString(latex, { displayMode: display, throwOnError: false, trust: false, maxExpand: 100 }),
  );
}
