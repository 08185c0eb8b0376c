import type { Effect } from './effect.ts';

const model: Effect = { does: 'model' };

/** Functions and classes that make a whole model with raw scores at its end. */
const exact: Readonly<Record<string, Effect>> = {
  'timm.create_model': model,
  'timm.models.create_model': model,
  'torchvision.models.get_model': model,
};

const notModels =
  /(?:_weights|Weights|feature_extraction|detection|segmentation|quantization|video|optical_flow|_utils|list_models)/i;

/** Every lower-case function of `torchvision.models` builds a classifier (`resnet18`, `vit_b_16`). */
export function modelEffect(name: string): Effect | undefined {
  if (Object.hasOwn(exact, name)) return exact[name];
  const rest = /^torchvision\.models\.([a-z]\w*)$/.exec(name)?.[1];
  return rest !== undefined && !notModels.test(rest) ? model : undefined;
}

/** What stands for a model of which only a configuration knows the name: `torchvision.models.__dict__[arch]`. */
export const anyModelOf = (module: string): string | undefined =>
  module === 'torchvision.models' ? 'torchvision.models.get_model' : undefined;
