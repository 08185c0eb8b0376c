// An esbuild plugin that keeps the panel's bundle small: runs of white space in the text of html`…`, svg`…` and css`…`
// become one space, which is what a browser makes of them anyway. Those beside a block go, as do those beside punctuation in
// css`…`, and comments.
import { readFile } from 'node:fs/promises';

/** A part of a style sheet without what a browser does not need. @param {string} text */
const squeezeCss = (text) =>
  text
    .replace(/\/\*.*?\*\//gs, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replaceAll(';}', '}');

const blocks = '(?:div|h\\d|header|li|main|ol|p|section|table|tbody|td|th|thead|tr|ul)\\b';
const besideBlock = new RegExp(`(?<=</${blocks}>) (?=<)|(?<=>) (?=</?${blocks})`, 'g');

/** Markup without the white space that shows nothing: runs of it, and what lies between a block and another tag. @param {string} text */
const squeezeHtml = (text) => text.replace(/\s+/g, ' ').replace(besideBlock, '');

/** Collapses white space in the literal parts of tagged html, svg and css templates; leaves all other code alone. @param {string} source */
export function squeeze(source) {
  let out = '';
  let at = 0;
  const code = (/** @type {boolean} */ end) => {
    let depth = 0;
    while (at < source.length) {
      const char = source[at];
      if (end && char === '}' && depth-- === 0) return;
      if (char === '{') depth++;
      if (char === '`') template();
      else if (char === "'" || char === '"') string(char);
      else if (source.startsWith('//', at)) copyTo('\n');
      else if (source.startsWith('/*', at)) copyTo('*/');
      else out += source[at++];
    }
  };
  const copyTo = (/** @type {string} */ end) => {
    const found = source.indexOf(end, at + 2);
    const stop = found < 0 ? source.length : found + end.length;
    out += source.slice(at, stop);
    at = stop;
  };
  // A quote in a regular expression is closed by the end of its line.
  const string = (/** @type {string} */ quote) => {
    out += source[at++];
    while (at < source.length && source[at] !== quote && source[at] !== '\n') {
      if (source[at] === '\\') out += source[at++];
      out += source[at++];
    }
    if (source[at] === quote) out += source[at++];
  };
  const template = () => {
    const tag = /\b(?:html|svg|css)$/.exec(out.slice(-6))?.[0];
    out += source[at++];
    let text = '';
    const flush = () => {
      out += tag === 'css' ? squeezeCss(text) : tag ? squeezeHtml(text) : text;
      text = '';
    };
    while (at < source.length && source[at] !== '`') {
      if (source.startsWith('${', at)) {
        flush();
        out += '${';
        at += 2;
        code(true);
        out += source[at++] ?? '';
      } else {
        if (source[at] === '\\') text += source[at++];
        text += source[at++];
      }
    }
    flush();
    out += source[at++] ?? '';
  };
  code(false);
  return out;
}

/** @type {import('esbuild').Plugin} */
export const squeezeTemplates = {
  name: 'squeeze-templates',
  setup(build) {
    build.onLoad({ filter: /[\\/]webview[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: squeeze(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
