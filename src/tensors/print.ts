import type { Tensor } from '../core/tensor.ts';
import { delimited, jsonText, numpyCode, torchCode } from './print/literal.ts';
import { numpyRepr } from './print/numpy.ts';
import { torchRepr } from './print/torch.ts';

/** The forms a tensor is copied and exported in. */
export type PrintForm = 'torch' | 'torch-code' | 'numpy' | 'numpy-code' | 'json' | 'csv' | 'tsv';

const whole = { precision: 'full', threshold: Number.POSITIVE_INFINITY } as const;

const printers: Readonly<Record<PrintForm, (tensor: Tensor) => string>> = {
  torch: (tensor) => torchRepr(tensor, whole),
  'torch-code': torchCode,
  numpy: (tensor) => numpyRepr(tensor, whole),
  'numpy-code': numpyCode,
  json: jsonText,
  csv: (tensor) => delimited(tensor, ','),
  tsv: (tensor) => delimited(tensor, '\t'),
};

export const printForms = Object.keys(printers) as readonly PrintForm[];

/**
 * The whole tensor in a form that `parseTensors` reads back to the same values (and, for the Python forms, dtype and
 * shape). For PyTorch's and NumPy's own short printouts see `print/torch.ts` and `print/numpy.ts`.
 */
export const printTensor = (tensor: Tensor, form: PrintForm): string => printers[form](tensor);
