import { createProject } from '../../../src/analysis/create.ts';
import type { Edit, Finding, Fix } from '../../../src/analysis/finding.ts';
import type { SourceFile } from '../../../src/analysis/project.ts';
import { loadParser } from '../python/load.ts';

const parser = await loadParser();

export const script = (path: string, text: string): SourceFile => ({ path, cells: [{ index: null, text }] });

/** Every finding in every one of the files, which form one workspace. */
export function lint(files: readonly SourceFile[]): Finding[] {
  const project = createProject(parser);
  project.setKnownPaths(files.map((file) => file.path));
  for (const file of files) project.set(file);
  return files.flatMap((file) => project.report(file.path).findings);
}

/** The text of a single script after the preferred fix of each finding. */
export function fixed(text: string, findings: readonly Finding[]): string {
  return applyFixes(
    text,
    findings.flatMap((finding) => finding.fixes.slice(0, 1)),
  );
}

export function applyFixes(text: string, fixes: readonly Fix[]): string {
  const edits = fixes.flatMap((fix) => fix.edits);
  const fromTheEnd = [...edits].sort((a, b) => b.location.start - a.location.start);
  return fromTheEnd.reduce(
    (result, { location, newText }: Edit) =>
      result.slice(0, location.start) + newText + result.slice(location.end),
    text,
  );
}
