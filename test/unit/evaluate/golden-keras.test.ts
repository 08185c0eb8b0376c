import { describe, expect, it } from 'vitest';
import keras from '../../golden/evaluate-keras.json' with { type: 'json' };
import tensorflow from '../../golden/evaluate-tensorflow.json' with { type: 'json' };
import { deviation, type Wanted } from './close.ts';
import { run } from './run.ts';

interface Case {
  readonly name: string;
  readonly code: string;
  readonly values: Readonly<Record<string, Wanted>>;
}

const header =
  'import jax\nimport jax.numpy as jnp\nimport keras\nimport numpy as np\nimport optax\nimport tensorflow as tf\n';

function check({ code, values }: Case): void {
  const last = Object.keys(values).map((name) => `final_${name} = ${name}\n`);
  const result = run(header + code + last.join(''));
  expect(result.errors.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  expect(result.unknowns.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([]);
  const found = new Map(result.values.map((one) => [one.name, one]));
  const wrong = Object.entries(values).map(([name, wanted]) =>
    deviation(name, wanted, found.get(`final_${name}`)),
  );
  expect(wrong.filter((text) => text !== '')).toEqual([]);
}

describe(`snippets as Keras ${keras.keras}, optax ${keras.optax} and JAX ${keras.jax} run them`, () => {
  it.each<Case>(keras.cases as unknown as Case[])('$name', check);
});

describe(`snippets as TensorFlow ${tensorflow.tensorflow} runs them`, () => {
  it.each<Case>(tensorflow.cases as unknown as Case[])('$name', check);
});
