import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { computeLoss } from '../../../src/core/compute.ts';
import { messages } from '../../../src/evaluate/errors/catalogue/messages.ts';
import { exampleCall, exampleImports } from '../../../src/evaluate/errors/example.ts';
import { explainError } from '../../../src/evaluate/errors/explain.ts';
import { errorPage } from '../../../src/evaluate/errors/page.ts';
import golden from '../../golden/error-examples.json' with { type: 'json' };
import { loadParser } from '../python/load.ts';
import { root } from '../repo/sources.ts';
import { run } from './run.ts';

const parser = await loadParser();
const examples = messages.flatMap(({ example }, id) => (example ? [{ id, ...example }] : []));
const codeOf = (given: string, call: string) => (given === '' ? call : `${given}\n${call}`);

/** Where the evaluator says it in the words of a later release, or shorter. */
const rephrased: Readonly<Record<string, RegExp>> = {
  'F.triplet_margin_loss(anchor, positive, negative)':
    /^The anchor, positive, and negative tensors are expected to have the same number of dimensions/,
  'a @ b': /^expected m1 and m2 to have the same dtype/,
  "F.mse_loss(input, target, reduction='none').item()":
    /^a Tensor with 2 elements cannot be converted to Scalar$/,
};
const real = new Map(golden.cases.map(({ name, code, error }) => [name, { code, error }]));

describe(`the examples of error messages, as PyTorch ${golden.torch} sees them`, () => {
  it('are those of the catalogue', () => {
    const text = examples
      .flatMap(({ id, given, bad, good }) => [
        `### ${id} bad\n${codeOf(given, bad)}\n`,
        `### ${id} good\n${codeOf(given, good)}\n`,
      ])
      .join('\n');
    const file = path.join(root, 'test/golden/error-examples.txt');
    if (process.env.UPDATE === '1') writeFileSync(file, text);
    else expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each(examples)('$bad', ({ id, given, bad, good }) => {
    const refused = real.get(`${id} bad`);
    expect(refused?.code).toBe(codeOf(given, bad));
    expect(real.get(`${id} good`)).toEqual({ code: codeOf(given, good), error: null });
    const message = refused?.error?.message ?? '';
    expect(messages.findIndex(({ pattern }) => pattern.test(message))).toBe(id);
    const [own] = run(exampleImports + codeOf(given, bad)).errors;
    const other = rephrased[bad];
    if (other) expect(own?.message).toMatch(other);
    else expect(own).toMatchObject({ type: refused?.error?.type, message });
    const mended = run(exampleImports + codeOf(given, good));
    expect(mended.errors).toEqual([]);
    expect(mended.unknowns).toEqual([]);
  });
});

describe('the page of an error', () => {
  it('tells the argument, the loss, why and what to change', () => {
    const page = errorPage(
      explainError('RuntimeError: 0D or 1D target tensor expected, multi-target not supported'),
      () => 'x.loss-inspector',
    );
    expect(page).toMatch(/^# 0D or 1D target tensor expected, multi-target not supported\n/);
    expect(page).toMatch(/argument `target` of \[`cross_entropy`\]\(https:\S+\), .* or /);
    expect(page).toMatch(/## Why\n\n[^\n]{20,}\n\n## What to change\n\n[^\n]{20,}\n/);
    expect(page).toMatch(
      /F\.cross_entropy\(input, target\) +# refused\nF.cross_entropy\(input, target\.squeeze\(1\)\) +# works/,
    );
    expect(page).toContain('(x.loss-inspector)');
  });

  it('leaves the words of a message as they are', () => {
    const page = errorPage(explainError("shape '[4, 2]' is invalid for input of size 6"), () => undefined);
    expect(page).toContain("# shape '\\[4, 2\\]' is invalid");
    expect(page).not.toContain('loss-inspector');
  });

  it('has a case for the panel that the loss refuses in the same words', () => {
    const shown = examples.flatMap(({ id }) => exampleCall(parser, id) ?? []);
    expect(shown.length).toBeGreaterThan(20);
    const refused = shown.filter(({ loss, inputs, options }) => !computeLoss(loss, { inputs, options }).ok);
    expect(refused.length).toBeGreaterThan(17);
  });
});
