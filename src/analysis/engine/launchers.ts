import { unknown } from '../value.ts';
import { type CallArguments, passed } from './arguments.ts';
import { answersIn } from './machine.ts';
import type { ObjectValue, Value } from './values.ts';

/** Methods that prepare models, optimizers and loaders for a device and give them back, in the order given. */
const preparing: readonly (readonly [object: RegExp, method: RegExp])[] = [
  [/^accelerate\.Accelerator$/, /^prepare(?:_model)?$/],
  [/^lightning(?:[._]fabric)?\.Fabric$/, /^setup(?:_module)?$/],
];

/** `model, optimizer = accelerator.prepare(model, optimizer)`; undefined for any other method. */
export function launched({ name }: ObjectValue, method: string, args: CallArguments): Value | undefined {
  const prepares = preparing.some(([object, known]) => object.test(name) && known.test(method));
  return prepares ? givenBack(args) : undefined;
}

/** `amp.initialize(model, optimizer)` of apex, `deepspeed.initialize(model=…)`. */
export const launcherCall = answersIn({
  'apex.amp.initialize': (_machine, _frame, _name, args) => {
    const models = passed(args, 0, 'models')?.value ?? unknown;
    const optimizers = passed(args, 1, 'optimizers');
    return optimizers === undefined ? models : { kind: 'tuple', items: [models, optimizers.value] };
  },
  'deepspeed.initialize': (_machine, _frame, _name, args) => {
    const engine = passed(args, 1, 'model')?.value ?? unknown;
    return { kind: 'tuple', items: [engine, unknown, unknown, unknown] };
  },
});

function givenBack({ positional, open }: CallArguments): Value {
  const [only, ...others] = positional.map(({ value }) => value);
  if (only === undefined || open) return unknown;
  return others.length === 0 ? only : { kind: 'tuple', items: [only, ...others] };
}
