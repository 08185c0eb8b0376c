import { l10n, Range, type Selection, type TextDocument, type TextEditor } from 'vscode';
import type { Tensor } from '../../core/tensor.ts';
import type { LossCallSite } from '../../evaluate/outcome.ts';
import { fail, ok, type Result } from '../../result.ts';
import { parseTensors } from '../../tensors/parse.ts';
import type { Evaluations } from '../evaluate/evaluations.ts';
import { liveProgram, readTensor } from '../values/live.ts';
import { isAnalysed } from '../workspace/source.ts';
import { resultOfCode } from './code.ts';

/** A tensor found in a selection; offsets into the document. */
export interface Found {
  readonly tensor: Tensor;
  readonly name: string | undefined;
  /** What the text looked like: 'torch', 'python', 'csv', … */
  readonly form: string;
  readonly start: number;
  readonly end: number;
}

/** What a person has selected: tensors, or a loss call whose tensors are known. */
export type Gathered =
  | { readonly kind: 'tensors'; readonly found: readonly Found[] }
  | { readonly kind: 'call'; readonly call: LossCallSite; readonly start: number; readonly end: number };

/** Why a selection holds no tensors, and the place to look at. Undefined message: the person gave up. */
export interface Refused {
  readonly message: string | undefined;
  readonly range: Range;
}

/** What is in all selections of an editor, in the document's order. */
export async function gather(
  { document }: TextEditor,
  selections: readonly Selection[],
  evaluations: Evaluations,
): Promise<Result<Gathered, Refused>> {
  const found: Found[] = [];
  const ordered = [...selections].sort((a, b) => a.start.compareTo(b.start));
  for (const selection of ordered) {
    const read = await readSelection(document, selection, evaluations);
    if (!read.ok || read.value.kind === 'call') return read;
    found.push(...read.value.found);
  }
  return ok({ kind: 'tensors', found });
}

/** The same without asking anything of the person or of a running program; undefined where there are no tensors. */
export function gatherQuietly(
  { document, selections }: TextEditor,
  evaluations: Evaluations,
): Gathered | undefined {
  const found: Found[] = [];
  for (const selection of [...selections].sort((a, b) => a.start.compareTo(b.start))) {
    const literal = readLiteral(document, selection);
    const read = literal.ok || !isAnalysed(document) ? literal : readCode(document, selection, evaluations);
    if (!read.ok) return undefined;
    if (read.value.kind === 'call') return read.value;
    found.push(...read.value.found);
  }
  return { kind: 'tensors', found };
}

function readCode(document: TextDocument, range: Range, evaluations: Evaluations): Result<Gathered, Refused> {
  const place = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const code = resultOfCode(document, range, evaluations);
  return code.ok ? ok(placed(code.value, place)) : fail({ message: code.error, range });
}

async function readSelection(
  document: TextDocument,
  range: Range,
  evaluations: Evaluations,
): Promise<Result<Gathered, Refused>> {
  const literal = readLiteral(document, range);
  if (literal.ok || !isAnalysed(document)) return literal;
  const start = document.offsetAt(range.start);
  const place = { start, end: document.offsetAt(range.end) };
  const expression = document.getText(range).trim();
  const live = PLAIN.test(expression) ? await liveProgram(document) : undefined;
  const read = live && (await readTensor(live, expression));
  if (read?.ok)
    return ok({
      kind: 'tensors',
      found: [{ ...place, tensor: read.value.tensor, name: expression, form: 'torch' }],
    });
  if (live && !read) return fail({ message: undefined, range });
  const code = readCode(document, range, evaluations);
  if (code.ok) return code;
  // Numbers with a mistake in them are more likely meant as numbers.
  if (/^[\s[({\d.-]/.test(expression)) return literal;
  return read?.ok === false ? fail({ message: read.error, range }) : code;
}

/** Names, attributes and items: what can be asked for without running anything of the user's. */
const PLAIN = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[(?:-?\d+|'[^']*'|"[^"]*")\])*$/;

interface Extent {
  readonly start: number;
  readonly end: number;
}

type Code = Extract<ReturnType<typeof resultOfCode>, { ok: true }>['value'];

const placed = (code: Code, place: Extent): Gathered =>
  code.kind === 'call'
    ? { ...code, ...place }
    : { kind: 'tensors', found: code.tensors.map((tensor) => ({ ...tensor, ...place, form: 'torch' })) };

function readLiteral(document: TextDocument, range: Range): Result<Gathered, Refused> {
  const base = document.offsetAt(range.start);
  const parsed = parseTensors(document.getText(range));
  if (!parsed.ok) {
    const { message, start, end } = parsed.error;
    const place = new Range(document.positionAt(base + start), document.positionAt(base + end));
    return fail({ message, range: place });
  }
  const found = parsed.value.map(({ tensor, name, form, start, end }) => ({
    tensor,
    name,
    form,
    start: base + start,
    end: base + end,
  }));
  return found.length > 0
    ? ok({ kind: 'tensors', found })
    : fail({ message: l10n.t('There is no tensor in the selection.'), range });
}
