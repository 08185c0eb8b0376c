import { relative } from 'node:path';
import type { LintOptions, Project, SourceFile } from '../../analysis/project.ts';
import type { Io } from '../io.ts';
import { toSlashes } from '../paths.ts';
import { createPlacer } from './positions.ts';
import { type LintReport, type PlacedFinding, place } from './report.ts';
import { readDiskLines, readSource } from './sources.ts';
import { absolutePath, type Workspace } from './workspace.ts';

/** After how many files the progress is shown anew. */
const PROGRESS_STEP = 20;

/** A project with the files of one workspace as they are read, once each. */
interface Session {
  readonly project: Project;
  readonly workspace: Workspace;
  readonly sources: Map<string, SourceFile>;
  readonly unreadable: Map<string, string>;
}

/**
 * Lints the targets of a workspace: all their texts are given to the project first, because a file's findings depend
 * on who calls it; files around them are read only when the project wants them.
 */
export function analyse(
  project: Project,
  workspace: Workspace,
  options: LintOptions,
  { cwd, progress }: Pick<Io, 'cwd' | 'progress'>,
): LintReport {
  const session: Session = { project, workspace, sources: new Map(), unreadable: new Map() };
  project.setKnownPaths(workspace.known);
  for (const path of workspace.targets) load(session, path);
  const read = workspace.targets.filter((path) => session.sources.has(path));
  loadWanted(session, read);
  const displayPath = (path: string) => toSlashes(relative(cwd, absolutePath(workspace, path)));
  const at = createPlacer({
    source: (path) => session.sources.get(path),
    displayPath,
    diskLines: (path) => readDiskLines(absolutePath(workspace, path)),
  });
  const findings: PlacedFinding[] = [];
  let done = 0;
  for (const file of project.findings(read, options)) {
    if (done++ % PROGRESS_STEP === 0) progress?.(`${done} of ${read.length} files`);
    findings.push(...file.findings.map((finding) => place(finding, at)));
  }
  return {
    findings: findings.sort(inOrder),
    files: read.length,
    unreadable: [...session.unreadable].map(([path, message]) => ({
      file: displayPath(path),
      message,
      named: workspace.named.has(path),
    })),
  };
}

function load({ project, workspace, sources, unreadable }: Session, path: string): void {
  const source = readSource(absolutePath(workspace, path), path);
  if (!source.ok) {
    unreadable.set(path, source.error);
    return;
  }
  sources.set(path, source.value);
  project.set(source.value);
}

/** Reads the files around the targets that they import. */
function loadWanted(session: Session, paths: readonly string[]): void {
  const { project, sources, unreadable } = session;
  const missing = () =>
    project.wanted(...paths).filter((path) => !sources.has(path) && !unreadable.has(path));
  for (let wanted = missing(); wanted.length > 0; wanted = missing())
    for (const path of wanted) load(session, path);
}

function inOrder(a: PlacedFinding, b: PlacedFinding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (
    (a.cell ?? 0) - (b.cell ?? 0) || a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : 1)
  );
}

/** The reports of several workspaces as one. */
export function mergeReports(reports: readonly LintReport[]): LintReport {
  return {
    findings: reports.flatMap(({ findings }) => findings),
    files: reports.reduce((sum, { files }) => sum + files, 0),
    unreadable: reports.flatMap(({ unreadable }) => unreadable),
  };
}
