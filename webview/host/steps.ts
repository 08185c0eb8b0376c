import type { TellSteps } from '../steps.ts';

/** The bundle beside this one. Its address is not in the source text, so that the bundler leaves the import alone. */
const address = (): string => new URL('./panel-steps.js', import.meta.url).href;

/** Loads what tells the steps; the browser keeps it. */
export async function loadSteps(): Promise<TellSteps> {
  const { tellSteps } = (await import(address())) as { readonly tellSteps: TellSteps };
  return tellSteps;
}
