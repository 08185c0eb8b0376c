import { repeat } from 'lit/directives/repeat.js';

/**
 * Draws the successive items that are in sight, so that those which stay keep their elements and those that leave give
 * theirs to those that come: a scrolled table makes no elements and moves none. While it scrolls their order in the
 * document is therefore not that of the items, which lie where their style says; at rest it is, for who reads the document.
 */
export class Slots {
  /** The slots in the order of their elements. */
  #order: readonly number[] = [];
  #arranged: readonly number[] = [];

  /** The items in the order of their elements; the same list as long as nothing changes. */
  arrange(items: readonly number[], resting: boolean): readonly number[] {
    const slots = items.map((item) => item % items.length);
    if (resting || slots.length !== this.#order.length) this.#order = slots;
    const itemOf = new Map(slots.map((slot, i) => [slot, items[i] as number]));
    const arranged = this.#order.map((slot) => itemOf.get(slot) as number);
    if (arranged.join() !== this.#arranged.join()) this.#arranged = arranged;
    return this.#arranged;
  }
}

/** @param items as {@link Slots} arranged them */
export const inSlots = (items: readonly number[], draw: (item: number) => unknown): unknown =>
  repeat(items, (item) => item % items.length, draw);
