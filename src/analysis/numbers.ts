/** ln(e + C − 1) − 1: what cross-entropy is at least when it is given numbers in [0, 1] as the logits of C classes. */
export const doubleSoftmaxFloor = (classes: number): number => Math.log(Math.E + classes - 1) - 1;

/** The floor in words, for a known or unknown number of classes. */
export function floorSentence(classes: number | null): string {
  if (classes === null || classes < 2)
    return 'The loss cannot fall below ln(e + C − 1) − 1 for C classes (1.4612 for 10)';
  return `The loss cannot fall below ${doubleSoftmaxFloor(classes).toFixed(4)} with ${classes} classes`;
}

/** What binary cross-entropy is at least when the sigmoid is applied twice. */
export const doubleSigmoidSentence = 'The loss cannot fall below 0.3133 on positives and 0.6931 on negatives';
