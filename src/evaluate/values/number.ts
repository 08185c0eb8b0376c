import type { BoolValue, FloatValue, IntValue, Value } from './value.ts';

/** A number of Python's own, as which it counts True and False. */
export type NumberValue = BoolValue | IntValue | FloatValue;

export const isNumber = (value: Value): value is NumberValue =>
  value.kind === 'bool' || value.kind === 'int' || value.kind === 'float';
