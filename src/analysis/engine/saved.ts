import type { CallSite } from '../site.ts';
import { type CallArguments, openArguments } from './arguments.ts';
import { instantiate } from './classes.ts';
import type { Machine } from './machine.ts';
import type { ClassValue, InstanceValue } from './values.ts';

/** Class methods of transformers and Lightning that make an object from what was saved or configured. */
const loaders = new Set(['from_pretrained', 'from_config', '_from_config', 'load_from_checkpoint']);

export const isLoader = (name: string): boolean => loaders.has(name);

/** `Net.from_pretrained(path, key=…)`: what `__init__` gets is in the file, except for what is said by keyword. */
export const loaded = (
  machine: Machine,
  cls: ClassValue,
  { keywords }: CallArguments,
  at: CallSite,
): InstanceValue => instantiate(machine, cls, { ...openArguments, keywords }, at);
