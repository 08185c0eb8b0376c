import { describe, expect, it } from 'vitest';
import { explainError } from '../../../src/evaluate/errors/explain.ts';
import golden from '../../golden/error-texts.json' with { type: 'json' };

describe.each(Object.entries(golden))('the messages of %s', (_, cases) => {
  it.each(cases)('$call', ({ text }) => {
    const found = explainError(text);
    expect(found.length).toBeGreaterThan(0);
    for (const { cause, cure } of found) expect(`${cause} ${cure}`).not.toMatch(/undefined|``|\(\)\(/);
  });
});
