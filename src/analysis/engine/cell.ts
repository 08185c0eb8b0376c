import type { Unit } from '../site.ts';

/** A place that can be written: a variable, an attribute, the contents of a list. `undefined`: not written yet. */
export interface Cell<T> {
  value: T | undefined;
  /** When it was made, in the order of branches entered; what is younger than a branch needs no undoing. */
  readonly epoch: number;
  /** Its number in the order in which cells are made. */
  readonly born: number;
  /** For a variable of a module: changes when what it holds may be something else than before. */
  stamp: number;
  /** For a variable of a module: the statement that wrote it last; null for what runs when all statements have. */
  by: Unit | null;
  /** Part of an object rather than a variable: a write may change what calls give. */
  readonly heap: boolean;
}

/** The state before a branch, for the cells written in it. */
export interface Trail {
  /** Null as long as none is: most branches write nothing. */
  before: Map<Cell<unknown>, unknown> | null;
  readonly epoch: number;
  readonly parent: Trail | null;
}

/** Values of cells at one point of a path. */
export type Snapshot = ReadonlyMap<Cell<unknown>, unknown>;

const nothing: Snapshot = new Map();

export type Join = (a: unknown, b: unknown, cell: Cell<unknown>) => unknown;

/** All that can be written, with undo: branches are run one after the other from the same state, then joined. */
export class Store {
  /** Changes whenever something on the heap does; equal versions mean equal heaps. */
  version = 0;
  /** How many cells have been made. */
  made = 0;
  /** The first made of the cells on the heap that have been written since this was set to infinity. */
  oldestWritten = Number.POSITIVE_INFINITY;
  #counter = 0;
  #epoch = 0;
  #trail: Trail | null = null;
  readonly #join: Join;

  constructor(join: Join) {
    this.#join = join;
  }

  cell<T>(value: T | undefined, heap: boolean): Cell<T> {
    return { value, epoch: this.#epoch, born: ++this.made, stamp: 0, by: null, heap };
  }

  get trail(): Trail | null {
    return this.#trail;
  }

  write<T>(cell: Cell<T>, value: T | undefined): void {
    if (cell.value === value) return;
    const trail = this.#trail;
    if (trail !== null && cell.epoch < trail.epoch) note(trail, cell as Cell<unknown>);
    if (cell.heap) {
      this.version = ++this.#counter;
      if (cell.born < this.oldestWritten) this.oldestWritten = cell.born;
    }
    cell.value = value;
  }

  /** Runs `work`, and tells whether it wrote to what was on the heap before. */
  changedBy(work: () => void): boolean {
    const outer = this.oldestWritten;
    const { made } = this;
    this.oldestWritten = Number.POSITIVE_INFINITY;
    work();
    const changed = this.oldestWritten <= made;
    if (outer < this.oldestWritten) this.oldestWritten = outer;
    return changed;
  }

  /** Runs `path` on a state of its own; gives the cells it wrote, and leaves the state as it was. */
  isolated(path: () => void): Snapshot {
    const version = this.version;
    const before = this.recorded(path);
    this.version = version;
    if (before.size === 0) return nothing;
    const after = new Map<Cell<unknown>, unknown>();
    let heap = false;
    for (const [cell, value] of before) {
      after.set(cell, cell.value);
      heap ||= cell.heap;
      cell.value = value;
    }
    if (heap) this.version = ++this.#counter;
    return after;
  }

  /** Runs `work` outside every branch: what it writes stays. */
  detached(work: () => void): void {
    const trail = this.#trail;
    this.#trail = null;
    work();
    this.#trail = trail;
  }

  /** Runs `work`, and gives the way back: what it wrote to and what was there before. */
  recorded(work: () => void): Snapshot {
    const trail: Trail = { before: null, epoch: ++this.#epoch, parent: this.#trail };
    this.#trail = trail;
    work();
    this.#trail = trail.parent;
    return trail.before ?? nothing;
  }

  /** Puts back what `recorded` gave. */
  restore(before: Snapshot): void {
    for (const [cell, value] of before) cell.value = value;
    if (before.size > 0) this.version = ++this.#counter;
  }

  /** Runs `path` and undoes every write to what was there before; the version is the old one again. */
  undone(path: () => void): void {
    const version = this.version;
    this.isolated(path);
    this.version = version;
  }

  /** Makes the state the join of several ends of paths that started here. */
  merge(ends: readonly Snapshot[]): void {
    const [only] = ends;
    if (ends.length === 1 && only !== undefined) {
      for (const [cell, value] of only) this.write(cell, value);
      return;
    }
    const cells = new Set<Cell<unknown>>();
    for (const end of ends) for (const cell of end.keys()) cells.add(cell);
    for (const cell of cells) this.write(cell, this.#joined(cell, ends));
  }

  #joined(cell: Cell<unknown>, ends: readonly Snapshot[]): unknown {
    let value: unknown;
    let first = true;
    for (const end of ends) {
      const next = end.has(cell) ? end.get(cell) : cell.value;
      value = first ? next : this.#join(value, next, cell);
      first = false;
    }
    return value;
  }

  /** What has been written since `base` (not included) was the innermost branch. */
  since(base: Trail | null): Snapshot {
    let written: Map<Cell<unknown>, unknown> | null = null;
    for (let trail = this.#trail; trail !== null && trail !== base; trail = trail.parent) {
      if (trail.before === null) continue;
      written ??= new Map();
      for (const cell of trail.before.keys()) written.set(cell, cell.value);
    }
    return written ?? nothing;
  }
}

function note(trail: Trail, cell: Cell<unknown>): void {
  trail.before ??= new Map();
  if (!trail.before.has(cell)) trail.before.set(cell, cell.value);
}
