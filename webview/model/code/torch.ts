import type { Evaluation } from '../evaluation.ts';
import type { Problem } from '../problem.ts';
import { assignment, inDType, pythonValue, resultComment } from './call.ts';
import { inLibraryThere, type There } from './there.ts';

/** Losses without a function in PyTorch, written out. `{x}` is what the loss receives. */
const formulas: Readonly<Record<string, string>> = {
  entropy: 'torch.special.entr({x}).sum(-1)',
  distribution_cross_entropy: '-torch.special.xlogy({target}, {x}).sum(-1)',
  distribution_kl_div:
    '(torch.special.xlogy({target}, {target}) - torch.special.xlogy({target}, {x})).sum(-1)',
  log_cosh_loss: 'torch.log(torch.cosh({x} - {target}))',
};

/** PyTorch code that reproduces the number and its gradient; undefined where PyTorch has no loss that does. */
export function torchCode(evaluation: Evaluation): string | undefined {
  const call = callOf(evaluation);
  if (!call) return undefined;
  const { prediction, raw, setting } = evaluation.problem;
  const tensors = Object.entries(raw).map(([name, tensor]) =>
    assignment(name, inDType(tensor, setting.dtype), 'torch-code'),
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
    setting.reduction === 'none' ? 'print(loss)' : `print(loss.item())  ${resultComment(evaluation.value)}`,
    `print(${prediction.name}.grad)`,
    '',
  ].join('\n');
}

interface Call {
  readonly imports: readonly string[];
  readonly text: string;
}

function callOf(evaluation: Evaluation): Call | undefined {
  const { base, loss, setting, target } = evaluation.problem;
  const formula = formulas[base.id];
  if (formula && loss === base) {
    const elements = formula
      .replaceAll('{x}', activated(evaluation.problem))
      .replaceAll('{target}', target?.name ?? '');
    return { imports: [], text: reduced(elements, setting.reduction) };
  }
  const there = inLibraryThere(evaluation, 'torch') ?? inLibraryThere(evaluation, 'torchvision');
  return there && callThere(there);
}

function callThere({ problem, api, options }: There): Call {
  const { loss, prediction, setting } = problem;
  const inputs = api.order.map((name) => (name === prediction.name ? activated(problem) : name));
  const passed = options.map(([name, value]) => `${name}=${pythonValue(value, 'torch-code')}`);
  const byDefault =
    setting.reduction === (api.reduction ?? loss.reduction) ? [] : [`reduction='${setting.reduction}'`];
  const [module, name] = split(api.name);
  const functional = module === 'torch.nn.functional';
  return {
    imports: [functional ? 'import torch.nn.functional as F' : `from ${module} import ${name}`],
    text: `${functional ? 'F.' : ''}${name}(${[...inputs, ...passed, ...byDefault].join(', ')})`,
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
