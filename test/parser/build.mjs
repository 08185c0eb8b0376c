// Compiles the Python parser to src/python/syntax/parser.wasm: tree-sitter's library, its Python grammar and the C of
// src/python/syntax/native, as one module that the compiler has seen at work (profile-guided). Rarely needed, and by nothing else:
// the result is in the repository. `node test/parser/build.mjs`, with clang of version 16 or later, on Debian
// `apt-get install clang-22 lld-22 llvm-22 libclang-rt-22-dev libclang-rt-22-dev-wasm32 wasi-libc`; CLANG and LLVM_PROFDATA name others.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installed } from '../tools/installed.mjs';
import { inRepo } from '../tools/places.mjs';
import { runOrThrow } from '../tools/processes.mjs';
import { grammarFolder, nativeFolder, recordFile, recordOf, wasmFile } from './record.mjs';

/** The library's sources come with the npm package for Node, whose own binding is not used. */
export const library = { name: 'tree-sitter', version: '0.25.1' };

const { CLANG = 'clang-22', LLVM_PROFDATA = 'llvm-profdata-22' } = process.env;
const native = inRepo(nativeFolder);
const grammar = inRepo(grammarFolder);

/** The library's folder `lib`. */
async function fetchLibrary() {
  const { name, version } = library;
  const folder = await installed(`parser-${name}-${version}`, [`${name}@${version}`]);
  return join(folder, 'node_modules', name, 'vendor', 'tree-sitter', 'lib');
}

/** What every compilation needs. @param {string} lib */
const common = (lib) => [
  ...['-std=c11', '-DNDEBUG', '-D_DEFAULT_SOURCE', '-D_POSIX_C_SOURCE=200112L', '-w'],
  ...['-include', inRepo('test/parser/quiet.h')],
  ...[join(lib, 'src'), join(lib, 'include'), grammar, native].map((folder) => `-I${folder}`),
  join(lib, 'src', 'lib.c'),
  ...['parser.c', 'scanner.c'].map((file) => join(grammar, file)),
  ...['parse.c', 'nodes.c'].map((file) => join(native, file)),
];

/** Parses the fixtures with a program that counts what it does: the profile. @param {string} lib @param {string} folder */
async function train(lib, folder) {
  const [program, raw, profile] = [join(folder, 'train'), join(folder, 'raw'), join(folder, 'profile')];
  await runOrThrow(CLANG, [
    ...['-O2', '-fprofile-instr-generate', ...common(lib), inRepo('test/parser/train.c'), '-o', program],
  ]);
  await runOrThrow(program, await fixtures(), { env: { LLVM_PROFILE_FILE: raw } });
  await runOrThrow(LLVM_PROFDATA, ['merge', raw, '-o', profile]);
  return profile;
}

async function fixtures() {
  const folder = inRepo('test/fixtures');
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.py')).map((name) => join(folder, name));
}

/** @param {string} lib @param {string} profile */
const compile = (lib, profile) =>
  runOrThrow(CLANG, [
    ...['--target=wasm32-wasi', '-mexec-model=reactor', '-O3', '-flto', `-fprofile-instr-use=${profile}`],
    ...common(lib),
    // An overflow of the stack is to trap, not to write over data.
    ...['-Wl,--strip-all', '-Wl,--stack-first', '-Wl,-z,stack-size=1048576', '-Wl,--max-memory=2147483648'],
    ...['-o', inRepo(wasmFile)],
  ]);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = await mkdtemp(join(tmpdir(), 'parser-'));
  try {
    const lib = await fetchLibrary();
    await compile(lib, await train(lib, folder));
    const { stdout } = await runOrThrow(CLANG, ['--version']);
    const by = { compiler: stdout.split('\n')[0], library: `${library.name} ${library.version}` };
    await writeFile(inRepo(recordFile), `${JSON.stringify({ ...by, ...recordOf() }, null, 2)}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
