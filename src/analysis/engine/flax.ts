import type { Answers, LibraryCall } from './machine.ts';
import type { ObjectValue } from './values.ts';

const state = 'flax.training.train_state.TrainState';

/**
 * flax: `TrainState.create(apply_fn=model.apply, params=…, tx=…)` holds what it is given, so that `state.apply_fn(…)` calls
 * the model. Also of a class of the workspace that adds to it.
 */
export const trainState: Answers = (name) =>
  name === state || name === `${state}.create` ? makeState : undefined;

const makeState: LibraryCall = (machine, _frame, _name, args, at) => {
  const attributes = [...args.keywords].map(
    ([key, { value }]) => [key, machine.store.cell(value, true)] as const,
  );
  return { kind: 'object', name: state, args, at, items: null, attributes: new Map(attributes) };
};

/** The state after an update: what it calls is the same. */
export const trainStateMethod = (object: ObjectValue, name: string): ObjectValue | undefined =>
  object.name === state && (name === 'apply_gradients' || name === 'replace') ? object : undefined;
