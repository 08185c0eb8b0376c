/** How many numbers a formula spells out before it abbreviates. */
const LISTED = 6;

/** A number as LaTeX, to four decimals or four significant digits, whichever says more. */
export function latex(x: number): string {
  if (Number.isNaN(x)) return String.raw`\mathrm{nan}`;
  if (!Number.isFinite(x)) return x > 0 ? String.raw`\infty` : String.raw`-\infty`;
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return scientific(x);
  return String(Number(size < 1 ? x.toPrecision(4) : x.toFixed(4)));
}

function scientific(x: number): string {
  const [digits = '0', exponent = '0'] = x.toExponential(3).split('e');
  return String.raw`${Number(digits)} \cdot 10^{${Number(exponent)}}`;
}

/** A number as a factor or after a minus sign: parenthesised where its sign would be misread. */
export const grouped = (x: number): string => (x < 0 || Object.is(x, -0) ? `(${latex(x)})` : latex(x));

/**
 * Terms joined by `separator`. A long list keeps its beginning, its end and the term at `keep` (the true class).
 * @param separator `, ` for a list, ` + ` for a sum
 */
export const listed = (terms: readonly string[], separator: string, keep?: number): string =>
  listedOf(terms.length, (i) => terms[i] as string, separator, keep);

/** As {@link listed}, with `term` asked only for those that are kept. */
export function listedOf(
  count: number,
  term: (index: number) => string,
  separator: string,
  keep?: number,
): string {
  if (count <= LISTED) return Array.from({ length: count }, (_, i) => term(i)).join(separator);
  const shown = [0, 1, ...(keep === undefined ? [] : [keep]), count - 1];
  const places = [...new Set(shown)].sort((a, b) => a - b);
  const parts = places.flatMap((place, i) => {
    const gap = i > 0 && place > (places[i - 1] as number) + 1;
    return gap ? [String.raw`\dots`, term(place)] : [term(place)];
  });
  return parts.join(separator);
}

/** `[1, 2, 3]` */
export const vector = (values: ArrayLike<number>, keep?: number): string =>
  String.raw`\left[${listedOf(values.length, (i) => latex(values[i] as number), String.raw`,\; `, keep)}\right]`;
