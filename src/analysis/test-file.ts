import type { FindingDraft } from './rule.ts';
import { stepsOf } from './value.ts';

/** Tests write losses out by hand to have something to compare with, and hand layers around. */
export const testFile = /(?:^|\/)(?:tests?\/(?:.*\/)?[^/]*|test_[^/]*|[^/]*_test)\.py$/;

/** Whether what is wrong was made in a test, for code that is none: a model that stands in for one says nothing of that code. */
export function isMadeByTest({ site, path }: FindingDraft): boolean {
  const [first] = stepsOf(path ?? null);
  return first !== undefined && testFile.test(first.site.unit.file) && !testFile.test(site.unit.file);
}
