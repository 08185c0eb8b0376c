import type { Effect, EffectTable } from './effect.ts';
import { jaxFunctions, jaxLayers } from './jax.ts';
import { lossApi } from './losses.ts';
import { modelEffect } from './models.ts';
import { segmentationModels } from './segmentation-models.ts';
import { kerasLayers, tensorflowFunctions } from './tensorflow.ts';
import { torchFunctions } from './torch-functions.ts';
import { torchModules } from './torch-modules.ts';

const functions: EffectTable = { ...torchFunctions, ...tensorflowFunctions, ...jaxFunctions };
const layers: EffectTable = { ...torchModules, ...segmentationModels, ...kerasLayers, ...jaxLayers };

/** What can give a value a scale that nothing had before. */
const sources = new Set<Effect['does']>(['activate', 'activate-named', 'score', 'model', 'exp']);

/** The functions and classes whose calls can give a value a scale, by qualified name. */
export const scaleSources: readonly string[] = [
  ...Object.entries(functions),
  ...Object.entries(layers),
].flatMap(([name, { does }]) => (sources.has(does) ? [name] : []));

/** What calling a library's function does. */
export const functionEffect = (name: string): Effect | undefined =>
  Object.hasOwn(functions, name) ? functions[name] : modelEffect(name);

/** What calling an instance of a library's class does. */
export const layerEffect = (name: string): Effect | undefined =>
  Object.hasOwn(layers, name) ? layers[name] : undefined;

/** Whether a class is one of those whose objects compute something of tensors: a criterion or a layer. */
export const isLossOrLayer = (name: string): boolean =>
  lossApi(name) !== undefined || layerEffect(name) !== undefined;
