import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createProject, type ProjectOptions } from '../../../src/analysis/create.ts';
import type { Project, SourceFile } from '../../../src/analysis/project.ts';
import { loadParser } from '../python/load.ts';

const parser = await loadParser();

const fixtures = new URL('../../fixtures/', import.meta.url).pathname;

export const file = (path: string, text: string): SourceFile => ({ path, cells: [{ index: null, text }] });

/** The Python files of a folder under `test/fixtures`. */
export function fixtureFiles(folder: string): SourceFile[] {
  const root = join(fixtures, folder);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((name) => file(relative(root, join(root, name)), readFileSync(join(root, name), 'utf8')));
}

export function projectOf(files: readonly SourceFile[], options: ProjectOptions = {}): Project {
  const project = createProject(parser, options);
  project.setKnownPaths(files.map(({ path }) => path));
  for (const source of files) project.set(source);
  return project;
}

/** Rule and line of every finding of a file. */
export function findingsOf(project: Project, path: string, text: string): string[] {
  return project
    .report(path)
    .findings.map(({ rule, location }) => `${text.slice(0, location.start).split('\n').length} ${rule}`);
}

/** Everything a project says of each file, as plain text to compare. */
export function everything(project: Project, files: readonly SourceFile[]): string {
  return JSON.stringify(files.map(({ path }) => project.report(path)));
}
