import { kernelBase64 } from './bytes.ts';

/** The functions of assembly/rows.ts. Addresses and lengths are byte offsets and element counts. */
export interface KernelExports {
  readonly rowMax: (source: number, n: number) => number;
  readonly rowSum: (source: number, n: number) => number;
  readonly rowDot: (source: number, weights: number, n: number) => number;
  readonly rowExp: (source: number, target: number, n: number, max: number, shift: number) => number;
  readonly rowScale: (target: number, n: number, high: number, low: number, less: number) => void;
  readonly rowScaleWeighted: (
    target: number,
    weights: number,
    n: number,
    high: number,
    low: number,
    less: number,
  ) => void;
  readonly bceRow: (logits: number, targets: number, gradient: number, n: number, scale: number) => number;
  readonly bceRowWeighted: (
    logits: number,
    targets: number,
    weights: number,
    positives: number,
    gradient: number,
    n: number,
    scale: number,
  ) => number;
}

/** An instance with a memory of its own. */
export interface KernelInstance {
  readonly exports: KernelExports;
  readonly buffer: ArrayBuffer;
}

/** The compiled kernel. Instances are undefined where the memory cannot be had. */
export interface Kernel {
  /** A new instance whose memory holds at least `bytes`. */
  readonly open: (bytes: number) => KernelInstance | undefined;
  /**
   * The kernel's own instance for passing through, made larger when `bytes` ask for it. What it holds is good until the
   * next call only.
   */
  readonly stage: (bytes: number) => KernelInstance | undefined;
}

// The part of the global that is used here; core is compiled without the DOM's types.
interface Engine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

const PAGE = 65536;

/**
 * Compiles the kernel. Undefined where WebAssembly, its SIMD or compiling itself (a content security policy) is not
 * available: callers then use the plain rows.
 */
export function compileKernel(): Kernel | undefined {
  const engine = (globalThis as { readonly WebAssembly?: Engine }).WebAssembly;
  if (!engine) return undefined;
  try {
    const module = new engine.Module(Uint8Array.from(atob(kernelBase64), (char) => char.charCodeAt(0)));
    return kernelOf((bytes) => instantiate(engine, module, Math.ceil(bytes / PAGE)));
  } catch {
    return undefined;
  }
}

function kernelOf(open: Kernel['open']): Kernel {
  let stage: KernelInstance | undefined;
  return {
    open,
    stage: (bytes) => {
      if (!stage || stage.buffer.byteLength < bytes) stage = open(bytes);
      return stage;
    },
  };
}

function instantiate(engine: Engine, module: object, pages: number): KernelInstance | undefined {
  try {
    const memory = new engine.Memory({ initial: Math.max(1, pages) });
    const instance = new engine.Instance(module, { env: { memory } });
    return { exports: instance.exports as KernelExports, buffer: memory.buffer };
  } catch {
    return undefined;
  }
}
