import { unknown } from '../value.ts';
import { openArguments, passed } from './arguments.ts';
import { callValue } from './calls.ts';
import type { Answers } from './machine.ts';

/** Where the function stands that a loop of JAX calls. */
const bodies: Readonly<Record<string, readonly [number, string]>> = {
  'jax.lax.scan': [0, 'f'],
  'jax.lax.map': [0, 'f'],
  'jax.lax.fori_loop': [2, 'body_fun'],
  'jax.lax.while_loop': [1, 'body_fun'],
};

/** Runs the body of `jax.lax.scan(f, …)` on a slice of which nothing is known: it may well be one sample. */
export const jaxLoop: Answers = (name) => {
  const place = Object.hasOwn(bodies, name) ? bodies[name] : undefined;
  if (place === undefined) return undefined;
  return (machine, frame, _name, args, at) => {
    const body = passed(args, ...place)?.value;
    if (body !== undefined)
      machine.run.forOneSample(() => callValue(machine, frame, body, openArguments, at));
    return unknown;
  };
};
