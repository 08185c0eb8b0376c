import { decode, toTensor } from '../../../webview/state/tensor-state.ts';
import type { Batch, Changes } from '../../core/explore/batch.ts';
import { type LineView, Rows } from '../../core/explore/by-rows.ts';
import { orderOf, type SampleOrder } from '../../core/explore/order.ts';
import type { RowsRequest } from '../../core/explore/row-figures.ts';
import type { Kernel } from '../../core/kernel/kernel.ts';
import type { LossError, Options } from '../../core/loss.ts';
import { lossById } from '../../core/losses/index.ts';
import type { Tensor } from '../../core/tensor.ts';
import { inLibrary } from '../../core/variants/index.ts';
import type { BatchQuery, BatchSummary, HeldChanges, OptionState } from '../../protocol.ts';
import { fail, ok, type Result } from '../../result.ts';
import { breathe, type Task } from './task.ts';

/** How long it computes before others have their turn. */
const slice = 15;
/** Rows whose gradient and probabilities are kept: more than a window shows. */
const mostLines = 40;

/** A loss on held tensors: what was computed of it stays while the person changes values. */
export class Session {
  readonly #rows: Rows;
  readonly #stale: Set<number>;
  readonly #lines = new Map<number, LineView>();
  readonly #orders = new Map<string, Uint32Array>();
  #changes: BatchQuery['batch']['changes'];
  #batch: Batch;
  #lost: LossError | undefined;

  private constructor(rows: Rows, batch: Batch, changes: BatchQuery['batch']['changes']) {
    this.#rows = rows;
    this.#batch = batch;
    this.#changes = changes;
    this.#stale = new Set(Array.from({ length: rows.portions }, (_, portion) => portion));
  }

  static open(query: BatchQuery, batch: Batch, kernel: Kernel | undefined): Result<Session, LossError> {
    const request = requestOf(query, kernel);
    if (!request) return fail({ message: `There is no loss ${query.loss}` });
    let session: Session | undefined;
    const rows = Rows.open(request, () => session?.batch ?? batch);
    if (!rows.ok) return rows;
    session = new Session(rows.value, batch, query.batch.changes);
    return ok(session);
  }

  get batch(): Batch {
    return this.#batch;
  }

  get rows(): Rows {
    return this.#rows;
  }

  /** Takes over what the person changed since; only those rows are computed again. */
  change(changes: BatchQuery['batch']['changes']): void {
    const rows = [
      ...changedRows(this.#changes.prediction, changes.prediction),
      ...changedRows(this.#changes.target, changes.target),
    ];
    this.#changes = changes;
    this.#batch = { ...this.#batch, changes: decoded(changes) };
    if (rows.length > 0) this.#orders.clear();
    for (const row of rows) {
      this.#stale.add(this.#rows.portionOf(row));
      this.#lines.delete(row);
    }
  }

  line(row: number): LineView {
    const found = this.#lines.get(row) ?? this.#rows.line(row);
    this.#lines.delete(row);
    this.#lines.set(row, found);
    const [oldest] = this.#lines.keys();
    if (this.#lines.size > mostLines && oldest !== undefined) this.#lines.delete(oldest);
    return found;
  }

  order(by: SampleOrder, down: boolean): Uint32Array {
    const key = `${by} ${down}`;
    const order = this.#orders.get(key) ?? orderOf(this.#rows.figures, by, down);
    this.#orders.set(key, order);
    return order;
  }

  /** Computes what is not up to date, in slices of time. */
  async summary(task: Task): Promise<BatchSummary> {
    const total = this.#rows.portions;
    let since = Date.now();
    // A set gives what is added to it on the way, too.
    for (const portion of this.#stale) {
      this.#lost = this.#rows.compute(portion);
      if (this.#lost) return { ok: false, ...this.#lost };
      this.#stale.delete(portion);
      if (Date.now() - since < slice) continue;
      task.report(1 - this.#stale.size / total);
      await breathe(task);
      since = Date.now();
    }
    this.#orders.clear();
    return this.#summed();
  }

  #summed(): BatchSummary {
    const { losses, ignored, steepest, norms } = this.#rows.figures;
    const { value, share, divisor } = this.#rows.whole();
    const total = totalLoss(losses);
    let [worst, most, skipped, steep, squares] = [0, Number.NEGATIVE_INFINITY, 0, 0, 0];
    for (let row = 0; row < losses.length; row++) {
      const part = total === 0 ? 0 : (losses[row] as number) / total;
      if (part > most) [worst, most] = [row, part];
      skipped += ignored[row] as number;
      steep = Math.max(steep, steepest[row] as number);
      squares += (norms[row] as number) ** 2;
    }
    const top = losses.length > 1 && most > 0 ? { row: worst, share: most } : null;
    return {
      ok: true,
      value,
      share,
      divisor,
      ignored: skipped,
      steepest: steep * Math.abs(share),
      norm: Math.sqrt(squares) * Math.abs(share),
      worst: top,
    };
  }
}

export const totalLoss = (losses: Float64Array): number => losses.reduce((sum, loss) => sum + loss, 0);

function requestOf(query: BatchQuery, kernel: Kernel | undefined): RowsRequest | undefined {
  const base = lossById(query.loss);
  const { reduction, dtype, activation, temperature, scale } = query;
  return (
    base && {
      loss: inLibrary(base, query.library),
      options: optionsOf(query.options),
      reduction,
      dtype,
      activated: { activation, temperature },
      scale,
      kernel,
    }
  );
}

const optionsOf = (options: BatchQuery['options']): Options =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name, optionOf(value)]));

const optionOf = (value: OptionState): Options[string] =>
  typeof value === 'object' && value !== null ? toTensor(value) : value;

/** The tensors with what was changed in them beside. */
export const batchOf = (
  prediction: Tensor,
  target: Tensor | null,
  changes: BatchQuery['batch']['changes'],
): Batch => ({ prediction, target, changes: decoded(changes) });

const decoded = (changes: BatchQuery['batch']['changes']) => ({
  prediction: decodedChanges(changes.prediction),
  target: decodedChanges(changes.target),
});

const decodedChanges = (changes: HeldChanges): Changes =>
  Object.fromEntries(
    Object.entries(changes).map(([row, values]) => [
      row,
      Object.fromEntries(Object.entries(values).map(([column, value]) => [column, decode(value)])),
    ]),
  );

/** Rows that differ between two sets of changes. */
function changedRows(before: HeldChanges, after: HeldChanges): number[] {
  const rows = new Set([...Object.keys(before), ...Object.keys(after)].map(Number));
  return [...rows].filter((row) => JSON.stringify(before[row]) !== JSON.stringify(after[row]));
}
