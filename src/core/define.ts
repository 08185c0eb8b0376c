import type {
  Elements,
  InputSpec,
  LossCall,
  LossDefinition,
  LossError,
  LossVariant,
  ParamSpec,
  Step,
} from './loss.ts';
import type { Tensor } from './tensor.ts';

type OptionOf<P extends ParamSpec> = P extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : P['kind'] extends 'boolean'
    ? boolean
    : P['kind'] extends 'tensor'
      ? Tensor | null
      : number;

/** A validated call whose inputs and options are typed by the loss's own declarations. */
export interface CallOf<I extends readonly InputSpec[], P extends readonly ParamSpec[]>
  extends Omit<LossCall, 'inputs' | 'options'> {
  readonly inputs: { readonly [K in I[number]['name']]: Tensor };
  readonly options: { readonly [Q in P[number] as Q['name']]: OptionOf<Q> };
}

type Computed = 'inputs' | 'params' | 'check' | 'forward' | 'backward' | 'steps';

/** A `LossDefinition` before its names are erased: `call.inputs.target` is a tensor, not "perhaps a tensor". */
export interface LossSpec<I extends readonly InputSpec[], P extends readonly ParamSpec[]>
  extends Omit<LossDefinition, Computed> {
  readonly inputs: I;
  readonly params: P;
  readonly check: (call: CallOf<I, P>) => LossError | undefined;
  readonly forward: (call: CallOf<I, P>) => Elements;
  readonly backward: (call: CallOf<I, P>, upstream: Float64Array) => Readonly<Record<string, Tensor>>;
  readonly steps: (call: CallOf<I, P>, index: number) => readonly Step[];
}

/**
 * Declares a loss. The functions may rely on what `validate` has established: every declared input and option is there,
 * of its declared kind and within its bounds.
 */
export function defineLoss<const I extends readonly InputSpec[], const P extends readonly ParamSpec[]>(
  spec: LossSpec<I, P>,
): LossDefinition {
  // Sound because computeLoss, the only caller, passes calls that `validate` completed from these very declarations.
  return spec as unknown as LossDefinition;
}

/** Declares another library's form of a loss. */
export const defineVariant = <const I extends readonly InputSpec[], const P extends readonly ParamSpec[]>(
  spec: LossSpec<I, P> & Pick<LossVariant, 'library' | 'difference' | 'of'>,
): LossVariant => spec as unknown as LossVariant;
