import { builtinFunctions } from '../builtins/functions.ts';
import { mathFunctions } from '../builtins/math.ts';
import { pythonMethods } from '../builtins/methods.ts';
import { containers } from '../modules/containers.ts';
import { initFunctions } from '../modules/init.ts';
import { layers } from '../modules/layers.ts';
import { lossLayers } from '../modules/losses.ts';
import { moduleClass } from '../modules/module.ts';
import { binaryFunctions } from '../ops/binary.ts';
import { castFunctions } from '../ops/cast.ts';
import { creationFunctions } from '../ops/creation.ts';
import { extremeFunctions } from '../ops/extremes.ts';
import { gatherFunctions } from '../ops/gather.ts';
import { joinFunctions } from '../ops/join.ts';
import { lossFunctions } from '../ops/losses.ts';
import { matmulFunctions } from '../ops/matmul.ts';
import { reduceFunctions } from '../ops/reduce.ts';
import { shapeFunctions } from '../ops/shape.ts';
import { softmaxFunctions } from '../ops/softmax.ts';
import { unaryFunctions } from '../ops/unary.ts';
import type { ArrayLibrary, BuiltinValue, Value } from '../values/value.ts';
import { constants } from './constants.ts';
import type { Entry } from './define.ts';

/** Everything that can be called. A name that occurs twice means what stands first. */
const entries: readonly Entry[] = [
  ...lossFunctions,
  ...builtinFunctions,
  ...pythonMethods,
  ...mathFunctions,
  ...creationFunctions,
  ...castFunctions,
  ...unaryFunctions,
  ...binaryFunctions,
  ...reduceFunctions,
  ...extremeFunctions,
  ...softmaxFunctions,
  ...shapeFunctions,
  ...joinFunctions,
  ...gatherFunctions,
  ...matmulFunctions,
  ...initFunctions,
];

const classes = [...lossLayers, ...layers, ...containers, { path: 'torch.nn.Module', value: moduleClass }];

function build(): ReadonlyMap<string, Value> {
  const all = new Map<string, Value>(constants);
  for (const { key, builtin } of entries) if (!all.has(key)) all.set(key, builtin);
  for (const { path, value } of classes) if (!all.has(path)) all.set(path, value);
  return all;
}

/** Functions, classes and constants by qualified name; methods as `type:name`. */
export const members: ReadonlyMap<string, Value> = build();

function modulePaths(): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const key of members.keys()) {
    if (key.includes(':')) continue;
    const parts = key.split('.');
    for (let length = 1; length < parts.length; length++) paths.add(parts.slice(0, length).join('.'));
  }
  return paths;
}

/** Every module that has members here. */
export const knownModules: ReadonlySet<string> = modulePaths();

/** The library's namespace a method may also be found in: `x.softmax(1)` is `torch.softmax(x, 1)`. */
export function methodOf(
  type: ArrayLibrary | Value['kind'] | 'object',
  name: string,
): BuiltinValue | undefined {
  const found = members.get(`${type}:${name}`);
  return found?.kind === 'builtin' ? found : undefined;
}
