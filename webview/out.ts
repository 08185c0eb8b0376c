import { printTensor } from '../src/tensors/print.ts';
import { codeFor } from './batch/code.ts';
import { kerasCode } from './model/code/keras.ts';
import { optaxCode } from './model/code/optax.ts';
import { torchCode } from './model/code/torch.ts';
import { resultCsv } from './model/csv.ts';
import { base64, pngBase64, svgText } from './out/image.ts';

/**
 * What writes tensors and calls as text, and plots as pictures: a bundle of its own (dist/panel-out.js), which the panel loads when a menu or an
 * editor first asks for it.
 */
export const writers = {
  printTensor,
  torchCode,
  kerasCode,
  optaxCode,
  codeFor,
  resultCsv,
  base64,
  pngBase64,
  svgText,
} as const;

export type Writers = typeof writers;
