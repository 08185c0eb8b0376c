import { setFlagsFromString } from 'node:v8';

/** The newest Node with which this was measured. What V8 does not know it complains about on the terminal. */
const newestNode = 26;

/**
 * Suits V8 to a program that runs much code for some seconds and then ends: `npm run bench:lint` and `bench:command` tell
 * what it brings. To be called before that code runs.
 */
export function tuneEngine(): void {
  if (Number.parseInt(process.versions.node, 10) > newestNode) return;
  // Functions of the analysis all call each other: inlined into each other they are compiled many times over, no faster.
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=100');
  // The heap doubles until it is collected, where by default it may grow to four times what lives.
  setFlagsFromString('--heap-growing-percent=100');
}
