import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { leaveOut, leftOut } from '../../webview/leave-out.mjs';
import { squeeze, squeezeTemplates } from '../../webview/squeeze-templates.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the bundle', () => {
  it('is under 350 kB as it ships, before compression', async () => {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: ['webview/main.ts'],
      bundle: true,
      minify: true,
      legalComments: 'none',
      write: false,
      format: 'esm',
      target: 'es2022',
      charset: 'utf8',
      tsconfig: 'webview/tsconfig.json',
      plugins: [leaveOut, squeezeTemplates],
    });
    expect(outputFiles[0]?.contents.length).toBeLessThan(350_000);
  });
});

describe('what the bundle leaves out', () => {
  it('is the formula, the references and the steps of each definition, whole', () => {
    const source =
      "export const a = defineLoss({\n  id: 'a',\n  formula: String.raw`\\ell`,\n  references: [page('A'), { url: '[]' }],\n  forward,\n  steps: (call) => {\n    return [];\n  },\n});\n";
    expect(leftOut(source)).toBe("export const a = defineLoss({\n  id: 'a',\n  forward,\n});\n");
  });
});

describe('squeezing templates', () => {
  it('touches the text of html, svg and css only', () => {
    const source = `const a = \`x\n   y\`;\nconst b = html\`<p>\n     \${c ? \`in\n  side\` : css\`a {\n  b: c;\n}\`}\n  </p>\`; // it's \`this\``;
    expect(squeeze(source)).toBe(
      `const a = \`x\n   y\`;\nconst b = html\`<p> \${c ? \`in\n  side\` : css\`a{b:c}\`} </p>\`; // it's \`this\``,
    );
  });

  it('drops white space beside a block, and keeps it between words and what stands among them', () => {
    const source = 'const t = html`<div>\n  <span>a</span>\n  <b>c</b>\n</div>\n  <i>d</i> e`;';
    expect(squeeze(source)).toBe('const t = html`<div> <span>a</span> <b>c</b></div><i>d</i> e`;');
  });

  it('is not misled by quotes in regular expressions', () => {
    const source = 'const r = /["\']/;\nconst t = html`a\n  b`;';
    expect(squeeze(source)).toBe('const r = /["\']/;\nconst t = html`a b`;');
  });
});
