import { describe, expect, it } from 'vitest';
import { lessonState } from '../../../src/learn/lesson.ts';
import { lessons } from '../../../src/learn/lessons.ts';
import { linkCompare } from '../../../webview/model/compare.ts';
import { Modeller } from '../../../webview/model/model.ts';
import golden from '../../golden/lessons.json' with { type: 'json' };

/** What PyTorch says, by lesson. */
const truth: Readonly<Record<string, readonly (number | null)[]>> = golden.values;

describe.each(lessons)('$id', (lesson) => {
  const model = new Modeller().model(linkCompare(lessonState(lesson), undefined));

  const [value, otherValue] = truth[lesson.id] ?? [];

  it(`shows ${lesson.value}, as PyTorch does`, () => {
    expect(model.main.error).toBeNull();
    expect(lesson.value).toBeCloseTo(value ?? Number.NaN, 4);
    expect(model.main.value).toBeCloseTo(value ?? Number.NaN, 5);
  });

  it.runIf(lesson.otherValue !== undefined)('shows its second number', () => {
    expect(model.other?.error).toBeNull();
    expect(lesson.otherValue).toBeCloseTo(otherValue ?? Number.NaN, 4);
    expect(model.other?.value).toBeCloseTo(otherValue ?? Number.NaN, 5);
  });
});
