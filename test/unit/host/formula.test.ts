import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { losses } from '../../../src/core/losses/index.ts';
import { formulaHtml } from '../../../src/host/formula/html.ts';

describe('formulaHtml', () => {
  const examples: readonly (readonly [string, string])[] = [
    [String.raw`\ell = -\log p_y`, 'ℓ = − log <i>p</i><sub><i>y</i></sub>'],
    [
      String.raw`\frac{1}{N} \sum_n x_n^2`,
      '1 ⁄ <i>N</i> ∑<sub><i>n</i></sub> <i>x</i><sub><i>n</i></sub><sup>2</sup>',
    ],
    [String.raw`\frac{a + b}{2}`, '(<i>a</i> + <i>b</i>) ⁄ 2'],
    [String.raw`\hat{y}`, '<i>y\u0302</i>'],
    [String.raw`a < b`, '<i>a</i> &lt; <i>b</i>'],
    [String.raw`\left[ x \right]`, '[ <i>x</i> ]'],
    [String.raw`\max(0, x)`, 'max (0, <i>x</i>)'],
    [String.raw`e^{-x}`, '<i>e</i><sup>−<i>x</i></sup>'],
    [String.raw`\mathrm{KL}(P)`, 'KL(<i>P</i>)'],
    [String.raw`\sqrt{x}`, '√(<i>x</i>)'],
  ];
  it.each(examples)('%s', (latex, html) => {
    expect(formulaHtml(latex)).toBe(html);
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof formulaHtml(text) === 'string'));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('\\frac', '{', '}', '^', '_', '\\left', 'x', '\\begin', '\\hat', ' ')),
        (parts) => {
          expect(formulaHtml(parts.join(''))).not.toContain('\\');
        },
      ),
    );
  });
});

describe.each(losses.map((loss) => [loss.id, loss] as const))('%s', (_id, loss) => {
  test('its formula needs no LaTeX to be read', () => {
    expect(formulaHtml(loss.formula)).not.toMatch(/[\\^_]/);
  });
});
