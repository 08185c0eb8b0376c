import { describe, expect, it } from 'vitest';
import golden from '../../golden/gradient-names.json' with { type: 'json' };
import { run } from './run.ts';

const imports = 'import torch\nimport torch.nn.functional as F\n';

describe(`grad_fn as PyTorch ${golden.torch} prints it`, () => {
  it.each(Object.entries(golden.names))('%s', (expression, name) => {
    const { values } = run(`${imports}${golden.setup}result = ${expression}\n`);
    const text = values.find((value) => value.name === 'result')?.text;
    expect(text).toBeDefined();
    expect(/grad_fn=<([^>]*)>/.exec(text ?? '')?.[1] ?? null).toBe(name);
  });
});
