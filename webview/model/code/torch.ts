import { cast } from '../../../src/core/create.ts';
import { isFloating } from '../../../src/core/dtype.ts';
import type { Tensor } from '../../../src/core/tensor.ts';
import type { Evaluation } from '../evaluation.ts';
import type { Problem } from '../problem.ts';
import { assignment, changedOptions, pythonValue, resultComment } from './call.ts';

/** Losses without a function in PyTorch, written out. `{x}` is what the loss receives. */
const formulas: Readonly<Record<string, string>> = {
  entropy: 'torch.special.entr({x}).sum(-1)',
  distribution_cross_entropy: '-torch.special.xlogy({target}, {x}).sum(-1)',
  distribution_kl_div:
    '(torch.special.xlogy({target}, {target}) - torch.special.xlogy({target}, {x})).sum(-1)',
  log_cosh_loss: 'torch.log(torch.cosh({x} - {target}))',
};

/** PyTorch code that reproduces the number and its gradient; undefined where PyTorch has no such loss. */
export function torchCode({ problem, value }: Evaluation): string | undefined {
  const call = callOf(problem);
  if (!call) return undefined;
  const { prediction, raw, setting } = problem;
  const tensors = Object.entries(raw).map(([name, tensor]) =>
    assignment(name, inDType(tensor, problem), 'torch-code'),
  );
  const reduced = setting.reduction === 'none' ? 'loss.sum()' : 'loss';
  return [
    'import torch',
    ...call.imports,
    '',
    ...tensors,
    `${prediction.name}.requires_grad_()`,
    '',
    `loss = ${call.text}`,
    `${reduced}.backward()`,
    setting.reduction === 'none' ? 'print(loss)' : `print(loss.item())  ${resultComment(value)}`,
    `print(${prediction.name}.grad)`,
    '',
  ].join('\n');
}

const inDType = (tensor: Tensor, { setting }: Problem): Tensor =>
  isFloating(tensor.dtype) ? cast(tensor, setting.dtype) : tensor;

interface Call {
  readonly imports: readonly string[];
  readonly text: string;
}

function callOf(problem: Problem): Call | undefined {
  const { loss, setting } = problem;
  const formula = formulas[problem.base.id];
  const received = activated(problem);
  if (formula) {
    const elements = formula.replaceAll('{x}', received).replaceAll('{target}', problem.target?.name ?? '');
    return { imports: [], text: reduced(elements, setting.reduction) };
  }
  const api = loss.apis.find(
    ({ library, form }) => form === 'function' && (library === 'torch' || library === 'torchvision'),
  );
  if (!api) return undefined;
  const inputs = api.order.map((name) => (name === problem.prediction.name ? received : name));
  const options = changedOptions(problem).map(
    ([name, value]) => `${name}=${pythonValue(value, 'torch-code')}`,
  );
  const byDefault = setting.reduction === loss.reduction ? [] : [`reduction='${setting.reduction}'`];
  const [module, name] = split(api.name);
  const functional = module === 'torch.nn.functional';
  return {
    imports: [functional ? 'import torch.nn.functional as F' : `from ${module} import ${name}`],
    text: `${functional ? 'F.' : ''}${name}(${[...inputs, ...options, ...byDefault].join(', ')})`,
  };
}

const split = (name: string): readonly [string, string] => {
  const at = name.lastIndexOf('.');
  return [name.slice(0, at), name.slice(at + 1)];
};

const reduced = (elements: string, reduction: string): string => {
  if (reduction === 'none') return elements;
  const grouped = elements.startsWith('-') ? `(${elements})` : elements;
  return `${grouped}.${reduction === 'sum' ? 'sum' : 'mean'}()`;
};

/** What the loss receives: the outputs through temperature and activation. */
export function activated({ prediction, activated: { activation, temperature, axis } }: Problem): string {
  const scaled = temperature === 1 ? prediction.name : `${prediction.name} / ${temperature}`;
  if (activation === 'none') return scaled;
  return activation === 'sigmoid'
    ? `torch.sigmoid(${scaled})`
    : `torch.${activation}(${scaled}, dim=${axis})`;
}
