import type { Activation, Mark } from '../value.ts';

/** Where an argument stands: its position (null: keyword only) and its names. */
export type Place = readonly [position: number | null, ...names: string[]];

/**
 * What a library call does to the values it gets, as far as losses care. The operand is the receiver of a method, the
 * input of a layer, else the first argument.
 */
export type Effect =
  /** Applies an activation. `axis`: where the axis is passed. */
  | { readonly does: 'activate'; readonly activation: Activation; readonly axis?: Place }
  /** Applies the activation whose name (or function) is passed. */
  | { readonly does: 'activate-named'; readonly name: Place }
  /** Applies the layer that its constructor was given (`TimeDistributed`). */
  | { readonly does: 'inner'; readonly layer: Place }
  /** Gives the operand back, whatever it is. */
  | { readonly does: 'pass' }
  /** Gives the operand back in another shape; its scale stays. */
  | { readonly does: 'reshape'; readonly how: Reshape }
  /** Cuts the operand into pieces along an axis, the first where none is passed. */
  | { readonly does: 'split'; readonly axis: Place }
  /** Has weights: gives raw scores. `size`: where the number of outputs is passed; `classAxis` when known. */
  | {
      readonly does: 'score';
      readonly size?: Place;
      readonly activation?: Place;
      readonly otherwise?: string;
    }
  /** Has weights and gives several things: the first is features of no known scale. */
  | { readonly does: 'recur' }
  /** Averages neighbours, or everything (`normalises`): scores stay scores, probabilities become something else. */
  | { readonly does: 'pool'; readonly normalises?: true }
  /** Puts values between neighbours: scores and probabilities stay what they are. */
  | { readonly does: 'resize' }
  /** A tensor of which nothing is known. */
  | { readonly does: 'forget'; readonly dtype?: string; readonly marks?: readonly Mark[] }
  /** Multiplies matrices. */
  | { readonly does: 'product' }
  /** Makes a tensor of a size that is passed, of the values that are passed, or like another one. */
  | {
      readonly does: 'create';
      readonly from: 'size' | 'values' | 'like' | 'range' | 'integers';
      readonly zero?: boolean;
    }
  /** Looks rows up in a table: adds an axis of the size passed. */
  | { readonly does: 'embed'; readonly size: Place }
  /** Writes numbers at places: on zeros, makes a one-hot or multi-hot tensor. */
  | { readonly does: 'scatter' }
  | { readonly does: 'log' }
  | { readonly does: 'exp' }
  | { readonly does: 'clamp' }
  | { readonly does: 'reduce'; readonly how: Reduction }
  | { readonly does: 'argmax' }
  /** The largest or smallest value; where an axis is passed, at `position`, with its place. */
  | { readonly does: 'extreme'; readonly position: number }
  | { readonly does: 'round' }
  | { readonly does: 'detach' }
  | { readonly does: 'one-hot'; readonly dtype: string; readonly classes: Place }
  /** Converts to a dtype; null: the one passed. */
  | { readonly does: 'cast'; readonly dtype: string | null }
  /** Joins the tensors of a list. */
  | { readonly does: 'concatenate' }
  /** Wraps a function or module: calling the result calls it. */
  | { readonly does: 'wrap' }
  /** Like `wrap`, for a function that is differentiated. */
  | { readonly does: 'differentiate'; readonly result: 'with-gradient' | 'gradient' }
  /** Makes a model whose output is raw scores. */
  | { readonly does: 'model' }
  /** Makes a container of layers. */
  | { readonly does: 'contain'; readonly how: 'sequence' | 'list' | 'dict' };

export type Reduction = 'sum' | 'mean' | 'norm' | 'other';

export type Reshape =
  | 'keep'
  | 'flatten'
  | 'view'
  | 'squeeze'
  | 'unsqueeze'
  | 'permute'
  | 'transpose'
  /** Takes entries out, so that no axis is left on which all classes are. */
  | 'pick'
  /** The same along an axis, of which the result has as many as before. */
  | 'gather'
  | 'unknown';

export type EffectTable = Readonly<Record<string, Effect>>;

export const pass: Effect = { does: 'pass' };
export const forget: Effect = { does: 'forget' };
/** Vectors of length 1, and their similarities: a tensor of which nothing else is known. */
export const marked = (mark: Mark): Effect => ({ does: 'forget', marks: [mark] });
/** Gives other numbers in the same shape. */
export const normalise: Effect = { does: 'pool', normalises: true };
export const keepShape: Effect = { does: 'reshape', how: 'keep' };
export const reshape = (how: Reshape): Effect => ({ does: 'reshape', how });
export const split = (...axis: Place): Effect => ({ does: 'split', axis });
export const score = (...size: Place): Effect => ({ does: 'score', size });
export const activate = (activation: Activation, position?: number, ...names: string[]): Effect =>
  position === undefined
    ? { does: 'activate', activation }
    : { does: 'activate', activation, axis: [position, ...names] };
export const reduce = (how: Reduction): Effect => ({ does: 'reduce', how });

/** One effect for many names. */
export function all(prefix: string, names: string, effect: Effect): EffectTable {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [prefix + name, effect]),
  );
}
