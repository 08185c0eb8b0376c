import type { State } from '../protocol.ts';

/** What the extension offers to other extensions and to its own tests. */
export interface Api {
  /** The state of every open panel, the one used last first. */
  panelStates(): readonly State[];
  /** Resolves when every open source has been checked after its last change. */
  settled(): Promise<void>;
}
