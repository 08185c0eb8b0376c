import { describe, expect, it } from 'vitest';
import golden from '../../golden/evaluate.json' with { type: 'json' };
import { deviation } from './close.ts';
import { run } from './run.ts';

const header =
  'import math, random\nimport numpy as np\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';

describe(`snippets as PyTorch ${golden.torch} and NumPy ${golden.numpy} run them`, () => {
  it.each(golden.cases)('$name', ({ code, values, output, error }) => {
    // Values as they are at the end, as Python's own scope has them.
    const last = Object.keys(values).map((name) => `final_${name} = ${name}\n`);
    const result = run(header + code + last.join(''));
    expect(result.stops).toEqual([]);
    if (error) {
      expect(result.errors[0]).toMatchObject({ type: error.type, message: error.message });
      return;
    }
    expect(result.errors.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
    const given = new Map(result.values.map(({ name, value, random }) => [name, { value, random }]));
    for (const [name, wanted] of Object.entries(values)) {
      const found = given.get(`final_${name}`);
      expect(deviation(name, wanted, found)).toBe('');
    }
    expect(result.prints.map(({ text }) => text).join('')).toBe(output);
  });
});
