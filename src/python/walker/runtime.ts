import { Parser } from 'web-tree-sitter';

/** What the runtime's WebAssembly exports, so far as it is used here. Addresses are byte offsets into its memory. */
export interface RuntimeExports {
  readonly malloc: (bytes: number) => number;
  readonly free: (address: number) => void;
  /** The address of the buffer through which nodes are handed over. */
  readonly ts_init: () => number;
}

/** The runtime of web-tree-sitter: its functions and the memory in which trees lie. */
export interface Runtime {
  readonly exports: RuntimeExports;
  readonly memory: { readonly buffer: ArrayBuffer };
}

interface Imports {
  readonly env: { readonly memory: Runtime['memory'] };
}

// The part of the global that is used here; this folder is compiled without the DOM's types.
interface Engine {
  readonly compile: (bytes: Uint8Array) => Promise<object>;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

/** WebAssembly, which every host of the parser has. */
export const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;

/** web-tree-sitter keeps one runtime for the whole program, the first that is asked for; so it is kept here too. */
const started = new WeakMap<typeof Parser, Promise<Runtime>>();

/** Starts the runtime, or gives the one that runs already. Rejects when `bytes` are not web-tree-sitter's. */
export function startRuntime(bytes: Uint8Array): Promise<Runtime> {
  const running = started.get(Parser);
  if (running) return running;
  const starting = start(bytes);
  started.set(Parser, starting);
  starting.catch(() => started.delete(Parser));
  return starting;
}

async function start(bytes: Uint8Array): Promise<Runtime> {
  const module = await engine.compile(bytes);
  return new Promise((resolve, reject) => {
    let runtime: Runtime | undefined;
    Parser.init({
      instantiateWasm(imports: Imports, receive: (instance: object, module: object) => void) {
        const instance = new engine.Instance(module, imports);
        runtime = { exports: instance.exports as RuntimeExports, memory: imports.env.memory };
        receive(instance, module);
        return {};
      },
    }).then(
      () => (runtime ? resolve(runtime) : reject(new Error('web-tree-sitter was started elsewhere'))),
      reject,
    );
  });
}
