// Compiles src/core/kernel/assembly/rows.ts to rows.wasm and to bytes.ts, which carries the same bytes as text so that
// every bundle contains them. `node test/kernel/build.mjs`; a unit test compares the result with what is committed.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const wasmFile = join(root, 'src/core/kernel/rows.wasm');
export const bytesFile = join(root, 'src/core/kernel/bytes.ts');

const flags =
  '-O3 --converge --noAssert --uncheckedBehavior always --runtime stub --importMemory --enable simd';

/** The compiled kernel. */
export async function compile() {
  const folder = await mkdtemp(join(tmpdir(), 'kernel-'));
  try {
    const out = join(folder, 'rows.wasm');
    const source = 'src/core/kernel/assembly/rows.ts';
    const { error, stderr } = await asc.main([source, '--baseDir', root, '-o', out, ...flags.split(' ')]);
    if (error) throw new Error(stderr.toString());
    return await readFile(out);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The module that carries the bytes. */
export const asModule = (wasm) => `// Written by test/kernel/build.mjs from assembly/rows.ts.

/** rows.wasm in base64. */
export const kernelBase64 =
  '${wasm.toString('base64')}';
`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const wasm = await compile();
  await writeFile(wasmFile, wasm);
  await writeFile(bytesFile, asModule(wasm));
  console.log(`${wasm.length} bytes`);
}
