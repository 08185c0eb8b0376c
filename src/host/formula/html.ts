import { ACCENTS, FUNCTIONS, IGNORED, SYMBOLS, UPRIGHT } from './symbols.ts';

/**
 * LaTeX as the HTML that a hover may carry (italic letters, `sub`, `sup`): hovers show no MathML. It takes the editor's
 * colours, can be copied and is read aloud. Unknown commands appear by their name; never throws.
 */
export function formulaHtml(latex: string): string {
  const reader = new Reader(tokens(latex));
  let html = '';
  while (!reader.done) {
    html += sequence(reader);
    // A closing brace without an opening one.
    reader.next();
  }
  return html.replace(/ {2,}/g, ' ').trim();
}

const TOKEN = /\\[a-zA-Z]+\*?|\\.|[\s\S]/g;

const tokens = (latex: string): readonly string[] => latex.match(TOKEN) ?? [];

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(list: readonly string[]) {
    this.#tokens = list;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  next(): string {
    return this.#tokens[this.#at++] ?? '';
  }

  skipSpace(): void {
    while (/^\s$/.test(this.peek())) this.#at++;
  }
}

/** Everything up to a closing brace or the end. */
function sequence(reader: Reader, upright = false): string {
  let html = '';
  while (!reader.done && reader.peek() !== '}') html += item(reader, upright);
  return html;
}

/** One argument: a braced group or the next token. */
function argument(reader: Reader, upright = false): string {
  reader.skipSpace();
  if (reader.peek() !== '{') return item(reader, upright);
  reader.next();
  const html = sequence(reader, upright);
  reader.next();
  return html;
}

function item(reader: Reader, upright: boolean): string {
  const token = reader.peek();
  if (token === '{') return argument(reader, upright);
  reader.next();
  if (token === '^') return `<sup>${argument(reader).trim()}</sup>`;
  if (token === '_') return `<sub>${argument(reader).trim()}</sub>`;
  return token.startsWith('\\') && token.length > 1
    ? command(reader, token.slice(1), upright)
    : character(token, upright);
}

function character(token: string, upright: boolean): string {
  if (/^[A-Za-z]$/.test(token) && !upright) return `<i>${token}</i>`;
  if (token === '-') return upright ? '-' : '−';
  if (token === '~' || token === '\n' || token === '&') return ' ';
  return escaped(token);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function command(reader: Reader, name: string, upright: boolean): string {
  if (name === 'frac' || name === 'tfrac' || name === 'dfrac') return fraction(reader);
  if (name === 'sqrt') return `√(${argument(reader)})`;
  if (name === 'begin') return environment(reader);
  if (name === 'end') return dropped(reader);
  if (name === '\\') return '; ';
  const accent = ACCENTS[name];
  if (accent) return accented(argument(reader, upright), accent);
  if (UPRIGHT.has(name.replace('*', ''))) return ` ${argument(reader, true)}`;
  if (FUNCTIONS.has(name)) return ` ${name} `;
  if (IGNORED.has(name)) return delimiter(reader);
  return SYMBOLS[name] ?? (/^[a-zA-Z]/.test(name) ? ` ${name} ` : escaped(spacing(name)));
}

/** `\,`, `\;` and the like are spaces; `\{` is a brace. */
const spacing = (name: string): string => (/^[,;:! ]$/.test(name) ? ' ' : name);

/** `\left.` opens nothing. */
function delimiter(reader: Reader): string {
  if (reader.peek() === '.') reader.next();
  return '';
}

function accented(html: string, mark: string): string {
  return html.replace(/([A-Za-zα-ω])(?![A-Za-zα-ω>])/u, `$1${mark}`);
}

function fraction(reader: Reader): string {
  const [above, below] = [argument(reader).trim(), argument(reader).trim()];
  return `${bracketed(above)} ⁄ ${bracketed(below)}`;
}

/** Brackets around what would be read differently without them. */
function bracketed(html: string): string {
  const text = html.replace(/<sub>.*?<\/sub>|<sup>.*?<\/sup>|<[^>]*>/g, '').trim();
  return /^[\p{L}\p{M}\d.∑|‖]*$/u.test(text) ? html : `(${html})`;
}

/** `cases`: the rows separated by semicolons, a condition after a comma as LaTeX has it. */
function environment(reader: Reader): string {
  argument(reader, true);
  return ' { ';
}

function dropped(reader: Reader): string {
  argument(reader, true);
  return ' } ';
}
