import type { Kernel, KernelExports } from './kernel.ts';
import type { RowEngine } from './rows.ts';

/** Below the first arrays: nothing of ours lies at address 0. */
const BASE = 64;
const ALIGN = 64;

/**
 * Arrays inside the kernel's memory. Read a file straight into `logits`, compute, and look at `gradient`: nothing is
 * copied. The memory goes when the workspace is dropped.
 */
export interface Workspace {
  readonly logits: Float32Array;
  readonly gradient: Float32Array;
  readonly rows: RowEngine;
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN;

/** A workspace for rows × classes logits and their gradient; undefined where the memory cannot be had. */
export function openWorkspace(kernel: Kernel, rows: number, classes: number): Workspace | undefined {
  const bytes = aligned(rows * classes * 4);
  const instance = kernel.open(BASE + 2 * bytes);
  if (!instance) return undefined;
  const logits = new Float32Array(instance.buffer, BASE, rows * classes);
  const gradient = new Float32Array(instance.buffer, BASE + bytes, rows * classes);
  const engine = rowsIn(
    instance.exports,
    logits,
    gradient,
    classes,
    (row) => row * classes,
    () => {},
  );
  return { logits, gradient, rows: engine };
}

/**
 * The kernel on arrays outside its memory: each row is copied in and its gradient out, through two rows of staging.
 * Undefined where the memory cannot be had.
 */
export function stagedRows(
  kernel: Kernel,
  logits: Float32Array,
  classes: number,
  gradient: Float32Array | null,
): RowEngine | undefined {
  const stage = openStage(kernel, classes);
  if (!stage) return undefined;
  let current = 0;
  const bring = (row: number) => {
    current = row;
    stage.logits.set(logits.subarray(row * classes, (row + 1) * classes));
    return 0;
  };
  const give = () => gradient?.set(stage.gradient, current * classes);
  return rowsIn(stage.exports, stage.logits, stage.gradient, classes, bring, give);
}

function openStage(kernel: Kernel, classes: number) {
  const bytes = aligned(classes * 4);
  const instance = kernel.stage(BASE + 2 * bytes);
  if (!instance) return undefined;
  return {
    exports: instance.exports,
    logits: new Float32Array(instance.buffer, BASE, classes),
    gradient: new Float32Array(instance.buffer, BASE + bytes, classes),
  };
}

/**
 * @param begin makes a row available and tells at which element of the arrays it starts
 * @param flush hands its gradient on
 */
function rowsIn(
  exports: KernelExports,
  logits: Float32Array,
  gradient: Float32Array,
  classes: number,
  begin: (row: number) => number,
  flush: () => void,
): RowEngine {
  const [source, target] = [logits.byteOffset, gradient.byteOffset];
  let start = 0;
  return {
    load: (row) => {
      start = begin(row);
      return exports.rowMax(source + 4 * start, classes);
    },
    logit: (c) => logits[start + c] as number,
    sum: () => exports.rowSum(source + 4 * start, classes),
    exp: (from, to, max, shift) =>
      exports.rowExp(source + 4 * (start + from), target + 4 * (start + from), to - from, max, shift),
    clear: () => gradient.fill(0, start, start + classes),
    scale: (factor, less) => {
      const high = Math.fround(factor);
      exports.rowScale(target + 4 * start, classes, high, factor - high, less);
    },
    set: (c, value) => {
      gradient[start + c] = value;
    },
    flush,
  };
}
