import { type Cursor, errorAt, peek } from './cursor.ts';

/** Where a printer left numbers out; horizontal, vertical and diagonal. */
const ellipsis = /\.{3}|[…⋮⋱⋯]/y;

export const ellipsisAnywhere = /(?<![.\w])\.{3}(?![.\w])|[…⋮⋱⋯]/;

const torch = 'torch.set_printoptions(profile="full")';
const numpy = 'np.set_printoptions(threshold=sys.maxsize)';
const cures: Readonly<Record<string, string>> = {
  torch,
  libtorch: torch,
  numpy,
  jax: numpy,
  tensorflow: `${numpy}, or tf.print(x, summarize=-1),`,
  pandas: 'pd.set_option("display.max_rows", None, "display.max_columns", None)',
  julia: 'show(IOContext(stdout, :limit => false), "text/plain", A)',
};

/** The message for printed output that was cut short, with the print option that shows it whole. */
export function truncatedMessage(form: string): string {
  const cure = Object.hasOwn(cures, form) ? cures[form] : `${torch} (PyTorch) or ${numpy} (NumPy)`;
  return `The output was shortened when it was printed. Print it whole with ${cure} and copy it again`;
}

/** The error for an ellipsis at the cursor, or undefined where there is none. */
export function truncatedAt(cursor: Cursor, form: string) {
  const match = peek(cursor, ellipsis);
  return match && errorAt(truncatedMessage(form), cursor.pos, cursor.pos + match[0].length);
}
