import { type Context, positional } from '../context.ts';
import { notKnown } from '../signals.ts';
import { dense, lose, overwrite, shapeOf } from '../tensor/tensor.ts';
import { str } from '../values/make.ts';
import type { InstanceValue, TensorValue, Value } from '../values/value.ts';
import { classAttribute } from './attributes.ts';

/** `target.name = value`. */
export function setAttribute(context: Context, target: Value, name: string, value: Value): void {
  if (target.kind === 'instance') setInstance(context, target, name, value);
  else if (target.kind === 'tensor') setTensorAttribute(target, name, value);
  else if (target.kind === 'class' || target.kind === 'function') target.attributes.set(name, value);
}

function setInstance(context: Context, target: InstanceValue, name: string, value: Value): void {
  const member = classAttribute(target.type, name);
  if (member?.kind === 'function' && member.decoration === 'property') notKnown('a property that is set');
  const custom = classAttribute(target.type, '__setattr__');
  if (custom?.kind === 'function')
    context.call({ kind: 'method', self: target, callee: custom }, positional(str(name), value));
  else target.attributes.set(name, value);
}

function setTensorAttribute(target: TensorValue, name: string, value: Value): void {
  if (name === 'grad') {
    if (value.kind === 'None') target.grad = null;
    else if (value.kind === 'tensor') target.grad = value;
  } else if (name === 'requires_grad' && value.kind === 'bool') target.requiresGrad = value.value;
  else if (name === 'data' && value.kind === 'tensor') setData(target, value);
  else if (name === 'data') lose(target, 'its data was set to something unknown');
}

/** `x.data = y` shows y's numbers from now on; `x.data` of the same shape is written in place so that views follow. */
function setData(target: TensorValue, value: TensorValue): void {
  if (String(shapeOf(target)) === String(shapeOf(value)))
    overwrite(target, dense(value), value.storage.random);
  else {
    target.storage = value.storage;
    target.geometry = value.geometry;
  }
}
