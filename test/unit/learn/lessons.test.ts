import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/analysis/rules/index.ts';
import { lossById } from '../../../src/core/losses/index.ts';
import { lessonForRule, lessons } from '../../../src/learn/lessons.ts';

const folder = new URL('../../../src/learn/lessons/', import.meta.url);

describe('the list of lessons', () => {
  it('holds every file, under its own name', () => {
    const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
    expect(lessons.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
  });

  it('names only rules and losses that there are', () => {
    const known = new Set(rules.map((rule) => rule.id));
    expect(lessons.flatMap((lesson) => lesson.rules).filter((rule) => !known.has(rule))).toEqual([]);
    expect(lessons.flatMap((lesson) => lesson.losses).filter((loss) => !lossById(loss))).toEqual([]);
  });

  it('has a demonstration for every rule about a wrong scale', () => {
    const scales = rules.filter((rule) => /-before-|-into-/.test(rule.id) && !/argmax|ctc/.test(rule.id));
    expect(scales.map((rule) => rule.id).filter((rule) => !lessonForRule(rule))).toEqual([]);
  });
});
