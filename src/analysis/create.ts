import type { PythonParser } from '../python/parser.ts';
import type { FileReport } from './finding.ts';
import type { LintOptions, Project, SourceFile } from './project.ts';
import { rules } from './rules/index.ts';
import { Analysis } from './workspace/analysis.ts';

/** For measurements: run also what no loss can be reached from. */
export interface ProjectOptions {
  readonly everyFile?: boolean;
}

/** Makes an empty project. The parser is shared; everything else is the project's own. */
export function createProject(parser: PythonParser, { everyFile = false }: ProjectOptions = {}): Project {
  const analysis = new Analysis(parser, rules, everyFile);
  return {
    set: (file: SourceFile) => analysis.set(file),
    remove: (path: string) => analysis.remove(path),
    setKnownPaths: (paths: Iterable<string>) => analysis.setKnownPaths(paths),
    wanted: (...paths: readonly string[]) => analysis.wanted(paths),
    report: (path: string, options: LintOptions = {}): FileReport => analysis.report(path, options),
    findings: (paths: Iterable<string>, options: LintOptions = {}) => analysis.findings(paths, options),
  };
}
