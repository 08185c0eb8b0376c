import { describe, expect, it } from 'vitest';
import { expected, found, loadFixtures, unremarkable } from './fixtures.ts';
import { lint } from './lint.ts';

/** What is only a remark may go unmarked: the fixtures are about what a user has to act on. */
const remarks = new Set(['info', 'hint']);

describe('fixtures', () => {
  it.each(loadFixtures())('$name', (fixture) => {
    const findings = lint(fixture.files);
    const marked = expected(fixture);
    const bare = unremarkable(fixture);
    const toActOn = found(
      fixture,
      findings.filter(({ severity }) => !remarks.has(severity)),
    );
    const remarked = found(
      fixture,
      findings.filter(({ severity }) => remarks.has(severity)),
    ).filter((line) => marked.includes(line) || bare.some((place) => line.startsWith(`${place} `)));
    expect([...new Set([...toActOn, ...remarked])].sort()).toEqual(marked.sort());
  });
});
