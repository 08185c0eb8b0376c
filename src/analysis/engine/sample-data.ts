import { type TensorValue, tensorOf, unknown } from '../value.ts';
import { argument, passed } from './arguments.ts';
import { type Answers, answersIn, type LibraryCall } from './machine.ts';
import { withFields } from './named-tuples.ts';
import type { Value } from './values.ts';

/** (samples, features), and one target a sample. */
const features = tensorOf({ shape: [null, null] });
const classIndices = tensorOf({ scale: 'class-indices', shape: [null], dtype: 'int64', marks: ['label'] });
const amounts = tensorOf({ shape: [null], dtype: 'float64', marks: ['label'] });

const pair = (target: TensorValue): Value => ({ kind: 'tuple', items: [features, target] });

const made =
  (target: TensorValue): LibraryCall =>
  () =>
    pair(target);

/** Several targets a sample are a matrix. */
const regression: LibraryCall = (_machine, _frame, _name, { keywords, open }) =>
  open || keywords.has('n_targets') ? unknown : pair(amounts);

/** `load_iris(return_X_y=True)`, else an object whose fields these are. */
const loaded =
  (target: TensorValue): LibraryCall =>
  (machine, _frame, _name, args, at) => {
    const flag = passed(args, null, 'return_X_y')?.value;
    if (flag?.kind === 'constant' && flag.value === true) return pair(target);
    if (flag !== undefined) return unknown;
    const fields = [
      ['data', features],
      ['target', target],
    ] as const;
    return withFields(machine, fields, machine.newList([{ value: unknown, many: true }]), args, at);
  };

/** `train_test_split(X, y, …)`: two parts of each. */
const split: LibraryCall = (_machine, _frame, _name, { positional, open }) =>
  open
    ? unknown
    : { kind: 'tuple', items: positional.flatMap(({ value }) => [partOf(value), partOf(value)]) };

const partOf = (value: Value): Value =>
  value.kind === 'tensor' ? { ...value, shape: value.shape && [null, ...value.shape.slice(1)] } : unknown;

/** `random_split(data_set, lengths)`: any number of parts of it. */
const splitSet: LibraryCall = (machine, _frame, _name, args) =>
  machine.newList([{ value: argument(args, 0) ?? unknown, many: true }]);

const all = (names: string, call: LibraryCall): Record<string, LibraryCall> =>
  Object.fromEntries(names.split(' ').map((name) => [`sklearn.datasets.${name}`, call]));

/** What fills data sets in examples: scikit-learn's samples, and the parts that a set is cut into. */
export const sampleData: Answers = answersIn({
  ...all(
    'make_classification make_moons make_circles make_blobs make_gaussian_quantiles',
    made(classIndices),
  ),
  'sklearn.datasets.make_regression': regression,
  ...all('load_iris load_digits load_wine load_breast_cancer', loaded(classIndices)),
  ...all('load_diabetes fetch_california_housing load_boston', loaded(amounts)),
  'sklearn.model_selection.train_test_split': split,
  'torch.utils.data.random_split': splitSet,
});
