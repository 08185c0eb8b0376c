import type { Tensor } from '../core/tensor.ts';
import type { Span } from '../python/ast.ts';
import type { Stmt, SyntaxProblem } from '../python/ast-statements.ts';
import { isLoop } from '../python/walk.ts';
import type { LossRecord } from './context.ts';
import { adviceFor } from './errors/advice.ts';
import { notesFor } from './errors/notes.ts';
import type {
  EvaluatedError,
  EvaluatedValue,
  Evaluation,
  LossCallSite,
  Note,
  Place,
  Printed,
  Stop,
} from './outcome.ts';
import { isSamePlace, joined } from './prints.ts';
import { NotKnown, type Raised } from './signals.ts';
import { isRandom, keep } from './tensor/tensor.ts';
import { repr } from './values/repr.ts';
import { snapshot } from './values/snapshot.ts';
import type { Value } from './values/value.ts';

type Unknown = Evaluation['unknowns'][number];

interface Pending {
  readonly place: Place;
  readonly name: string | null;
  readonly value: Value;
  readonly times: number;
}

interface ComputedLoss {
  readonly place: Place;
  readonly record: LossRecord;
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly random: boolean;
}

interface GivenUp {
  readonly node: Stmt;
  readonly cell: number;
  readonly limit: string;
  readonly since: number;
}

const placeOf = ({ cell, start, end, line }: Place): Place => ({ cell, start, end, line });

const inOrder = <T extends Place>(entries: Iterable<T>): T[] =>
  [...entries].sort((a, b) => a.cell - b.cell || a.start - b.start);

/** After so many runs of a statement its value is only looked at when the loop has ended. */
const eager = 20;

/** Known, but nothing to show. */
const noData: ReadonlySet<Value['kind']> = new Set<Value['kind']>([
  'function',
  'builtin',
  'method',
  'class',
  'instance',
  'super',
  'module',
  'generator',
  'array-generator',
  'iterator',
  'slice',
  'ellipsis',
]);

/** An object that was asked for by its name alone, and knows how it prints. */
function descriptionOf(value: Value): Pick<EvaluatedValue, 'value' | 'text' | 'random'> | undefined {
  if (value.kind !== 'instance' || value.printed === undefined || value.lost !== undefined) return undefined;
  return { value: { kind: 'text', value: value.printed }, text: value.printed, random: false };
}

/** Collects what an evaluation gives, in the order of the text. */
export class Report {
  private cell = 0;
  private readonly values = new Map<string, EvaluatedValue>();
  private readonly unknowns = new Map<string, Unknown>();
  private readonly errors = new Map<string, EvaluatedError>();
  private readonly prints: Printed[] = [];
  private readonly losses = new Map<string, ComputedLoss>();
  private readonly pending = new Map<string, Pending>();
  private readonly stops: Stop[] = [];
  /** Counts what is reported; each value and loss has the number of its last change. */
  private clock = 0;
  private readonly changed = new Map<string, number>();
  private readonly lineStarts: readonly (readonly number[])[];

  constructor(sources: readonly string[]) {
    this.lineStarts = sources.map((text) => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]);
  }

  enter(cell: number): void {
    this.cell = cell;
  }

  private place({ start, end }: Span, cell = this.cell): Place {
    const starts = this.lineStarts[cell] ?? [0];
    let line = 0;
    for (let high = starts.length; line + 1 < high; ) {
      const middle = (line + high) >> 1;
      if ((starts[middle] as number) <= start) line = middle;
      else high = middle;
    }
    return { cell, start, end, line: line + 1 };
  }

  private key(place: Place, name = ''): string {
    return `${place.cell}:${place.start}:${name}`;
  }

  shown(statement: Stmt, name: string | null, value: Value): void {
    const place = this.place(statement);
    const key = this.key(place, name ?? '');
    const times = (this.pending.get(key)?.times ?? this.values.get(key)?.times ?? 0) + 1;
    this.pending.set(key, { place, name, value, times });
    this.changed.set(key, this.clock++);
    if (times <= eager) this.settleOne(key);
  }

  /** Looks at the values that were put off, before the next statement changes them. */
  settle(): void {
    for (const key of [...this.pending.keys()]) this.settleOne(key);
  }

  private settleOne(key: string): void {
    const entry = this.pending.get(key);
    if (!entry) return;
    this.pending.delete(key);
    const { place, name, value, times } = entry;
    const described = name === null ? descriptionOf(value) : undefined;
    if (noData.has(value.kind) && !described) return;
    const reason = value.kind === 'unknown' ? value.reason : undefined;
    const seen = described ?? (reason === undefined ? this.look(value) : undefined);
    if (seen && typeof seen !== 'string') {
      this.values.set(key, { ...place, name, times, ...seen });
      this.unknowns.delete(key);
    } else {
      this.unknowns.set(key, { ...place, name, reason: reason ?? seen ?? 'it cannot be shown' });
      this.values.delete(key);
    }
  }

  /** The value as data and text, or why it cannot be shown. */
  private look(value: Value): Pick<EvaluatedValue, 'value' | 'text' | 'random'> | string {
    try {
      const { shown, random } = snapshot(value);
      return { value: shown, text: repr(value), random };
    } catch (signal) {
      if (signal instanceof NotKnown) return signal.reason;
      throw signal;
    }
  }

  failed(statement: Stmt, error: Raised): void {
    const place = this.place(error.span ?? statement);
    const key = this.key(place);
    if (this.errors.has(key)) return;
    const advice = adviceFor(error.message);
    this.errors.set(key, {
      ...place,
      source: error.library === true ? 'library' : 'python',
      type: error.type,
      message: error.message,
      cause: error.advice.cause ?? advice?.cause ?? null,
      cure: error.advice.cure ?? advice?.cure ?? null,
      statement: this.place(statement),
    });
  }

  /** Text that is not Python: only its statement is passed over. */
  unreadable({ start, end }: SyntaxProblem): void {
    const place = this.place({ start, end });
    const key = this.key(place);
    this.errors.set(key, {
      ...place,
      source: 'python',
      type: 'SyntaxError',
      message: 'this is not Python; the statement is passed over',
      cause: null,
      cure: null,
      statement: place,
    });
  }

  printed(site: Span, text: string, random: boolean): void {
    const printed = { ...this.place(site), text, random };
    const before = this.prints.at(-1);
    if (before && isSamePlace(before, printed)) this.prints.splice(-1, 1, joined(before, printed));
    else this.prints.push(printed);
  }

  /** Only the last call at a place is looked at, when all has been run. */
  lossComputed(site: Span, record: LossRecord): void {
    const place = this.place(site);
    const tensors = Object.fromEntries(
      Object.entries(record.inputs).map(([name, value]) => [name, keep(value)]),
    );
    const key = this.key(place);
    this.changed.set(key, this.clock++);
    this.losses.set(key, {
      place,
      record,
      tensors,
      random: isRandom(...Object.values(record.inputs)),
    });
  }

  private lossCalls(): LossCallSite[] {
    return [...this.losses.values()].map(({ place, record, tensors, random }) => ({
      ...place,
      loss: record.loss,
      api: record.api,
      inputs: tensors,
      outcome: record.outcome,
      random,
    }));
  }

  private notes(): Note[] {
    return [...this.losses.values()].flatMap(({ place, record, tensors }) =>
      notesFor(record, tensors).map((note) => ({ ...place, ...note })),
    );
  }

  now(): number {
    return this.clock;
  }

  /** Takes back what has been shown since then: it comes from the middle of what was given up. Gives the reason. */
  stopped({ node, cell, limit, since }: GivenUp): string {
    const place = this.place(node, cell);
    const message = `the ${isLoop(node) ? 'loop' : 'statement'} of line ${place.line} is given up at the limit of ${limit}`;
    this.stops.push({ ...place, message });
    for (const [key, at] of this.changed) if (at >= since) this.takeBack(key, message);
    return message;
  }

  private takeBack(key: string, reason: string): void {
    this.losses.delete(key);
    const shown = this.pending.get(key) ?? this.values.get(key);
    if (!shown) return;
    const place = 'place' in shown ? shown.place : placeOf(shown);
    this.pending.delete(key);
    this.values.delete(key);
    this.unknowns.set(key, { ...place, name: shown.name, reason });
  }

  finish(): Evaluation {
    this.settle();
    return {
      values: inOrder(this.values.values()),
      errors: inOrder(this.errors.values()),
      prints: this.prints,
      lossCalls: inOrder(this.lossCalls()),
      notes: inOrder(this.notes()),
      unknowns: inOrder(this.unknowns.values()),
      stops: inOrder(this.stops),
    };
  }
}
