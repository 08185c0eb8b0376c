import { Range, type Selection, type TextDocument, type TextEditor } from 'vscode';
import type { Tensor } from '../../core/tensor.ts';
import { fail, ok, type Result } from '../../result.ts';
import { parseTensors } from '../../tensors/parse.ts';

/** A tensor found in a selection; offsets into the document. */
export interface Found {
  readonly tensor: Tensor;
  readonly name: string | undefined;
  /** What the text looked like: 'torch', 'python', 'csv', … */
  readonly form: string;
  readonly start: number;
  readonly end: number;
}

/** Why a selection holds no tensors, and the place to look at. */
export interface Refused {
  readonly message: string;
  readonly range: Range;
}

/** The tensors in all selections of an editor, in the document's order. */
export function gather(
  editor: TextEditor,
  selections: readonly Selection[],
): Result<readonly Found[], Refused> {
  const found: Found[] = [];
  const ordered = [...selections].sort((a, b) => a.start.compareTo(b.start));
  for (const selection of ordered) {
    const tensors = read(editor.document, selection);
    if (!tensors.ok) return tensors;
    found.push(...tensors.value);
  }
  return ok(found);
}

function read(document: TextDocument, range: Range): Result<readonly Found[], Refused> {
  const base = document.offsetAt(range.start);
  const parsed = parseTensors(document.getText(range));
  if (!parsed.ok) {
    const { message, start, end } = parsed.error;
    const place = new Range(document.positionAt(base + start), document.positionAt(base + end));
    return fail({ message, range: place });
  }
  return ok(
    parsed.value.map(({ tensor, name, form, start, end }) => ({
      tensor,
      name,
      form,
      start: base + start,
      end: base + end,
    })),
  );
}
