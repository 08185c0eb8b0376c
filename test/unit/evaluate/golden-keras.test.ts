import { describe, expect, it } from 'vitest';
import golden from '../../golden/evaluate-keras.json' with { type: 'json' };
import { deviation } from './close.ts';
import { run } from './run.ts';

const header = 'import jax\nimport jax.numpy as jnp\nimport keras\nimport numpy as np\nimport optax\n';

describe(`snippets as Keras ${golden.keras}, optax ${golden.optax} and JAX ${golden.jax} run them`, () => {
  it.each(golden.cases)('$name', ({ code, values }) => {
    const last = Object.keys(values).map((name) => `final_${name} = ${name}\n`);
    const result = run(header + code + last.join(''));
    expect(result.errors.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
    expect(result.unknowns.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([]);
    const found = new Map(result.values.map((one) => [one.name, one]));
    for (const [name, wanted] of Object.entries(values))
      expect(deviation(name, wanted, found.get(`final_${name}`))).toBe('');
  });
});
