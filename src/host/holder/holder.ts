import { type Axes, axesOf, rowOf } from '../../core/explore/axes.ts';
import { compileKernel, type Kernel } from '../../core/kernel/kernel.ts';
import { lossById } from '../../core/losses/index.ts';
import { sameShape } from '../../core/shape.ts';
import type { DType, Tensor } from '../../core/tensor.ts';
import { inLibrary } from '../../core/variants/index.ts';
import type { BatchQuery, BatchWindow, PanelRequests } from '../../protocol.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { TensorFile } from '../../tensors/files/file.ts';
import { readTensorFile } from '../../tensors/files/read.ts';
import { batchOf, Session, totalLoss } from './session.ts';
import type { Task } from './task.ts';
import { windowOf } from './window.ts';

/** More values than this do not travel to the panel. */
export const largest = 262_144;
/** Losses on the same tensors that are kept computed: two compared, and the one before. */
const mostSessions = 3;

type Request<K extends keyof PanelRequests> = Parameters<PanelRequests[K]>[0];
type Reply<K extends keyof PanelRequests> = ReturnType<PanelRequests[K]>;

/** What is in a file, by its headers. */
export interface OpenedFile {
  readonly file: number;
  readonly entries: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype: DType;
  }[];
}

export interface TakeRequest {
  readonly file: number;
  readonly entry: number;
  readonly handle: string;
  readonly always: boolean;
}

/** A tensor of a file: the tensor itself where the panel can hold it, else where it is held. */
export type Taken =
  | { readonly kind: 'whole'; readonly tensor: Tensor }
  | {
      readonly kind: 'held';
      readonly handle: string;
      readonly shape: readonly number[];
      readonly dtype: DType;
    };

/**
 * Keeps tensors that are too large for the panel, and computes what the panel shows of them. It runs in a worker of its own;
 * nothing here knows of VS Code. A tensor that is asked for and not there is an error that says so.
 */
export class Holder {
  readonly #tensors = new Map<string, Tensor>();
  readonly #files = new Map<number, TensorFile>();
  readonly #sessions = new Map<string, Session>();
  #kernel: Kernel | undefined | null = null;
  #next = 1;

  open({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): Result<OpenedFile, string> {
    const read = readTensorFile(name, bytes);
    if (!read.ok) return fail(read.error.message);
    const file = this.#next++;
    this.#files.set(file, read.value);
    const entries = read.value.tensors.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
    return ok({ file, entries });
  }

  /** Lets a file go that nothing is taken from. */
  close(file: OpenedFile['file']): void {
    this.#files.delete(file);
  }

  /**
   * Decodes one tensor of a file, and lets the file go.
   * @param always keeps small ones too
   */
  take({ file, entry, handle, always }: TakeRequest): Result<Taken, string> {
    const chosen = this.#files.get(file)?.tensors[entry];
    this.#files.delete(file);
    const read = chosen?.read();
    if (!read) return fail('There is no such tensor in the file.');
    if (!read.ok) return fail(read.error.message);
    const tensor = compact(read.value);
    if (!always && tensor.data.length <= largest) return ok({ kind: 'whole', tensor });
    this.keep({ handle, tensor });
    return ok({ kind: 'held', handle, shape: tensor.shape, dtype: tensor.dtype });
  }

  keep({ handle, tensor }: { readonly handle: string; readonly tensor: Tensor }): void {
    this.#tensors.set(handle, tensor);
  }

  /** Forgets all but these, and every file that nothing was taken from. */
  retain(handles: readonly string[]): void {
    const wanted = new Set(handles);
    for (const handle of this.#tensors.keys()) if (!wanted.has(handle)) this.#tensors.delete(handle);
    this.#files.clear();
    this.#sessions.clear();
  }

  row({ batch, loss: id, library, row }: Request<'batchRow'>): Reply<'batchRow'> {
    const prediction = this.#tensor(batch.prediction.handle);
    const target = batch.target && this.#tensor(batch.target.handle);
    const loss = lossById(id);
    if (!loss) throw new Error(`There is no loss ${id}.`);
    const axes = axesOf(prediction.shape, inLibrary(loss, library));
    return {
      prediction: rowOf(prediction.data, axes, row),
      target: target && targetRow(target, prediction, axes, row),
    };
  }

  summary(query: BatchQuery, task: Task): Promise<Reply<'batchSummary'>> | Reply<'batchSummary'> {
    const session = this.#session(query);
    return session.ok ? session.value.summary(task) : { ok: false, ...session.error };
  }

  window({ query, area }: Request<'batchWindow'>): BatchWindow {
    const session = this.#session(query);
    if (!session.ok) throw new Error(session.error.message);
    return windowOf(session.value, area);
  }

  samples({ query, order, down, from, end }: Request<'batchSamples'>): Reply<'batchSamples'> {
    const session = this.#session(query);
    if (!session.ok) return [];
    const { rows, batch } = session.value;
    const { losses, truth, norms, ignored } = rows.figures;
    const total = totalLoss(losses);
    const share = Math.abs(rows.whole().share);
    const list = session.value.order(order, down).subarray(from, end);
    const single = batch.target && batch.target.data.length === losses.length;
    return Array.from(list, (row) => ({
      row,
      loss: losses[row] as number,
      truth: truth[row] as number,
      gradient: (norms[row] as number) * share,
      share: total === 0 ? 0 : (losses[row] as number) / total,
      ignored: ignored[row] === 1,
      target: single ? (batch.changes?.target[row]?.[0] ?? batch.target?.data[row] ?? null) : null,
    }));
  }

  #tensor(handle: string): Tensor {
    const tensor = this.#tensors.get(handle);
    if (!tensor) throw new Error('The tensor is no longer in memory: open it again.');
    return tensor;
  }

  #session(query: BatchQuery): ReturnType<typeof Session.open> {
    const key = keyOf(query);
    const known = this.#sessions.get(key);
    if (known) {
      known.change(query.batch.changes);
      return ok(known);
    }
    if (this.#kernel === null) this.#kernel = compileKernel();
    const { prediction, target, changes } = query.batch;
    const batch = batchOf(this.#tensor(prediction.handle), target && this.#tensor(target.handle), changes);
    const session = Session.open(query, batch, this.#kernel);
    if (!session.ok) return session;
    this.#sessions.set(key, session.value);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > mostSessions && oldest !== undefined) this.#sessions.delete(oldest);
    return session;
  }
}

/** All that a session depends on but what was changed. */
const keyOf = ({ batch, ...query }: BatchQuery): string =>
  JSON.stringify([query, batch.prediction.handle, batch.target?.handle]);

/** A small tensor must not keep the whole file that it was read from. */
function compact(tensor: Tensor): Tensor {
  const { data } = tensor;
  return data.byteLength * 2 < data.buffer.byteLength ? { ...tensor, data: data.slice() } : tensor;
}

function targetRow(target: Tensor, prediction: Tensor, axes: Axes, row: number): Float64Array {
  return sameShape(target.shape, prediction.shape)
    ? rowOf(target.data, axes, row)
    : Float64Array.of(target.data[row] ?? Number.NaN);
}
