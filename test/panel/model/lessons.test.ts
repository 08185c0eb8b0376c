import { describe, expect, it } from 'vitest';
import { lessonState } from '../../../src/learn/lesson.ts';
import { lessons } from '../../../src/learn/lessons.ts';
import { linkCompare } from '../../../webview/model/compare.ts';
import { Modeller } from '../../../webview/model/model.ts';
import golden from '../../golden/lessons.json' with { type: 'json' };

/** What PyTorch says, by lesson. */
const truth: Readonly<Record<string, readonly (number | null)[]>> = golden.values;

const modelOf = (lesson: (typeof lessons)[number]) =>
  new Modeller().model(linkCompare(lessonState(lesson), undefined));

describe.each(lessons)('$id', (lesson) => {
  it(`shows ${lesson.value}, as PyTorch does`, () => {
    const { main } = modelOf(lesson);
    const value = truth[lesson.id]?.[0] ?? Number.NaN;
    expect(main.error).toBeNull();
    expect(lesson.value).toBeCloseTo(value, 4);
    expect(main.value).toBeCloseTo(value, 5);
  });
});

describe.each(lessons.filter(({ otherValue }) => otherValue !== undefined))('$id, compared', (lesson) => {
  it('shows its second number', () => {
    const { other } = modelOf(lesson);
    const value = truth[lesson.id]?.[1] ?? Number.NaN;
    expect(other?.error).toBeNull();
    expect(lesson.otherValue).toBeCloseTo(value, 4);
    expect(other?.value).toBeCloseTo(value, 5);
  });
});
