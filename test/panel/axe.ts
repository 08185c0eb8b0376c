import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { settled } from './driver.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

/** Everything that axe finds, one line each. */
export async function violations(page: Page): Promise<readonly string[]> {
  await settled(page);
  const found = await page.evaluate(async (source): Promise<readonly Violation[]> => {
    // The page's policy refuses injected scripts; the debugger's evaluation is not one.
    const run = new Function(`${source}; return axe.run(document, { resultTypes: ['violations'] });`);
    return (await run()).violations;
  }, axe);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary ?? ''}`),
  );
}
