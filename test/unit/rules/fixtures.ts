import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../../../src/analysis/finding.ts';
import type { SourceFile } from '../../../src/analysis/project.ts';
import { readNotebook } from '../../../src/python/notebook.ts';

/** One workspace: a script, a notebook, or a folder of files that import each other. */
export interface Fixture {
  readonly name: string;
  readonly files: readonly SourceFile[];
}

const root = fileURLToPath(new URL('../../fixtures', import.meta.url));

export function loadFixtures(): Fixture[] {
  const single = ['scripts', 'notebooks'].flatMap((kind) =>
    entries(kind).map((name) => ({ name: `${kind}/${name}`, files: [read(join(root, kind), name)] })),
  );
  const packages = entries('packages').map((name) => ({
    name: `packages/${name}`,
    files: filesUnder(join(root, 'packages', name)),
  }));
  return [...single, ...packages];
}

const entries = (kind: string) => readdirSync(join(root, kind)).sort();

function filesUnder(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(py|ipynb)$/.test(path) && statSync(join(folder, path)).isFile())
    .sort()
    .map((path) => read(folder, path));
}

function read(folder: string, path: string): SourceFile {
  const text = readFileSync(join(folder, path), 'utf8');
  if (!path.endsWith('.ipynb')) return { path, cells: [{ index: null, text }] };
  const cells = readNotebook(text);
  if (!cells.ok) throw new Error(`${path}: ${cells.error}`);
  return { path, cells: cells.value };
}

/** `file[cell]:line rule`, one for each id after `# expect:`. */
export function expected({ files }: Fixture): string[] {
  return files.flatMap(({ path, cells }) =>
    cells.flatMap(({ index, text }) =>
      text.split('\n').flatMap((line, i) => {
        const marker = /# expect: ([\w\-, ]+)/.exec(line)?.[1] ?? '';
        return marker
          .split(',')
          .filter((id) => id.trim() !== '')
          .map((id) => `${place(path, index, i + 1)} ${id.trim()}`);
      }),
    ),
  );
}

/** The places after which not even a remark is to be made. */
export function unremarkable({ files }: Fixture): string[] {
  return files.flatMap(({ path, cells }) =>
    cells.flatMap(({ index, text }) =>
      text
        .split('\n')
        .flatMap((line, i) => (/# expect-no-remark/.test(line) ? [place(path, index, i + 1)] : [])),
    ),
  );
}

export function found({ files }: Fixture, findings: readonly Finding[]): string[] {
  return findings.map(({ location: { file, cell, start }, rule }) => {
    const text = files.find(({ path }) => path === file)?.cells.find(({ index }) => index === cell)?.text;
    return `${place(file, cell, (text ?? '').slice(0, start).split('\n').length)} ${rule}`;
  });
}

const place = (path: string, cell: number | null, line: number) =>
  `${path}${cell === null ? '' : `[${cell}]`}:${line}`;
