import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { computeLoss } from '../../src/core/compute.ts';
import { tensor } from '../../src/core/create.ts';
import type { LossOutcome, LossRequest } from '../../src/core/loss.ts';
import { lossById } from '../../src/core/losses/index.ts';
import { type OpenPanel, PanelBrowser } from './browser.ts';

/** What the panel shows first. */
export const logits = [
  [3.2, 0.4, -1.1],
  [1.2, 1.9, -0.3],
  [3.4, -0.8, 0.2],
  [0.3, 0.1, 0.6],
];
export const labels = [0, 1, 2, 2];

export interface Fixture {
  /** The page of the test that runs. */
  readonly page: Page;
}

/** Opens a fresh panel for every test of the file; errors of the page or of its security policy fail the test. */
export function usePanel(): Fixture {
  let browser: PanelBrowser;
  let panel: OpenPanel;
  beforeAll(async () => {
    browser = await PanelBrowser.launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    panel = await browser.open();
  });
  afterEach(async () => {
    expect(panel.problems).toEqual([]);
    await panel.close();
  });
  return {
    get page() {
      return panel.page;
    },
  };
}

/** What core says. */
export function core(id: string, request: LossRequest): LossOutcome {
  const loss = lossById(id);
  const result = loss && computeLoss(loss, { gradient: true, ...request });
  if (!result?.ok) throw new Error(`core refuses ${id}`);
  return result.value;
}

/** The reduced loss to the four decimals that the panel shows. */
export const shown = (outcome: LossOutcome): string => (outcome.value.data[0] ?? Number.NaN).toFixed(4);

export const crossEntropy = (
  input: readonly (readonly number[])[],
  target: readonly number[],
  rest: Partial<LossRequest> = {},
): string =>
  shown(
    core('cross_entropy', { inputs: { input: tensor(input), target: tensor(target, 'int64') }, ...rest }),
  );
