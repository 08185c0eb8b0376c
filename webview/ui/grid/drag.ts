import { newGesture } from '../../state/gesture.ts';
import type { DragDetail, Place } from './types.ts';

interface Pressed {
  readonly place: Place;
  readonly y: number;
  readonly start: number;
  readonly plot: DOMRect | undefined;
  readonly gesture: string;
}

/** How far a pointer moves before a press becomes a drag. */
const threshold = 3;

/** Follows one pointer from press to release over a cell, and says where its value should go. */
export class CellDrag {
  #pressed: Pressed | null = null;
  #dragging = false;

  constructor(private readonly onDrag: (detail: Place & DragDetail) => void) {}

  /** @param at the cell's place and value, and its plot when the press is inside that */
  press(event: PointerEvent, cell: HTMLElement, at: Pick<Pressed, 'place' | 'start' | 'plot'>): void {
    if (event.button !== 0) return;
    this.#pressed = { ...at, y: event.clientY, gesture: newGesture() };
    this.#dragging = false;
    cell.setPointerCapture(event.pointerId);
  }

  move(event: PointerEvent): void {
    const pressed = this.#pressed;
    if (!pressed) return;
    const pixels = pressed.y - event.clientY;
    if (!this.#dragging && Math.abs(pixels) < threshold) return;
    this.#dragging = true;
    const { place, start, plot, gesture } = pressed;
    const fraction = plot ? (plot.bottom - event.clientY) / plot.height : null;
    this.onDrag({ ...place, start, pixels, fraction, gesture });
  }

  /** @returns whether the pointer had dragged; if not, the press was a click */
  release(): boolean {
    const dragged = this.#dragging;
    this.#pressed = null;
    this.#dragging = false;
    return dragged;
  }
}
