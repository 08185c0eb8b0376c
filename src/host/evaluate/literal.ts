/** The right-hand side of an assignment, or an expression statement whole. */
const assigned = (code: string): string =>
  /^[\w.[\]'"]+(?:\s*:[^=\n]+)?\s*=(?!=)\s*([\s\S]*)$/.exec(code)?.[1] ?? code;

const NUMBER = /^[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][-+]?\d+)?$/;
const WORD = /^(?:True|False|None)$/;
const STRING = /^[rRbBfFuU]{0,2}(?:'''|"""|['"])/;
const COLLECTION = /^[[({][-+\d\s.,eE_()[\]]*[\])}]$/;

/** True for code whose value can be read off it: numbers, strings, lists of numbers. */
export function isLiteral(code: string): boolean {
  const value = assigned(code).trim();
  return NUMBER.test(value) || WORD.test(value) || STRING.test(value) || COLLECTION.test(value);
}

const CONSTRUCTOR =
  /^[\w.]*\.?(?:tensor|Tensor|FloatTensor|LongTensor|array|asarray|constant|Variable)\(\s*\[[^a-zA-Z]*\]/;

/** True for a tensor whose numbers are written out. */
export const isTensorLiteral = (code: string): boolean => CONSTRUCTOR.test(assigned(code).trim());
