/** A folder of AssemblyScript, and what it is compiled to. */
export interface CompiledModule {
  readonly folder: string;
  readonly name: string;
  readonly constant: string;
  readonly flags: string;
}
/** Every one in the repository. */
export const modules: readonly CompiledModule[];
/** The files that hold what a module was compiled to. */
export function filesOf(module: CompiledModule): { readonly wasm: string; readonly bytes: string };
/** A module's compiled bytes. */
export function compile(module: CompiledModule): Promise<Buffer>;
/** The text of the module that carries the bytes. */
export function asModule(module: CompiledModule, wasm: Buffer): string;
