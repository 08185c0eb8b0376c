import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Project } from '../../../src/analysis/project.ts';
import { components } from '../../../src/analysis/workspace/components.ts';
import { fixtureFiles, projectOf } from './workspaces.ts';

const packages = new URL('../../fixtures/packages/', import.meta.url).pathname;

function oneByOne(project: Project, paths: readonly string[]) {
  return paths.map((path) => ({ path, findings: project.report(path).findings }));
}

function atOnce(project: Project, paths: readonly string[]) {
  return [...project.findings(paths)].sort((a, b) => paths.indexOf(a.path) - paths.indexOf(b.path));
}

describe.each(['scripts', ...readdirSync(packages).map((name) => `packages/${name}`)])(
  'the findings in all files of %s',
  (folder) => {
    const files = fixtureFiles(folder);
    const paths = files.map(({ path }) => path);
    const expected = oneByOne(projectOf(files), paths);

    it('are those that are reported file by file, whatever was asked before', () => {
      const project = projectOf(files);
      expect(atOnce(project, paths)).toEqual(expected);
      expect(atOnce(project, paths)).toEqual(expected);
      expect(oneByOne(project, paths)).toEqual(expected);
    });

    it('are those of the whole when only some are asked for', () => {
      const some = paths.filter((_, index) => index % 2 === 0);
      expect(atOnce(projectOf(files), some)).toEqual(expected.filter(({ path }) => some.includes(path)));
    });
  },
);

describe('the components of a graph', () => {
  const graph = fc.array(fc.array(fc.nat(11), { maxLength: 3 }), { minLength: 12, maxLength: 12 });

  /** Every node that arrows lead to, the node itself included. */
  function reached(arrows: readonly number[][], from: number): Set<number> {
    const seen = new Set([from]);
    for (const at of seen) for (const next of arrows[at] ?? []) seen.add(next);
    return seen;
  }

  it('hold the nodes that reach each other, and come before what they lead to', () => {
    fc.assert(
      fc.property(graph, (arrows) => {
        const found = components(
          arrows.map((_, i) => String(i)),
          (node) => (arrows[Number(node)] ?? []).map(String),
        );
        const place = arrows.map((_, i) => found.findIndex((component) => component.includes(String(i))));
        expect(found.flat()).toHaveLength(arrows.length);
        for (const [a] of arrows.entries())
          for (const b of reached(arrows, a)) {
            const mutual = reached(arrows, b).has(a);
            if (mutual) expect(place[a]).toBe(place[b]);
            else expect(place[a]).toBeLessThan(place[b] ?? -1);
          }
      }),
    );
  });

  it('are found along a chain of a hundred thousand', () => {
    const length = 100_000;
    const nodes = Array.from({ length }, (_, i) => String(i));
    const next = (node: string) => (Number(node) + 1 < length ? [String(Number(node) + 1)] : []);
    expect(components(nodes, next)).toHaveLength(length);
  });
});
