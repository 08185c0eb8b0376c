import type { Arg, BinaryOperator, Expr, Param, Span } from './ast.ts';

/** Python 2's `print x, y` and `exec code` arrive as calls of `print` and `exec`. */
export interface ExprStmt extends Span {
  readonly kind: 'Expr';
  readonly value: Expr;
}

/** `a = b = value` has two targets. */
export interface Assign extends Span {
  readonly kind: 'Assign';
  readonly targets: readonly Expr[];
  readonly value: Expr;
}

export interface AnnAssign extends Span {
  readonly kind: 'AnnAssign';
  readonly target: Expr;
  readonly annotation: Expr;
  readonly value: Expr | null;
}

export interface AugAssign extends Span {
  readonly kind: 'AugAssign';
  readonly target: Expr;
  readonly op: BinaryOperator;
  readonly value: Expr;
}

export interface Return extends Span {
  readonly kind: 'Return';
  readonly value: Expr | null;
}

export interface Delete extends Span {
  readonly kind: 'Delete';
  readonly targets: readonly Expr[];
}

export interface Raise extends Span {
  readonly kind: 'Raise';
  readonly exc: Expr | null;
  readonly cause: Expr | null;
}

export interface Assert extends Span {
  readonly kind: 'Assert';
  readonly test: Expr;
  readonly message: Expr | null;
}

export interface Alias extends Span {
  readonly name: string;
  readonly asname: string | null;
}

export interface Import extends Span {
  readonly kind: 'Import';
  readonly names: readonly Alias[];
}

/** `from ..m import a as b`: `level` 2, `module` 'm'. `import *` is one alias named `*`. */
export interface ImportFrom extends Span {
  readonly kind: 'ImportFrom';
  readonly module: string;
  readonly level: number;
  readonly names: readonly Alias[];
}

export interface ScopeDeclaration extends Span {
  readonly kind: 'Global' | 'Nonlocal';
  readonly names: readonly string[];
}

export interface Marker extends Span {
  readonly kind: 'Pass' | 'Break' | 'Continue';
}

/** `elif` is an `If` in `orelse`. */
export interface If extends Span {
  readonly kind: 'If';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface For extends Span {
  readonly kind: 'For';
  readonly isAsync: boolean;
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface While extends Span {
  readonly kind: 'While';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface WithItem {
  readonly context: Expr;
  readonly target: Expr | null;
}

export interface With extends Span {
  readonly kind: 'With';
  readonly isAsync: boolean;
  readonly items: readonly WithItem[];
  readonly body: readonly Stmt[];
}

export interface ExceptHandler extends Span {
  readonly type: Expr | null;
  readonly name: string | null;
  readonly body: readonly Stmt[];
}

export interface Try extends Span {
  readonly kind: 'Try';
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalbody: readonly Stmt[];
}

export interface FunctionDef extends Span {
  readonly kind: 'FunctionDef';
  readonly isAsync: boolean;
  readonly name: string;
  readonly nameStart: number;
  readonly params: readonly Param[];
  readonly returns: Expr | null;
  readonly decorators: readonly Expr[];
  readonly body: readonly Stmt[];
}

export interface ClassDef extends Span {
  readonly kind: 'ClassDef';
  readonly name: string;
  readonly nameStart: number;
  /** Bases and keywords (`metaclass=…`). */
  readonly args: readonly Arg[];
  readonly decorators: readonly Expr[];
  readonly body: readonly Stmt[];
}

export interface MatchCase extends Span {
  /** A constant, name, sequence or class pattern as the expression it looks like; `_` is the name `_`. */
  readonly pattern: Expr;
  readonly guard: Expr | null;
  readonly body: readonly Stmt[];
}

export interface Match extends Span {
  readonly kind: 'Match';
  readonly subject: Expr;
  readonly cases: readonly MatchCase[];
}

export interface TypeAlias extends Span {
  readonly kind: 'TypeAlias';
  readonly name: string;
}

export type Stmt =
  | ExprStmt
  | Assign
  | AnnAssign
  | AugAssign
  | Return
  | Delete
  | Raise
  | Assert
  | Import
  | ImportFrom
  | ScopeDeclaration
  | Marker
  | If
  | For
  | While
  | With
  | Try
  | FunctionDef
  | ClassDef
  | Match
  | TypeAlias;

/** Where the text is not Python. The statements around it are kept. */
export interface SyntaxProblem extends Span {
  readonly message: string;
}

export interface Module {
  readonly body: readonly Stmt[];
  readonly problems: readonly SyntaxProblem[];
}
