import type { InputSpec, Inputs, LossDefinition, Options, Reduction, Scale } from '../loss.ts';
import type { Tensor } from '../tensor.ts';

/** What a check looks at: the loss and the tensors as given, also where `computeLoss` refuses them. */
export interface Subject {
  readonly loss: LossDefinition;
  readonly inputs: Inputs;
  readonly options: Options;
  readonly reduction: Reduction;
}

/** What the values reveal. */
export interface Symptom {
  /** The input at fault. */
  readonly input: string;
  /** What is seen, with numbers, in one or two sentences. */
  readonly message: string;
  readonly cure: string;
  /** Flat indices into the input's data, the first few. */
  readonly at?: readonly number[];
  /** Where the rule depends on the loss: instead of the check's own. */
  readonly rule?: string;
}

/** One check; a file each under `health/`, listed in `health/index.ts`. */
export interface HealthCheck {
  /** Also the file's name. */
  readonly id: string;
  /** The linter's rule for the mistake in code; null where values alone can show it. */
  readonly rule: string | null;
  readonly severity: 'error' | 'warning' | 'info';
  readonly summary: string;
  readonly look: (subject: Subject) => Symptom | undefined;
}

/** A symptom with the check that saw it. */
export interface HealthFinding extends Omit<Symptom, 'rule'> {
  readonly check: string;
  readonly rule: string | null;
  readonly severity: HealthCheck['severity'];
}

/** An input of the loss with its declaration. */
export interface Given {
  readonly spec: InputSpec;
  readonly tensor: Tensor;
}

/** The inputs of a role, those that are there. */
export const givenOf = ({ loss, inputs }: Subject, role: InputSpec['role']): readonly Given[] =>
  loss.inputs.flatMap((spec) => {
    const tensor = inputs[spec.name];
    return tensor && spec.role === role ? [{ spec, tensor }] : [];
  });

/** The prediction, if the loss takes it on one of these scales only or first. */
export function predictionOn(subject: Subject, ...scales: readonly Scale[]): Given | undefined {
  return givenOf(subject, 'prediction').find(({ spec }) =>
    spec.accepts.some((scale) => scales.includes(scale)),
  );
}

export const targetOf = (subject: Subject): Given | undefined => givenOf(subject, 'target')[0];
