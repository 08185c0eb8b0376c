import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { rules } from '../../../src/analysis/rules/index.ts';
import { root } from '../repo/sources.ts';

const file = path.join(root, 'package.json');

/** The settings of the rules, as they follow from the rules themselves. */
const expected = Object.fromEntries(
  [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, summary, severity }) => [
      id,
      {
        type: 'string',
        enum: ['error', 'warning', 'info', 'hint', 'off'],
        default: severity,
        markdownDescription: summary,
      },
    ]),
);

/** `UPDATE=1` writes them. */
it('package.json offers every rule in the settings, with its severity and summary', () => {
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const setting = manifest.contributes.configuration.properties['lossInspector.rules'];
  if (process.env.UPDATE) {
    setting.properties = expected;
    writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  }
  expect(setting.properties).toEqual(expected);
});
