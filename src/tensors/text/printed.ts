import { sizeOf } from '../../core/create.ts';
import type { DType } from '../../core/tensor.ts';
import { ok, type Result } from '../../result.ts';
import type { TextError, TextTensor } from '../literal.ts';
import { errorAt, quoteAt } from './cursor.ts';
import { dtypeFromName } from './dtype.ts';
import { isBlank, type Line, lineFrom, splitWords } from './lines.ts';
import { isNumberText, readNumber } from './number.ts';
import { ellipsisAnywhere, truncatedMessage } from './truncated.ts';
import { addNumber, noValues, tensorOf, type Values } from './values.ts';

const heading = /^\s*(?:Variable containing:|torch_tensor)\s*$/;
const columns = /^\s*Columns? \d+(?:\s*(?:to|through|and|-)\s*\d+)?\s*:?/;
const factor = /^\s*\(?\s*(1(?:\.0+)?e[+-]?\d+|10*\.?0*|0\.0*10*)\s*\*\)?\s*$/i;
// (1,.,.) = is libtorch's and Lua's, ans(:,:,2) = MATLAB's, [:, :, 2] = Julia's.
const slice =
  /^\s*(?:\((\d+(?:,\d+)*),\.,\.\)|(?:[A-Za-z]\w*)?\(:,:((?:,\d+)+)\)|\[:, :((?:, \d+)+)\])\s*=\s*$/;
const julia = /^\s*(?:(\d+)-element|(\d+(?:[×x]\d+)*)) .*?(?:Vector|Matrix|Array)\{(\w+).*:\s*$/;
const libtorch =
  /^\s*\[\s*(?:torch\.)?(?:CPU|CUDA|Variable\[)*(\w+?)(?:Type|Tensor)\]?\s*(?:\{([\d,]*)\}|of size ([\dx]+)|of dimension.*?)\s*.*\]\s*$/;
const matlab =
  /^\s*(?:\d+(?:[×x]\d+)+ )?(single|double|int\d+|uint8|logical)? ?(?:matrix|array|vector|row vector|column vector)?\s*$/;

/** True for the lines that only printed matrices begin with. */
export const startsPrinted = (line: string): boolean =>
  heading.test(line) || columns.test(line) || factor.test(line) || slice.test(line) || julia.test(line);

/** Two-dimensional pieces of a printed array, as they were read. */
interface Sheet {
  rows: { readonly values: Values; readonly line: Line }[];
  /** The row that the next line continues, when columns come in blocks. */
  row: number;
}

interface Printed {
  readonly sheets: Sheet[];
  sliceLast: boolean;
  exponent: number;
  dtype: DType | undefined;
  shape: readonly number[] | undefined;
  form: string;
  end: number;
}

/**
 * A matrix as MATLAB, Julia, libtorch and old PyTorch print it: blocks of columns, a common factor, slices of more
 * dimensions, a footer with the type and size.
 */
export function parsePrinted(text: string, start: number): Result<TextTensor, TextError> {
  const found: Printed = {
    sheets: [],
    sliceLast: true,
    exponent: 0,
    dtype: undefined,
    shape: undefined,
    form: 'matlab',
    end: start,
  };
  for (let at = start; at < text.length; ) {
    const line = lineFrom(text, at);
    const read = isBlank(line) ? 'more' : readLine(line, found);
    if (typeof read === 'object') return read;
    if (read === 'foreign') break;
    if (!isBlank(line)) found.end = line.start + line.text.trimEnd().length;
    at = line.next;
    if (read === 'done') break;
  }
  return assemble(text, found, start);
}

function readLine(line: Line, found: Printed): 'more' | 'done' | 'foreign' | ReturnType<typeof errorAt> {
  const hidden = ellipsisAnywhere.exec(line.text);
  if (hidden && found.form !== 'matlab') {
    return errorAt(
      truncatedMessage(found.form),
      line.start + hidden.index,
      line.start + hidden.index + hidden[0].length,
    );
  }
  const block = columns.exec(line.text)?.[0];
  if (block !== undefined) {
    for (const sheet of found.sheets.slice(-1)) sheet.row = 0;
    const rest = { ...line, text: line.text.slice(block.length), start: line.start + block.length };
    return isBlank(rest) ? 'more' : readLine(rest, found);
  }
  return readHeading(line, found) ?? readRow(line, found);
}

function readHeading(line: Line, found: Printed): 'more' | 'done' | undefined {
  if (heading.test(line.text)) return 'more';
  const scale = factor.exec(line.text)?.[1];
  if (scale !== undefined) {
    found.exponent = Math.round(Math.log10(Number(scale)));
    return 'more';
  }
  const part = slice.exec(line.text);
  if (part) {
    found.sliceLast = part[1] === undefined;
    if (part[1] !== undefined) found.form = 'libtorch';
    found.sheets.push({ rows: [], row: 0 });
    return 'more';
  }
  return readJulia(line, found) ?? readFooter(line, found);
}

function readJulia(line: Line, found: Printed): 'more' | undefined {
  const head = julia.exec(line.text);
  if (!head || found.sheets.length > 0) return undefined;
  found.form = 'julia';
  found.dtype = dtypeFromName(head[3] ?? '');
  found.shape = (head[1] ?? head[2] ?? '').split(/[×x]/).map(Number);
  return 'more';
}

function readFooter(line: Line, found: Printed): 'more' | 'done' | undefined {
  const foot = libtorch.exec(line.text);
  if (foot) {
    found.form = 'libtorch';
    found.dtype = dtypeFromName(`torch.${foot[1] ?? ''}`);
    found.shape = (foot[2] ?? foot[3])?.split(/[,x]/).filter(Boolean).map(Number);
    return 'done';
  }
  const head = found.sheets.length === 0 && matlab.exec(line.text);
  if (!head) return undefined;
  found.dtype = dtypeFromName(
    `torch.${(head[1] ?? '').replace('logical', 'bool').replace('single', 'float')}`,
  );
  return 'more';
}

function readRow(line: Line, found: Printed): 'more' | 'foreign' {
  const words = splitWords(line);
  if (words.length === 0 || !words.every((word) => isNumberText(word.text))) return 'foreign';
  if (found.sheets.length === 0) found.sheets.push({ rows: [], row: 0 });
  const sheet = found.sheets.at(-1);
  if (!sheet) return 'foreign';
  const values = sheet.rows[sheet.row]?.values ?? noValues();
  if (!sheet.rows[sheet.row]) sheet.rows.push({ values, line });
  sheet.row++;
  for (const word of words) addNumber(values, scaled(word.text, found.exponent));
  return 'more';
}

/** Shifts the decimal point in the text, so that 1e+03 * 1.2340 is the double nearest to 1234. */
function scaled(text: string, exponent: number) {
  const token = readNumber(text);
  if (exponent === 0 || !Number.isFinite(token.value)) return token;
  const plain = /e/i.test(text) ? token.value * 10 ** exponent : Number(`${token.value}e${exponent}`);
  return { value: plain, kind: 'float' as const };
}

function assemble(text: string, found: Printed, start: number): Result<TextTensor, TextError> {
  const sheets = found.sheets.filter((sheet) => sheet.rows.length > 0);
  const width = sheets[0]?.rows[0]?.values.numbers.length ?? 0;
  const height = sheets[0]?.rows.length ?? 0;
  const values = noValues();
  for (const [index, row] of sheets.flatMap((sheet) => sheet.rows).entries()) {
    const length = row.values.numbers.length;
    if (length !== width) {
      const message = `The rows are ragged: row ${index + 1} has ${length} values where row 1 has ${width}`;
      return errorAt(message, row.line.start, row.line.start + row.line.text.length);
    }
    for (const value of row.values.numbers) addNumber(values, { value, kind: row.values.kind });
  }
  if (sheets.length === 0)
    return errorAt(`${quoteAt(text, found.end)} where rows of numbers should stand`, found.end);
  const shape = shapeOf(found, sheets.length, height, width);
  if (sizeOf(shape) !== values.numbers.length) {
    return errorAt(
      `${values.numbers.length} numbers do not fill the shape ${shape.join('×')}`,
      start,
      found.end,
    );
  }
  if (sheets.length > 1 && found.sliceLast)
    values.numbers.splice(0, Infinity, ...toSliceLast(values.numbers, height * width));
  return ok({ tensor: tensorOf(values, shape, found.dtype), start, end: found.end, form: found.form });
}

function shapeOf(found: Printed, sheets: number, height: number, width: number): readonly number[] {
  if (found.shape) return found.shape;
  if (sheets > 1) return found.sliceLast ? [height, width, sheets] : [sheets, height, width];
  return height === 1 || width === 1 ? [height * width] : [height, width];
}

function toSliceLast(numbers: readonly number[], sheetSize: number): number[] {
  const sheets = numbers.length / sheetSize;
  return numbers.map((_, i) => numbers[(i % sheets) * sheetSize + Math.floor(i / sheets)] ?? Number.NaN);
}
