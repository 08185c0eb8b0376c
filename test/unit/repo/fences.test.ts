import { describe, expect, it } from 'vitest';
import { filesBelow, type Import, importsOf, targetOf, textOf } from './sources.ts';

/** What each folder may import: our own folders and single files, then packages. Type-only imports count. */
const fences: Readonly<Record<string, { ours: readonly string[]; packages: readonly RegExp[] }>> = {
  'src/core': { ours: [], packages: [] },
  'src/tensors': { ours: ['src/core'], packages: [/^fflate$/] },
  'src/python': { ours: [], packages: [] },
  'src/analysis': { ours: ['src/python', 'src/core'], packages: [] },
  'src/evaluate': { ours: ['src/python', 'src/tensors', 'src/core'], packages: [] },
  'src/cli': {
    ours: ['src/core', 'src/tensors', 'src/python', 'src/analysis', 'src/evaluate', 'package.json'],
    packages: [/^node:/, /^sarif$/],
  },
  'src/host': {
    // The panel's prepared states and the form of a state are plain data, shared by both sides.
    ours: ['src', 'package.json', 'webview/state'],
    packages: [/^vscode$/, /^temml$/, /^node:worker_threads$/],
  },
  webview: {
    ours: ['src/core', 'src/tensors', 'src/learn', 'src/protocol.ts'],
    packages: [/^lit($|\/)/, /^@lit\//, /^d3-(array|contour)$/],
  },
  'src/learn': { ours: ['src/core', 'src/protocol.ts'], packages: [] },
  'src/protocol.ts': { ours: ['src/core'], packages: [] },
  'src/result.ts': { ours: [], packages: [] },
  'src/extension.ts': { ours: ['src/host'], packages: [/^vscode$/] },
};

/** What every folder may use. */
const shared = 'src/result.ts';
const pure = ['src/core', 'src/python', 'src/analysis', 'src/evaluate', 'src/tensors'];

const isIn = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);
const typescript = (folder: string): string[] => filesBelow(folder).filter((file) => file.endsWith('.ts'));
const sources = [...typescript('src'), ...typescript('webview')];
const fenceOf = (file: string) => Object.keys(fences).find((place) => isIn(file, place));

function crosses(one: Import): boolean {
  const place = fenceOf(one.from);
  const fence = place === undefined ? undefined : fences[place];
  if (place === undefined || !fence) return true;
  const target = targetOf(one);
  if (target === undefined) return !fence.packages.some((pattern) => pattern.test(one.specifier));
  return ![place, shared, ...fence.ours].some((allowed) => isIn(target, allowed));
}

const shown = ({ from, line, specifier }: Import): string => `${from}:${line} imports ${specifier}`;

describe('the fences between folders', () => {
  const imports = sources.flatMap(importsOf);

  it('every source file lies in a folder with a fence', () => {
    expect(sources.filter((file) => fenceOf(file) === undefined)).toEqual([]);
  });

  it('no import crosses them', () => {
    expect(imports.length).toBeGreaterThan(20);
    expect(imports.filter(crosses).map(shown)).toEqual([]);
  });

  it('relative imports name existing files with their ending', () => {
    const known = new Set(filesBelow('.'));
    const broken = imports.filter((one) => {
      const target = targetOf(one);
      // AssemblyScript's compiler adds the ending itself and takes no other spelling.
      const file = one.from.includes('/assembly/') ? `${target}.ts` : target;
      return file !== undefined && !known.has(file);
    });
    expect(broken.map(shown)).toEqual([]);
  });
});

describe('the pure folders', () => {
  const files = pure.flatMap((folder) => typescript(folder).map((file) => ({ file, text: code(file) })));

  /** The text without comments and without template literals, which carry Python examples. */
  function code(file: string): string {
    return textOf(file)
      .replace(/`(?:\\.|[^`\\])*`/gs, '``')
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  }

  it.each([
    ['no input or output', /\b(console|process|globalThis|document|window)\.\w|\bfetch\(|\bXMLHttpRequest\b/],
    [
      'no clock and no chance',
      /\bDate\.now\b|\bnew Date\b|\bperformance\.now\b|\bMath\.random\b|\bsetTimeout\b/,
    ],
    ['no mutable module state', /^(export )?(let|var)\s/m],
    ['no exception meant for the caller', /^\s*throw new (Type|Range|Syntax)?Error\b/m],
  ])('%s', (_, pattern) => {
    expect(files.filter(({ text }) => pattern.test(text)).map(({ file }) => file)).toEqual([]);
  });
});

describe('the whole source', () => {
  it('has no default export', () => {
    expect(sources.filter((file) => /^export default\b/m.test(textOf(file)))).toEqual([]);
  });

  it('has no barrel: an index.ts is a list of one kind of thing, and nothing re-exports whole files', () => {
    const isList = (file: string) =>
      /^export const \w+(: readonly [^=]*| )= (\[|Object\.freeze\(\[)/m.test(textOf(file));
    const barrels = sources.filter((file) => file.endsWith('/index.ts') && !isList(file));
    expect([...barrels, ...sources.filter((file) => /^export \* from/m.test(textOf(file)))]).toEqual([]);
  });
});
