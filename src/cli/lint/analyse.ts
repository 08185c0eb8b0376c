import { relative } from 'node:path';
import type { Finding } from '../../analysis/finding.ts';
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
  const displayPath = (path: string) => toSlashes(relative(cwd, absolutePath(workspace, path)));
  const at = createPlacer({
    source: (path) => session.sources.get(path),
    displayPath,
    diskLines: (path) => readDiskLines(absolutePath(workspace, path)),
  });
  return {
    findings: read
      .flatMap((path, index) => {
        if (index % PROGRESS_STEP === 0) progress?.(`${index} of ${read.length} files`);
        return findingsOf(session, path, options).map((finding) => place(finding, at));
      })
      .sort(inOrder),
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

function findingsOf(session: Session, path: string, options: LintOptions): readonly Finding[] {
  const { project, sources, unreadable } = session;
  const missing = () =>
    project.wanted(path).filter((wanted) => !sources.has(wanted) && !unreadable.has(wanted));
  for (let wanted = missing(); wanted.length > 0; wanted = missing())
    for (const other of wanted) load(session, other);
  return project.report(path, options).findings;
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
