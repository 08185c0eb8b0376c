/**
 * A compact syntax tree of Python 3 (and of Python 2's print and exec). Names follow Python's own `ast` module where it
 * has one. Every node carries UTF-16 offsets into the text that was parsed; `end` is exclusive. Parentheses leave no
 * node: `(a)` is `a` with the offsets of `a`.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Name extends Span {
  readonly kind: 'Name';
  readonly id: string;
}

/** `value` of a string is its decoded text; integers beyond 2^53 lose digits. */
export interface Constant extends Span {
  readonly kind: 'Constant';
  readonly type: 'int' | 'float' | 'imaginary' | 'str' | 'bytes' | 'bool' | 'None' | 'Ellipsis';
  readonly value: number | string | boolean | null;
}

/** How an f-string writes an expression: `!r`, `:.4f` (with expressions of its own), and the text of `{x = }`. */
export interface Format {
  readonly conversion: '' | 'r' | 's' | 'a';
  readonly label: string;
  readonly spec: readonly (string | Expr)[];
}

/**
 * An f-string (or a concatenation with one): literal pieces and interpolated expressions in order. `formats` holds one
 * entry for each expression of `parts`.
 */
export interface JoinedStr extends Span {
  readonly kind: 'JoinedStr';
  readonly parts: readonly (string | Expr)[];
  readonly formats: readonly Format[];
}

export type UnaryOperator = '+' | '-' | '~' | 'not';
export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '<<' | '>>' | '|' | '&' | '^';
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'is not';

export interface UnaryOp extends Span {
  readonly kind: 'UnaryOp';
  readonly op: UnaryOperator;
  readonly operand: Expr;
}

export interface BinOp extends Span {
  readonly kind: 'BinOp';
  readonly op: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
}

export interface BoolOp extends Span {
  readonly kind: 'BoolOp';
  readonly op: 'and' | 'or';
  readonly left: Expr;
  readonly right: Expr;
}

/** `a < b <= c`: `ops[i]` stands between `values[i]` and `values[i + 1]`. */
export interface Compare extends Span {
  readonly kind: 'Compare';
  readonly ops: readonly CompareOperator[];
  readonly values: readonly Expr[];
}

/** One argument as written: positional (`name` null), keyword, `*value` or `**value`. */
export interface Arg extends Span {
  readonly kind: 'Arg';
  readonly name: string | null;
  readonly unpack: '' | '*' | '**';
  readonly value: Expr;
}

/** `argsStart`–`argsEnd` is the argument list with its parentheses (equal when the list is missing). */
export interface Call extends Span {
  readonly kind: 'Call';
  readonly func: Expr;
  readonly args: readonly Arg[];
  readonly argsStart: number;
  readonly argsEnd: number;
}

export interface Attribute extends Span {
  readonly kind: 'Attribute';
  readonly value: Expr;
  readonly attr: string;
  readonly attrStart: number;
}

/** Several indices make a `Tuple`, as in Python. */
export interface Subscript extends Span {
  readonly kind: 'Subscript';
  readonly value: Expr;
  readonly index: Expr;
}

export interface Slice extends Span {
  readonly kind: 'Slice';
  readonly lower: Expr | null;
  readonly upper: Expr | null;
  readonly step: Expr | null;
}

export interface Sequence extends Span {
  readonly kind: 'Tuple' | 'List' | 'Set';
  readonly elts: readonly Expr[];
}

/** A null key is `**value`. */
export interface Dict extends Span {
  readonly kind: 'Dict';
  readonly keys: readonly (Expr | null)[];
  readonly values: readonly Expr[];
}

export interface Generator {
  readonly target: Expr;
  readonly iter: Expr;
  readonly ifs: readonly Expr[];
}

export interface Comprehension extends Span {
  readonly kind: 'ListComp' | 'SetComp' | 'GeneratorExp';
  readonly elt: Expr;
  readonly generators: readonly Generator[];
}

export interface DictComp extends Span {
  readonly kind: 'DictComp';
  readonly key: Expr;
  readonly value: Expr;
  readonly generators: readonly Generator[];
}

export interface Param extends Span {
  readonly kind: 'Param';
  readonly name: string;
  /** `*name`, `**name`. */
  readonly unpack: '' | '*' | '**';
  /** How a caller may pass it. */
  readonly passing: 'positional' | 'either' | 'keyword';
  readonly annotation: Expr | null;
  readonly default: Expr | null;
}

export interface Lambda extends Span {
  readonly kind: 'Lambda';
  readonly params: readonly Param[];
  readonly body: Expr;
}

export interface IfExp extends Span {
  readonly kind: 'IfExp';
  readonly test: Expr;
  readonly body: Expr;
  readonly orelse: Expr;
}

export interface Starred extends Span {
  readonly kind: 'Starred';
  readonly value: Expr;
}

export interface Await extends Span {
  readonly kind: 'Await';
  readonly value: Expr;
}

export interface Yield extends Span {
  readonly kind: 'Yield';
  readonly from: boolean;
  readonly value: Expr | null;
}

export interface NamedExpr extends Span {
  readonly kind: 'NamedExpr';
  readonly target: Name;
  readonly value: Expr;
}

/** What could not be read. */
export interface Invalid extends Span {
  readonly kind: 'Invalid';
}

export type Expr =
  | Name
  | Constant
  | JoinedStr
  | UnaryOp
  | BinOp
  | BoolOp
  | Compare
  | Call
  | Attribute
  | Subscript
  | Slice
  | Sequence
  | Dict
  | Comprehension
  | DictComp
  | Lambda
  | IfExp
  | Starred
  | Await
  | Yield
  | NamedExpr
  | Invalid;
