import { autogradMessages } from './autograd.ts';
import { binaryMessages } from './binary.ts';
import { callMessages } from './calls.ts';
import { classMessages } from './classes.ts';
import type { MessageEntry } from './entry.ts';
import { kerasMessages } from './keras.ts';
import { layerMessages } from './layers.ts';
import { otherLossMessages } from './regression.ts';
import { tensorMessages } from './tensors.ts';

/** Every message that can be explained; where several fit, the first is the more specific. */
export const messages: readonly MessageEntry[] = [
  ...classMessages,
  ...binaryMessages,
  ...otherLossMessages,
  ...autogradMessages,
  ...tensorMessages,
  ...callMessages,
  ...layerMessages,
  ...kerasMessages,
];
