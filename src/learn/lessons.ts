import type { Lesson } from './lesson.ts';

import { argumentsSwapped } from './lessons/arguments-swapped.ts';
import { bceOnLogits } from './lessons/bce-on-logits.ts';
import { binaryBranches } from './lessons/binary-branches.ts';
import { binaryOverClasses } from './lessons/binary-over-classes.ts';
import { classWeights } from './lessons/class-weights.ts';
import { ctcWantsLogProbabilities } from './lessons/ctc-wants-log-probabilities.ts';
import { entropyOfLabels } from './lessons/entropy-of-labels.ts';
import { focal } from './lessons/focal.ts';
import { gradientIsDifference } from './lessons/gradient-is-difference.ts';
import { hingeSigns } from './lessons/hinge-signs.ts';
import { klReduction } from './lessons/kl-reduction.ts';
import { labelSmoothing } from './lessons/label-smoothing.ts';
import { logProbabilitiesForNll } from './lessons/log-probabilities-for-nll.ts';
import { mnistLoss } from './lessons/mnist-loss.ts';
import { oneConfidentMistake } from './lessons/one-confident-mistake.ts';
import { oneSampleOfFourClasses } from './lessons/one-sample-of-four-classes.ts';
import { probabilitiesAsLogits } from './lessons/probabilities-as-logits.ts';
import { rawScoresForNll } from './lessons/raw-scores-for-nll.ts';
import { reluOnScores } from './lessons/relu-on-scores.ts';
import { shapesThatBroadcast } from './lessons/shapes-that-broadcast.ts';
import { sigmoidTwice } from './lessons/sigmoid-twice.ts';
import { singleLogit } from './lessons/single-logit.ts';
import { softmaxOrSigmoid } from './lessons/softmax-or-sigmoid.ts';
import { softmaxOutput } from './lessons/softmax-output.ts';
import { softmaxOverBatch } from './lessons/softmax-over-batch.ts';
import { softmaxTwice } from './lessons/softmax-twice.ts';
import { squaredErrorForClasses } from './lessons/squared-error-for-classes.ts';
import { sumOrMean } from './lessons/sum-or-mean.ts';
import { surprise } from './lessons/surprise.ts';
import { temperature } from './lessons/temperature.ts';
import { whyLogits } from './lessons/why-logits.ts';

interface Part {
  readonly name: string;
  readonly lessons: readonly Lesson[];
}

/** Every lesson, in the order in which one would learn. */
export const parts: readonly Part[] = [
  {
    name: 'What the number means',
    lessons: [
      oneConfidentMistake,
      surprise,
      softmaxOutput,
      gradientIsDifference,
      binaryBranches,
      binaryOverClasses,
      bceOnLogits,
      logProbabilitiesForNll,
      entropyOfLabels,
    ],
  },
  {
    name: 'Which loss, and how',
    lessons: [
      whyLogits,
      temperature,
      softmaxOrSigmoid,
      squaredErrorForClasses,
      mnistLoss,
      labelSmoothing,
      classWeights,
      focal,
    ],
  },
  {
    name: 'Mistakes and what they do',
    lessons: [
      softmaxTwice,
      reluOnScores,
      probabilitiesAsLogits,
      sigmoidTwice,
      rawScoresForNll,
      klReduction,
      sumOrMean,
      softmaxOverBatch,
      argumentsSwapped,
      shapesThatBroadcast,
      oneSampleOfFourClasses,
      singleLogit,
      hingeSigns,
      ctcWantsLogProbabilities,
    ],
  },
];

export const lessons: readonly Lesson[] = parts.flatMap((part) => part.lessons);

export const lessonById = (id: string): Lesson | undefined => lessons.find((lesson) => lesson.id === id);

/** The demonstration of a rule's mistake. */
export const lessonForRule = (rule: string): Lesson | undefined =>
  lessons.find((lesson) => lesson.rules.includes(rule));

/** The lessons that explain a loss. */
export const lessonsForLoss = (loss: string): readonly Lesson[] =>
  lessons.filter((lesson) => lesson.losses.includes(loss));
