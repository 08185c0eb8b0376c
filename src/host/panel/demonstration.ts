import type { State } from '../../protocol.ts';
import { firstState } from './state.ts';

/** The panel prepared to show what a rule is about. */
export const demonstrationOf = (rule: string): State => ({ ...firstState, rule });
