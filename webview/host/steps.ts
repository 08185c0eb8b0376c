import type * as Steps from '../steps.ts';

/** The bundle beside this one. Its address is not in the source text, so that the bundler leaves the import alone. */
const address = (): string => new URL('./panel-steps.js', import.meta.url).href;

/** Loads what tells the steps; the browser keeps it. */
export const loadSteps = (): Promise<typeof Steps> => import(address()) as Promise<typeof Steps>;
