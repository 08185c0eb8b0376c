import type { State } from '../../src/protocol.ts';
import { amend, type History, limit, record, redo, startHistory, undo } from './history.ts';
import { sizeOfState } from './keeper.ts';

/** A change of the state. Returning the same object means no change. */
export type Edit = (state: State) => State;

/** Completes a state; `previous` is the one before, already complete. */
export type Settle = (state: State, previous: State | undefined) => State;

/** Numbers that all the states of a history may hold together. */
const budget = 4_000_000;

/** Fewer steps of undo for larger tensors, so that memory stays bounded. */
const stepsFor = (state: State): number =>
  Math.min(limit, Math.max(5, Math.floor(budget / Math.max(1, sizeOfState(state)))));

/** Holds the state of one panel and its history, and tells who listens. */
export class Store {
  #history: History<State>;
  readonly #listeners = new Set<() => void>();

  /** @param settle completes every new state: what follows from the rest of it */
  constructor(
    initial: State,
    private readonly settle: Settle = (state) => state,
  ) {
    this.#history = startHistory(settle(initial, undefined));
  }

  get state(): State {
    return this.#history.present;
  }

  get canUndo(): boolean {
    return this.#history.past.length > 0;
  }

  get canRedo(): boolean {
    return this.#history.future.length > 0;
  }

  /** @param gesture edits that carry the same gesture in succession are undone together */
  apply(edit: Edit, gesture: string | null = null): void {
    const next = this.settle(edit(this.state), this.state);
    const editsTensors =
      next.setting !== this.state.setting ||
      next.compare !== this.state.compare ||
      next.batch !== this.state.batch;
    const isView = !editsTensors && next.classNames === this.state.classNames;
    this.#set(isView ? amend(this.#history, next) : record(this.#history, next, gesture, stepsFor(next)));
  }

  undo(): void {
    this.#set(undo(this.#history));
  }

  redo(): void {
    this.#set(redo(this.#history));
  }

  /** @returns a function that stops listening */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(history: History<State>): void {
    if (history === this.#history) return;
    this.#history = history;
    for (const listener of this.#listeners) listener();
  }
}
