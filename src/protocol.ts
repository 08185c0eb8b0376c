/**
 * The whole contract between the host and the panel. The host owns the state and pushes it whole; the panel is a view of
 * it, computes with `core` by itself, and asks the host for what only the host can do.
 */

import type { Activation } from './core/explore/activation.ts';
import type { Library, Reduction } from './core/loss.ts';
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

export interface State {
  readonly version: 1;
  readonly setting: Setting;
  /** A second setting on the same tensors, when comparing. */
  readonly compare: Setting | null;
  readonly classNames: readonly string[] | null;
  readonly source: SourceState | null;
  /** A rule this panel demonstrates. */
  readonly rule: string | null;
  /** Which sections are open, units, selected row …: owned by the panel, kept by the host. */
  readonly view: Readonly<Record<string, string | number | boolean | null>>;
}

/** One lesson as the panel shows it: a prepared state and a few sentences. */
export interface LessonCard {
  readonly id: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly tries: readonly string[];
  readonly state: State;
}

/** The tensors in a text, in order of appearance, or where and why it has none. */
export type ParsedText =
  | { readonly ok: true; readonly tensors: readonly TensorState[] }
  | { readonly ok: false; readonly message: string; readonly start: number; readonly end: number };

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
    }[PanelRequestName];

/** Host → panel. */
export type ToPanel =
  | { readonly type: 'state'; readonly state: State }
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly message: string };
