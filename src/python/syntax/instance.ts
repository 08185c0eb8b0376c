/** What parser.wasm exports; see native/parse.c. Addresses are byte offsets into its memory. */
export interface SyntaxExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly _initialize: () => void;
  readonly start: () => void;
  readonly kindOfSymbol: () => number;
  readonly symbolCount: () => number;
  readonly nameOfSymbol: (symbol: number) => number;
  readonly reserve: (bytes: number) => number;
  readonly parse: (bytes: number, encoding: number, checks: number) => number;
}

/** Makes an instance of the module, with a memory of its own. */
export type OpenInstance = () => SyntaxExports;

// The part of the global that is used here; this folder is compiled without the DOM's types.
interface Engine {
  readonly compile: (bytes: Uint8Array) => Promise<object>;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;

/** Compiles parser.wasm. Rejects when `bytes` are not WebAssembly, or not that module. */
export async function compileSyntax(bytes: Uint8Array): Promise<OpenInstance> {
  const module = await engine.compile(bytes);
  return () => {
    const exports = new engine.Instance(module, {}).exports as SyntaxExports;
    exports._initialize();
    exports.start();
    return exports;
  };
}
