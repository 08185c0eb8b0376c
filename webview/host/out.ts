import type { Writers } from '../out.ts';

/** The bundle beside this one. Its address is not in the source text, so that the bundler leaves the import alone. */
const address = (): string => new URL('./panel-out.js', import.meta.url).href;

/** Loads what writes tensors and calls as text; the browser keeps it. */
export async function loadWriters(): Promise<Writers> {
  const { writers } = (await import(address())) as { readonly writers: Writers };
  return writers;
}
