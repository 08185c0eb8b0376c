// Compiles the AssemblyScript of src/ to WebAssembly and to a bytes.ts that carries the same bytes as text, so that every
// bundle contains them. `node test/kernel/build.mjs`; unit tests compare the results with what is committed.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../..', import.meta.url));
const flags =
  '-O3 --converge --noAssert --uncheckedBehavior always --runtime stub --importMemory --enable simd';

/** The compiled modules: `assembly/<name>.ts` in a folder becomes `<name>.wasm` and the constant of `bytes.ts` there. */
export const modules = [{ folder: 'src/core/kernel', name: 'rows', constant: 'kernelBase64', flags }];

/** The two files of a module. */
export const filesOf = ({ folder, name }) => ({
  wasm: join(root, folder, `${name}.wasm`),
  bytes: join(root, folder, 'bytes.ts'),
});

/** A module's compiled bytes. */
export async function compile({ folder, name, flags }) {
  const temporary = await mkdtemp(join(tmpdir(), `${name}-`));
  try {
    const out = join(temporary, `${name}.wasm`);
    const source = `${folder}/assembly/${name}.ts`;
    const { error, stderr } = await asc.main([source, '--baseDir', root, '-o', out, ...flags.split(' ')]);
    if (error) throw new Error(stderr.toString());
    return await readFile(out);
  } finally {
    await rm(temporary, { recursive: true });
  }
}

/** The text of the module that carries the bytes. */
export const asModule = (
  { name, constant },
  wasm,
) => `// Written by test/kernel/build.mjs from assembly/${name}.ts.

/** ${name}.wasm in base64. */
export const ${constant} =
  '${wasm.toString('base64')}';
`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const module of modules) {
    const wasm = await compile(module);
    const files = filesOf(module);
    await writeFile(files.wasm, wasm);
    await writeFile(files.bytes, asModule(module, wasm));
    console.log(`${module.name}: ${wasm.length} bytes`);
  }
}
