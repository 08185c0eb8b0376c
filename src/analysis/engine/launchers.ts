import { unknown } from '../value.ts';
import { type CallArguments, passed } from './arguments.ts';
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

/** `amp.initialize(model, optimizer)` of apex, `deepspeed.initialize(model=…)`; undefined for any other name. */
export function launcherCall(name: string, args: CallArguments): Value | undefined {
  if (name === 'apex.amp.initialize') {
    const models = passed(args, 0, 'models');
    const optimizers = passed(args, 1, 'optimizers');
    if (models === undefined) return unknown;
    return optimizers === undefined
      ? models.value
      : { kind: 'tuple', items: [models.value, optimizers.value] };
  }
  if (name !== 'deepspeed.initialize') return undefined;
  const engine = passed(args, 1, 'model')?.value ?? unknown;
  return { kind: 'tuple', items: [engine, unknown, unknown, unknown] };
}

function givenBack({ positional, open }: CallArguments): Value {
  const [only, ...others] = positional.map(({ value }) => value);
  if (only === undefined || open) return unknown;
  return others.length === 0 ? only : { kind: 'tuple', items: [only, ...others] };
}
