import { readFileSync } from 'node:fs';
import { createProject, type ProjectOptions } from '../../../src/analysis/create.ts';
import type { Project } from '../../../src/analysis/project.ts';
import { createParser } from '../../../src/python/parser.ts';

export { tuneEngine } from '../../../src/cli/engine.ts';

/** A maker of empty projects; `dist` holds the parser's two WebAssembly files. */
export async function projects(dist: string): Promise<(options?: ProjectOptions) => Project> {
  const parser = await createParser({
    runtime: readFileSync(`${dist}/web-tree-sitter.wasm`),
    grammar: readFileSync(`${dist}/tree-sitter-python.wasm`),
  });
  return (options) => createProject(parser, options);
}
