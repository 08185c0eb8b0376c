import { all, type EffectTable } from './effect.ts';

/**
 * Models of segmentation_models_pytorch: raw scores, or what `activation=` makes of them.
 * https://smp.readthedocs.io/en/latest/models.html
 */
export const segmentationModels: EffectTable = all(
  'segmentation_models_pytorch.',
  'Unet UnetPlusPlus MAnet Linknet FPN PSPNet PAN DeepLabV3 DeepLabV3Plus UPerNet Segformer DPT',
  { does: 'score', size: [null, 'classes'], activation: [null, 'activation'] },
);
