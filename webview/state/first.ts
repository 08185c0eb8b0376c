import type { State } from '../../src/protocol.ts';
import { tensorState } from './tensor-state.ts';

/**
 * What an empty panel shows: four predictions of three classes, one of them confidently wrong. That one row makes most
 * of the loss, which is the first thing to learn about cross-entropy.
 */
export const firstState: State = {
  version: 1,
  setting: {
    loss: 'cross_entropy',
    library: 'torch',
    reduction: 'mean',
    dtype: 'float32',
    inputs: {
      input: tensorState([3.2, 0.4, -1.1, 1.2, 1.9, -0.3, 3.4, -0.8, 0.2, 0.3, 0.1, 0.6], [4, 3]),
      target: tensorState([0, 1, 2, 2], [4], 'int64'),
    },
    options: {},
  },
  compare: null,
  classNames: ['cat', 'dog', 'bird'],
  source: null,
  rule: null,
  view: { row: 2, column: 2, lesson: 'one-confident-mistake' },
};
