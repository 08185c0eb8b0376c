import { readFileSync } from 'node:fs';
import { createProject, type ProjectOptions } from '../../../src/analysis/create.ts';
import type { Project } from '../../../src/analysis/project.ts';
import { createParser } from '../../../src/python/parser.ts';

export { tuneEngine } from '../../../src/cli/engine.ts';

/** A maker of empty projects; `dist` holds the parser's WebAssembly file. */
export async function projects(dist: string): Promise<(options?: ProjectOptions) => Project> {
  const parser = await createParser(readFileSync(`${dist}/parser.wasm`));
  return (options) => createProject(parser, options);
}
