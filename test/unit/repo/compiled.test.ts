import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { asModule, compile, filesOf, modules } from '../../kernel/build.mjs';

describe.each(modules)('$folder/$name.wasm', (module) => {
  it('is what its source compiles to', async () => {
    const wasm = await compile(module);
    const files = filesOf(module);
    expect(wasm.equals(await readFile(files.wasm))).toBe(true);
    expect(await readFile(files.bytes, 'utf8')).toBe(asModule(module, wasm));
  });
});
