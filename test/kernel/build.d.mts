/** The compiled kernel. */
export function compile(): Promise<Buffer>;
/** The module that carries the bytes. */
export function asModule(wasm: Buffer): string;
export const wasmFile: string;
export const bytesFile: string;
