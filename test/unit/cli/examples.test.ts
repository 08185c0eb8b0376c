import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cli } from './cli.ts';

const examples = fileURLToPath(new URL('../../../media/examples', import.meta.url));

describe('the examples', () => {
  it('contain one mistake each, and tensors.py and model.py none', async () => {
    const { out } = await cli(examples, ['lint', '--format', 'json']);
    const { findings } = JSON.parse(out) as { findings: { file: string; rule: string }[] };
    expect(findings.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      'jax_digits.py probabilities-into-logits-loss',
      'keras_digits.py keras-activation-with-from-logits',
      'spam.ipynb sigmoid-before-bce-with-logits',
      'train.py softmax-before-cross-entropy',
      'tutorial.py softmax-before-cross-entropy',
    ]);
  });
});
