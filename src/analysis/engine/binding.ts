import type { Param } from '../../python/ast.ts';
import { type LossApi, lossApi } from '../library/losses.ts';
import type { CallArguments } from './arguments.ts';
import { methodOf } from './classes.ts';
import type { Machine } from './machine.ts';
import { entryPoints, type FunctionValue, type Value } from './values.ts';

/** False when calling `callee` with these arguments raises a TypeError, so that it cannot be what is called. */
export function canBind(machine: Machine, callee: Value, args: CallArguments): boolean {
  switch (callee.kind) {
    case 'function':
      return bindsTo(callee, 0, args);
    case 'method':
      return bindsTo(callee.func, 1, args);
    case 'instance': {
      const found = entryPoints.map((name) => methodOf(machine, callee, name));
      const method = found.find((value) => value !== undefined);
      return method === undefined || method.kind === 'instance' || canBind(machine, method, args);
    }
    case 'object': {
      const api = lossApi(callee.name);
      return api === undefined || takes(api, args);
    }
    default:
      return true;
  }
}

/** PyTorch's criteria take their tensors and nothing else; Keras's take `sample_weight` too. */
export function takes(api: LossApi, args: CallArguments): boolean {
  if (args.open || api.form !== 'class' || api.library !== 'torch') return true;
  const given = args.positional.length + args.keywords.size;
  return given <= api.parameters.length && given >= Math.min(2, api.parameters.length);
}

function bindsTo({ def }: FunctionValue, bound: number, args: CallArguments): boolean {
  if (args.open) return true;
  const params = def.params.slice(bound).filter(({ name }) => name !== '');
  const places = params.filter(({ unpack, passing }) => unpack === '' && passing !== 'keyword');
  if (args.positional.length > places.length && !params.some(({ unpack }) => unpack === '*')) return false;
  const named = new Set(params.filter(({ unpack }) => unpack === '').map(({ name }) => name));
  const open = params.some(({ unpack }) => unpack === '**');
  if (!open && [...args.keywords.keys()].some((name) => !named.has(name))) return false;
  const filled = new Set(places.slice(0, args.positional.length));
  return params.every((param) => isOptional(param) || filled.has(param) || args.keywords.has(param.name));
}

const isOptional = ({ default: value, unpack }: Param): boolean => value !== null || unpack !== '';
