import type { Page } from 'playwright-core';
import { settled } from './driver.ts';

/** Where the keyboard is, and whether a person sees that. */
export interface Focus {
  /** Role and accessible name. */
  readonly name: string;
  /** An outline, or for an item of a menu another background. */
  readonly visible: boolean;
  /** At least half of it is in the window and nothing lies on its middle. */
  readonly inSight: boolean;
}

export const focus = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const deepest = (from: Document | ShadowRoot): Element | null => {
      const { activeElement } = from;
      return activeElement?.shadowRoot?.activeElement ? deepest(activeElement.shadowRoot) : activeElement;
    };
    const at = (root: Document | ShadowRoot, x: number, y: number): Element | null => {
      const found = root.elementFromPoint(x, y);
      return found?.shadowRoot && found.shadowRoot !== root ? (at(found.shadowRoot, x, y) ?? found) : found;
    };
    const element = deepest(document);
    if (!element || element === document.body) return { name: 'body', visible: false, inSight: false };
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
    const isItem = element.matches('[role=menuitem]');
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const [low, high] = [Math.max(0, top), Math.min(innerHeight, bottom)];
    const [from, to] = [Math.max(0, left), Math.min(innerWidth, right)];
    const seen =
      high - low >= Math.min(20, (bottom - top) / 2) && to - from >= Math.min(20, (right - left) / 2);
    const hit = at(document, (from + to) / 2, (low + high) / 2);
    const within =
      hit && (element.contains(hit) || hit.contains(element) || hit.shadowRoot?.contains(element));
    const label =
      element.getAttribute('aria-label') ?? element.textContent?.trim().replace(/\s+/g, ' ') ?? '';
    return {
      name: `${element.getAttribute('role') ?? element.localName} ${label}`,
      visible: outlined || (isItem && style.backgroundColor !== 'rgba(0, 0, 0, 0)'),
      inSight: seen && Boolean(within),
    };
  });

/** Presses Tab (or another key) until the focus is on what is wanted. */
export async function tabTo(page: Page, wanted: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press(key);
    const { name } = await focus(page);
    if (wanted.test(name)) return settled(page);
    passed.push(name);
  }
  throw new Error(`${key} does not reach ${wanted}; it passes ${passed.join(', ')}`);
}
