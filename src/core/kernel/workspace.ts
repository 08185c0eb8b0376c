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
  const arrays = openArrays(kernel.open, rows * classes, classes);
  if (!arrays) return undefined;
  const engine = rowsIn(
    arrays,
    classes,
    (row) => row * classes,
    () => {},
  );
  return { logits: arrays.logits, gradient: arrays.gradient, rows: engine };
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
  const stage = openArrays(kernel.stage, classes, classes);
  if (!stage) return undefined;
  let current = 0;
  const bring = (row: number) => {
    current = row;
    stage.logits.set(logits.subarray(row * classes, (row + 1) * classes));
    return 0;
  };
  const give = () => gradient?.set(stage.gradient, current * classes);
  return rowsIn(stage, classes, bring, give);
}

/** Three arrays in the memory of one instance. */
interface Arrays {
  readonly exports: KernelExports;
  readonly logits: Float32Array;
  readonly gradient: Float32Array;
  readonly weights: Float32Array;
}

/** @param size of the logits and of the gradient */
function openArrays(open: Kernel['open'], size: number, classes: number): Arrays | undefined {
  const bytes = aligned(size * 4);
  const instance = open(BASE + 2 * bytes + aligned(classes * 4));
  if (!instance) return undefined;
  const { exports, buffer } = instance;
  return {
    exports,
    logits: new Float32Array(buffer, BASE, size),
    gradient: new Float32Array(buffer, BASE + bytes, size),
    weights: new Float32Array(buffer, BASE + 2 * bytes, classes),
  };
}

/**
 * @param begin makes a row available and tells at which element of the arrays it starts
 * @param flush hands its gradient on
 */
function rowsIn(
  { exports, logits, gradient, weights }: Arrays,
  classes: number,
  begin: (row: number) => number,
  flush: () => void,
): RowEngine {
  const [source, target, factors] = [logits.byteOffset, gradient.byteOffset, weights.byteOffset];
  let start = 0;
  return {
    weigh: (values) => weights.set(values),
    load: (row) => {
      start = begin(row);
      return exports.rowMax(source + 4 * start, classes);
    },
    logit: (c) => logits[start + c] as number,
    sum: () => exports.rowSum(source + 4 * start, classes),
    weightedSum: () => exports.rowDot(source + 4 * start, factors, classes),
    exp: (from, to, max, shift) =>
      exports.rowExp(source + 4 * (start + from), target + 4 * (start + from), to - from, max, shift),
    clear: () => gradient.fill(0, start, start + classes),
    scale: (factor, less) => {
      const high = Math.fround(factor);
      exports.rowScale(target + 4 * start, classes, high, factor - high, less);
    },
    scaleWeighted: (factor, less) => {
      const high = Math.fround(factor);
      exports.rowScaleWeighted(target + 4 * start, factors, classes, high, factor - high, less);
    },
    set: (c, value) => {
      gradient[start + c] = value;
    },
    flush,
  };
}
