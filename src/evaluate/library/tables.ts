import { collectionFunctions } from '../builtins/collections.ts';
import { builtinFunctions } from '../builtins/functions.ts';
import { itertoolsFunctions } from '../builtins/itertools.ts';
import { mathFunctions } from '../builtins/math.ts';
import { pythonMethods } from '../builtins/methods.ts';
import { operatorFunctions } from '../builtins/operator.ts';
import { randomModule } from '../builtins/random.ts';
import { statisticsFunctions } from '../builtins/statistics.ts';
import { dataclassFunctions } from '../interpreter/dataclasses.ts';
import { activationLayers } from '../modules/activation-layers.ts';
import { autogradFunctionClass } from '../modules/autograd-function.ts';
import { containers } from '../modules/containers.ts';
import { convolutionLayers } from '../modules/convolution.ts';
import { dataClasses } from '../modules/data.ts';
import { initFunctions } from '../modules/init.ts';
import { kerasLossClasses } from '../modules/keras.ts';
import { layers } from '../modules/layers.ts';
import { lossLayers } from '../modules/losses.ts';
import { moduleClass } from '../modules/module.ts';
import { normalizationLayers } from '../modules/normalization.ts';
import { optimisers } from '../modules/optim.ts';
import { recurrentLayers } from '../modules/recurrent.ts';
import { schedulers } from '../modules/schedulers.ts';
import { splitFunctions, subset } from '../modules/subsets.ts';
import { activationFunctions } from '../ops/activation.ts';
import { autogradFunctions, gradModeClasses } from '../ops/autograd.ts';
import { binaryFunctions } from '../ops/binary.ts';
import { castFunctions } from '../ops/cast.ts';
import { clampFunctions } from '../ops/clamp.ts';
import { convolutionFunctions } from '../ops/convolution.ts';
import { creationFunctions } from '../ops/creation.ts';
import { cumulateFunctions } from '../ops/cumulate.ts';
import { distanceFunctions } from '../ops/distances.ts';
import { dropoutFunctions } from '../ops/dropout.ts';
import { dtypeInfoFunctions } from '../ops/dtype-info.ts';
import { extremeFunctions } from '../ops/extremes.ts';
import { gatherFunctions } from '../ops/gather.ts';
import { transformFunctions } from '../ops/jax-transforms.ts';
import { joinFunctions } from '../ops/join.ts';
import { kerasFunctions } from '../ops/keras.ts';
import { kerasOpFunctions, kerasOps } from '../ops/keras-ops.ts';
import { lossFunctions } from '../ops/losses.ts';
import { normFunctions } from '../ops/norm.ts';
import { normalizationFunctions } from '../ops/normalization.ts';
import { numpyRandomFunctions } from '../ops/numpy-random.ts';
import { optaxFunctions } from '../ops/optax.ts';
import { padFunctions } from '../ops/pad.ts';
import { poolingFunctions } from '../ops/pooling.ts';
import { matmulFunctions } from '../ops/products.ts';
import { randomFunctions } from '../ops/random.ts';
import { reduceFunctions } from '../ops/reduce.ts';
import { samplingFunctions } from '../ops/sampling.ts';
import { scipyFunctions } from '../ops/scipy.ts';
import { settingFunctions } from '../ops/settings.ts';
import { shapeFunctions } from '../ops/shape.ts';
import { sklearnFunctions } from '../ops/sklearn.ts';
import { softmaxFunctions } from '../ops/softmax.ts';
import { sortFunctions } from '../ops/sort.ts';
import { tensorMethods } from '../ops/tensor-methods.ts';
import { tapeClass, tapeFunctions } from '../ops/tensorflow-tape.ts';
import { unaryFunctions } from '../ops/unary.ts';
import type { ArrayLibrary, BuiltinValue, ClassValue, Value } from '../values/value.ts';
import { constants } from './constants.ts';
import type { Entry } from './define.ts';
import { inPlaceForms } from './in-place.ts';

/** Everything that can be called. A name that occurs twice means what stands first. */
const plainEntries: readonly Entry[] = [
  ...lossFunctions,
  ...builtinFunctions,
  ...pythonMethods,
  ...collectionFunctions,
  ...itertoolsFunctions,
  ...operatorFunctions,
  ...statisticsFunctions,
  ...dataclassFunctions,
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
  ...tensorMethods,
  ...autogradFunctions,
  ...randomFunctions,
  ...samplingFunctions,
  ...dropoutFunctions,
  ...dtypeInfoFunctions,
  ...convolutionFunctions,
  ...poolingFunctions,
  ...padFunctions,
  ...numpyRandomFunctions,
  ...randomModule,
  ...clampFunctions,
  ...activationFunctions,
  ...sortFunctions,
  ...cumulateFunctions,
  ...normFunctions,
  ...distanceFunctions,
  ...normalizationFunctions,
  ...kerasFunctions,
  ...kerasOpFunctions,
  ...optaxFunctions,
  ...scipyFunctions,
  ...sklearnFunctions,
  ...settingFunctions,
  ...splitFunctions,
  ...transformFunctions,
  ...tapeFunctions,
];

const entries: readonly Entry[] = [...plainEntries, ...inPlaceForms(plainEntries), ...kerasOps(plainEntries)];

const classes: readonly ClassValue[] = [
  ...lossLayers,
  ...layers,
  ...containers,
  ...activationLayers,
  ...normalizationLayers,
  ...convolutionLayers,
  ...recurrentLayers,
  ...dataClasses,
  subset,
  tapeClass,
  autogradFunctionClass,
  ...optimisers,
  ...schedulers,
  ...kerasLossClasses,
  ...gradModeClasses,
];

function build(): ReadonlyMap<string, Value> {
  const all = new Map<string, Value>(constants);
  for (const { key, builtin } of entries) if (!all.has(key)) all.set(key, builtin);
  for (const type of classes) if (!all.has(type.qualified)) all.set(type.qualified, type);
  // Its qualified name has the file in which PyTorch defines it; code has another name for it.
  return all.set('torch.nn.Module', moduleClass);
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
