import type { Rule } from '../rule.ts';
import { softmaxBeforeCrossEntropy } from './softmax-before-cross-entropy.ts';

/** Every rule, in the order of the catalogue. */
export const rules: readonly Rule[] = [softmaxBeforeCrossEntropy];

export const ruleById = (id: string): Rule | undefined => rules.find((rule) => rule.id === id);
