import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/analysis/rules/index.ts';
import { lossById, losses } from '../../../src/core/losses/index.ts';
import { lessonForRule, lessons, lessonsForLoss } from '../../../src/learn/lessons.ts';

/** Mistakes of the program around the loss, or that PyTorch refuses before there is a number. */
const withoutNumbers = [
  'class-axis-not-second',
  'indexing-rows-not-classes',
  'integer-bce-target',
  'loss-called-as-constructor',
  'loss-history-keeps-graph',
];

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

  it('has a demonstration of every mistake that numbers can show', () => {
    const shown = rules.filter((rule) => lessonForRule(rule.id)).map((rule) => rule.id);
    expect([...shown, ...withoutNumbers].toSorted()).toEqual(rules.map((rule) => rule.id).toSorted());
  });

  it('is reached from the hover of a loss or from a rule', () => {
    const byRule = new Set(rules.map((rule) => lessonForRule(rule.id)));
    const byLoss = new Set(losses.flatMap((loss) => lessonsForLoss(loss.id)));
    expect(lessons.filter((one) => !byRule.has(one) && !byLoss.has(one)).map(({ id }) => id)).toEqual([]);
  });
});
