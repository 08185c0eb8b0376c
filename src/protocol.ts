/**
 * The whole contract between the host and the panel. The host owns the state and pushes it whole; the panel is a view of
 * it, computes with `core` by itself, and asks the host for what only the host can do.
 */

import type { Activation } from './core/explore/activation.ts';
import type { SampleOrder } from './core/explore/order.ts';
import type { Link } from './core/explore/scale.ts';
import type { Library, Reduction, Scale } from './core/loss.ts';
import type { DType } from './core/tensor.ts';

/** A tensor as JSON can carry it; NaN and infinities as 'nan', 'inf', '-inf'. */
export interface TensorState {
  readonly data: readonly (number | 'nan' | 'inf' | '-inf')[];
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export type OptionState = number | boolean | string | null | TensorState;

/** Where the tensors came from, so that the panel can lead back there. */
export interface SourceState {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** Everything a panel shows, as plain data: what is saved, restored, shared and tested. */
export interface Setting {
  readonly loss: string;
  readonly library: Library;
  readonly reduction: Reduction;
  readonly dtype: DType;
  /** By the loss's input names. A missing one falls back to the loss's example. */
  readonly inputs: Readonly<Record<string, TensorState>>;
  readonly options: Readonly<Record<string, OptionState>>;
  /** What the model applies to its raw outputs before the loss sees them; the inputs hold the raw outputs. Default 'none'. */
  readonly activation?: Activation;
  /** Raw outputs are divided by it before the activation. Default 1. */
  readonly temperature?: number;
}

/** A tensor too large for the panel: the host's holder has its numbers, which never change. */
export interface HeldTensor {
  readonly handle: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** Where it came from, in words. */
  readonly label: string;
  /** Where it can be read from again after a restart. */
  readonly file: { readonly uri: string; readonly entry: string } | null;
  /** Its numbers, where it came from no file and is small: a target beside a large prediction. */
  readonly values?: TensorState['data'];
}

/** Values that the person changed in a held tensor: by row, by column. */
export type HeldChanges = Readonly<Record<number, Readonly<Record<number, TensorState['data'][number]>>>>;

/** A prediction and its target that are held. The setting's own inputs are empty then. */
export interface BatchState {
  readonly prediction: HeldTensor;
  readonly target: HeldTensor | null;
  readonly changes: { readonly prediction: HeldChanges; readonly target: HeldChanges };
}

export interface State {
  readonly version: 1;
  readonly setting: Setting;
  /** A second setting on the same tensors, when comparing. */
  readonly compare: Setting | null;
  readonly classNames: readonly string[] | null;
  readonly source: SourceState | null;
  /** The tensors, where they are too large for the panel. */
  readonly batch?: BatchState;
  /** A rule this panel demonstrates. */
  readonly rule: string | null;
  /** Which sections are open, units, selected row …: owned by the panel, kept by the host. */
  readonly view: Readonly<Record<string, string | number | boolean | null>>;
}

/** One lesson as the panel shows it: a prepared state and a few sentences. */
export interface LessonCard {
  readonly id: string;
  /** What it belongs to: lessons of one part follow each other. */
  readonly part: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly tries: readonly string[];
  readonly state: State;
}

/** The tensors in a text, in order of appearance, or where and why it has none. */
export type ParsedText =
  | { readonly ok: true; readonly tensors: readonly TensorState[] }
  | { readonly ok: false; readonly message: string; readonly start: number; readonly end: number };

/** A loss to be computed on held tensors: a setting with every default decided. */
export interface BatchQuery {
  readonly batch: BatchState;
  readonly loss: string;
  readonly library: Library;
  readonly reduction: Reduction;
  readonly dtype: DType;
  readonly options: Readonly<Record<string, OptionState>>;
  readonly activation: Activation;
  readonly temperature: number;
  readonly scale: { readonly raw: Scale; readonly link: Link | null };
}

/** The numbers of one row as they are held, without what was changed. */
export interface BatchRow {
  readonly prediction: Float64Array;
  /** One value, or one for each of the prediction. */
  readonly target: Float64Array | null;
}

/** A rectangle of the table. */
export interface BatchArea {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

/** What stands in a rectangle, row by row, with what was changed. */
export interface BatchWindow {
  readonly values: Float64Array;
  readonly probabilities: Float64Array | null;
  /** Of the summed elements: times the summary's `share` it is the reduced loss's. */
  readonly gradient: Float64Array | null;
  /** One value a row, or one a cell. */
  readonly target: Float64Array | null;
  readonly ignored: Uint8Array;
}

/** The loss of the whole, or why the library refuses it. */
export type BatchSummary =
  | {
      readonly ok: true;
      /** The reduced loss; the mean where the reduction is `none`. */
      readonly value: number;
      readonly share: number;
      readonly divisor: number;
      readonly ignored: number;
      /** The largest finite magnitude in the gradient of the reduced loss. */
      readonly steepest: number;
      /** Its length. */
      readonly norm: number;
      /** The row with the largest part of the loss, and that part. */
      readonly worst: { readonly row: number; readonly share: number } | null;
    }
  | { readonly ok: false; readonly message: string; readonly cause?: string; readonly cure?: string };

/** One row of the per-sample table. Gradients are of the reduced loss. */
export interface BatchSample {
  readonly row: number;
  readonly loss: number;
  readonly truth: number;
  readonly gradient: number;
  readonly share: number;
  readonly ignored: boolean;
  readonly target: number | null;
}

/** What the panel may ask of the host. Every member is one message; its return is the reply. */
export interface PanelRequests {
  /** The panel changed the state (an edit, a drag); the host keeps it. */
  stateChanged(state: State): void;
  /** LaTeX → MathML, in order. The panel carries no formula engine. */
  typeset(formulas: readonly { readonly latex: string; readonly display: boolean }[]): readonly string[];
  /** Reads a pasted or typed text in any form that tensors are written or printed in. */
  parse(text: string): ParsedText;
  /** Every lesson, in the order in which one would learn. */
  lessons(request: null): readonly LessonCard[];
  /** One row of a batch, as a loss lays it out. */
  batchRow(request: {
    readonly batch: BatchState;
    readonly loss: string;
    readonly library: Library;
    readonly row: number;
  }): BatchRow;
  /** A part of a batch's table. */
  batchWindow(request: { readonly query: BatchQuery; readonly area: BatchArea }): BatchWindow;
  /** Computes the whole; tells its progress and can be cancelled. Only what was changed since is computed again. */
  batchSummary(query: BatchQuery): BatchSummary;
  /** A part of the per-sample table, sorted. Computed by `batchSummary`. */
  batchSamples(request: {
    readonly query: BatchQuery;
    readonly order: SampleOrder;
    readonly down: boolean;
    readonly from: number;
    readonly end: number;
  }): readonly BatchSample[];
  copy(text: string): void;
  /** Insert at the active editor's cursor. */
  insert(text: string): void;
  /** Offer to save a file. */
  save(file: { readonly name: string; readonly mime: string; readonly base64: string }): void;
  reveal(source: SourceState): void;
  explainRule(rule: string): void;
  showError(message: string): void;
}

export type PanelRequestName = keyof PanelRequests;

/** Panel → host. `id` is unique per panel; the reply carries it. `ready` asks for the first state. */
export type ToHost =
  | { readonly type: 'ready' }
  | {
      [K in PanelRequestName]: {
        readonly type: 'request';
        readonly id: number;
        readonly name: K;
        readonly payload: Parameters<PanelRequests[K]>[0];
      };
    }[PanelRequestName]
  /** The answer to a request is no longer wanted. */
  | { readonly type: 'cancel'; readonly id: number };

/** Host → panel. */
export type ToPanel =
  | { readonly type: 'state'; readonly state: State }
  /** How far a request has got, from 0 to 1. */
  | { readonly type: 'progress'; readonly id: number; readonly done: number }
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly message: string };
