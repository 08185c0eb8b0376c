import { computeLoss } from '../../../src/core/compute.ts';
import { crossEntropyJob } from '../../../src/core/kernel/cross_entropy.ts';
import { crossEntropyInto } from '../../../src/core/kernel/into.ts';
import { compileKernel } from '../../../src/core/kernel/kernel.ts';
import { openWorkspace } from '../../../src/core/kernel/workspace.ts';
import { crossEntropy } from '../../../src/core/losses/cross_entropy.ts';

/** A contender: computes the mean loss and fills its gradient. */
export interface Contender {
  readonly run: () => number;
  readonly gradient: () => Float32Array;
}

interface Problem {
  readonly rows: number;
  readonly classes: number;
  readonly logits: Float32Array;
  readonly targets: Int32Array;
}

const compiled = () => {
  const kernel = compileKernel();
  if (!kernel) throw new Error('WebAssembly SIMD is missing.');
  return kernel;
};

/** The kernel on arrays in its own memory: nothing is copied. */
export function inPlace({ rows, classes, logits, targets }: Problem): Contender {
  const workspace = openWorkspace(compiled(), rows, classes);
  if (!workspace) throw new Error('The memory for the workspace cannot be had.');
  workspace.logits.set(logits);
  const run = () => {
    const job = crossEntropyJob(workspace.rows, { rows, classes, targets });
    job.advance(rows);
    return job.loss();
  };
  return { run, gradient: () => workspace.gradient };
}

/** `crossEntropyInto` from one array to another, by the kernel or without. */
export function into(problem: Problem, withKernel: boolean): Contender {
  const gradient = new Float32Array(problem.logits.length);
  const kernel = withKernel ? compiled() : undefined;
  const run = () => {
    const result = crossEntropyInto({ ...problem, gradient, kernel });
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
  return { run, gradient: () => gradient };
}

/** The reference, which serves every loss and rounds where PyTorch rounds. */
export function reference({ rows, classes, logits, targets }: Problem): Contender {
  const input = { data: logits, shape: [rows, classes], dtype: 'float32' as const };
  const target = { data: Float64Array.from(targets), shape: [rows], dtype: 'int64' as const };
  let gradient: Float32Array = new Float32Array(0);
  const run = () => {
    const result = computeLoss(crossEntropy, { inputs: { input, target }, gradient: true });
    if (!result.ok) throw new Error(result.error.message);
    gradient = result.value.gradients.input?.data as Float32Array;
    return result.value.value.data[0] as number;
  };
  return { run, gradient: () => gradient };
}
