import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeLoss } from '../../src/core/compute.ts';
import { losses } from '../../src/core/losses/index.ts';
import { inLibrary, librariesOf, variants } from '../../src/core/variants/index.ts';
import type { Setting, State } from '../../src/protocol.ts';
import { resolve } from '../../webview/model/problem.ts';
import { Decoder } from '../../webview/state/decoder.ts';
import { violations } from './axe.ts';
import { PanelBrowser } from './browser.ts';
import { lossShown, settled } from './driver.ts';
import { layoutProblems } from './layout.ts';

let browser: PanelBrowser;

beforeAll(async () => {
  browser = await PanelBrowser.launch();
});
afterAll(() => browser.close());

const cases = losses.flatMap((loss) => librariesOf(loss).map((library) => ({ loss, library })));

/** The loss as a link or a hover opens it: with nothing but its name. */
const stateOf = ({ loss, library }: (typeof cases)[number]): State => {
  const { reduction } = inLibrary(loss, library);
  const setting: Setting = { loss: loss.id, library, reduction, dtype: 'float32', inputs: {}, options: {} };
  const open = Object.fromEntries(
    ['training', 'landscape', 'information', 'numerics'].map((key) => [`open.${key}`, true]),
  );
  return { version: 1, setting, compare: null, classNames: null, source: null, rule: null, view: open };
};

/** What core says of the example, to the panel's four decimals. */
function expected({ loss: base, library }: (typeof cases)[number]): string {
  const { loss, inputs, options } = resolve(stateOf({ loss: base, library }).setting, new Decoder());
  const result = computeLoss(loss, {
    inputs,
    options,
    reduction: loss.reduction === 'none' ? 'mean' : loss.reduction,
    dtype: 'float32',
  });
  if (!result.ok) throw new Error(result.error.message);
  return (result.value.value.data[0] ?? Number.NaN).toFixed(4);
}

/** Everything that a person reads, section by section; sentences about the loss left out. */
const readPage = (page: Page): Promise<Readonly<Record<string, string>>> =>
  page.evaluate(() => {
    const textOf = (node: Node): string => {
      if (node instanceof Text) return node.data;
      if (!(node instanceof Element)) return [...node.childNodes].map(textOf).join(' ');
      if (node.matches('style, script, option, .loss p, .references, .hint, .summary')) return '';
      if (node instanceof HTMLInputElement) return node.value;
      return [...(node.shadowRoot ?? node).childNodes].map(textOf).join(' ');
    };
    const panel = document.querySelector('li-panel')?.shadowRoot;
    const sections = [...(panel?.querySelectorAll('li-section') ?? [])];
    return Object.fromEntries(
      sections.map((section) => [
        section.dataset.section ?? '',
        [...section.children].map(textOf).join(' ').replace(/\s+/g, ' ').trim(),
      ]),
    );
  });

/** Steps may pass through log 0: CTC cannot be in every state at once. */
const meaningless = (section: string): RegExp =>
  section === 'steps' ? /NaN|undefined|null|\[object/ : /NaN|undefined|null|Infinity|\[object|∞/;

async function show(page: Page, state: State): Promise<void> {
  await page.evaluate((pushed) => window.pushState(pushed), state);
  const title = inLibrary(
    losses.find(({ id }) => id === state.setting.loss) ?? (losses[0] as (typeof losses)[number]),
    state.setting.library,
  ).title;
  await expect.poll(() => page.locator('h1').textContent()).toBe(`Loss Inspector: ${title}`);
  await expect.poll(() => page.locator('li-steps .whole math').count()).toBe(1);
  await settled(page);
}

it('goes through every variant of every loss', () => {
  const reached = new Set(cases.map(({ loss, library }) => inLibrary(loss, library)));
  expect(variants.filter((variant) => !reached.has(variant)).map(({ id }) => id)).toEqual([]);
});

describe.each(['dark', 'light', 'hc', 'hc-light'])('every loss, in the theme %s', (theme) => {
  it('opens on numbers that core confirms, with nothing empty, cut or unreadable', async () => {
    const { page, problems, close } = await browser.open({ theme, width: 1280, height: 4000 });
    const wrong: unknown[] = [];
    for (const [i, each] of cases.entries()) {
      const name = `${each.loss.id} in ${each.library}`;
      await page.setViewportSize({ width: [1280, 760, 320][i % 3] ?? 1280, height: 4000 });
      await show(page, stateOf(each));
      if ((await lossShown(page)) !== expected(each))
        wrong.push([name, await lossShown(page), expected(each)]);
      const reduction = await page.getByLabel('Reduction').inputValue();
      if (reduction !== inLibrary(each.loss, each.library).reduction) wrong.push([name, reduction]);
      for (const [key, text] of Object.entries(await readPage(page)))
        if (text.length < 8 || meaningless(key).test(text)) wrong.push([name, key, text]);
      if ((await page.locator('li-curve path.curve').first().getAttribute('d'))?.length === 0)
        wrong.push([name, 'no curve']);
      wrong.push(...(await page.evaluate(layoutProblems)).map((problem) => [name, problem]));
      if (i % 4 === ['dark', 'light', 'hc', 'hc-light'].indexOf(theme))
        wrong.push(...(await violations(page)).map((problem) => [name, problem]));
    }
    expect(wrong).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  }, 300_000);
});

describe('the steps', () => {
  it('of every loss end in the number, with the numbers of the selected row', async () => {
    const { page, close } = await browser.open({ width: 1280, height: 4000 });
    for (const each of cases.filter(({ loss, library }) => inLibrary(loss, library).steps)) {
      await show(page, stateOf(each));
      const last = page.locator('li-steps li').last();
      const final =
        inLibrary(each.loss, each.library).reduction === 'none' ? '=' : `= ${await lossShown(page)}`;
      expect([each.loss.id, (await last.textContent())?.replaceAll('−', '-')]).toEqual([
        each.loss.id,
        expect.stringContaining(final),
      ]);
      const count = await page.locator('li-steps li').count();
      await expect.poll(() => page.locator('li-steps li math').count()).toBe(2 * count);
    }
    await close();
  }, 120_000);
});
