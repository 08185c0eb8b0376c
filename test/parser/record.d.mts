/** The file that says what parser.wasm was built from, relative to the repository. */
export const recordFile: string;
/** The hashes of the module and of the sources in reach, as they are now. */
export function recordOf(): { readonly wasm: string; readonly sources: Readonly<Record<string, string>> };
