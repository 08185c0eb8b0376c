import { activate, all, type EffectTable, forget, keepShape, reshape, score } from './effect.ts';

/** What calling an instance of a class of `torch.nn` does. Places are those of the constructor's arguments. */
export const torchModules: EffectTable = {
  ...all('torch.nn.', 'Softmax Softmin', activate('softmax', 0, 'dim')),
  'torch.nn.Softmax2d': activate('softmax'),
  'torch.nn.LogSoftmax': activate('log_softmax', 0, 'dim'),
  'torch.nn.AdaptiveLogSoftmaxWithLoss': { does: 'recur' },
  'torch.nn.Sigmoid': activate('sigmoid'),
  'torch.nn.LogSigmoid': activate('logsigmoid'),
  'torch.nn.Tanh': activate('tanh'),
  ...all(
    'torch.nn.',
    'ReLU ReLU6 LeakyReLU ELU SELU CELU GELU SiLU Mish PReLU RReLU Softplus Hardtanh Hardswish Hardsigmoid Softsign Threshold GLU',
    activate('relu'),
  ),
  ...all('torch.nn.', 'Linear LazyLinear Bilinear', score(1, 'out_features')),
  'torch.nn.LazyLinear': score(0, 'out_features'),
  'torch.nn.Bilinear': score(2, 'out_features'),
  ...all(
    'torch.nn.',
    'Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d',
    score(1, 'out_channels'),
  ),
  ...all('torch.nn.', 'LazyConv1d LazyConv2d LazyConv3d', score(0, 'out_channels')),
  ...all(
    'torch.nn.',
    'BatchNorm1d BatchNorm2d BatchNorm3d LayerNorm GroupNorm InstanceNorm1d InstanceNorm2d InstanceNorm3d SyncBatchNorm RMSNorm LocalResponseNorm LazyBatchNorm1d LazyBatchNorm2d',
    { does: 'pool' },
  ),
  'torch.nn.Embedding': { does: 'embed', size: [1, 'embedding_dim'] },
  'torch.nn.EmbeddingBag': forget,
  ...all('torch.nn.', 'LSTM GRU RNN LSTMCell GRUCell RNNCell MultiheadAttention', { does: 'recur' }),
  ...all(
    'torch.nn.',
    'Transformer TransformerEncoder TransformerEncoderLayer TransformerDecoder TransformerDecoderLayer',
    forget,
  ),
  ...all('torch.nn.', 'Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout', keepShape),
  'torch.nn.Identity': { does: 'pass' },
  'torch.nn.Flatten': reshape('flatten'),
  'torch.nn.Unflatten': reshape('unknown'),
  'einops.layers.torch.Rearrange': reshape('unknown'),
  ...all(
    'torch.nn.',
    'AvgPool1d AvgPool2d AvgPool3d MaxPool1d MaxPool2d MaxPool3d AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d LPPool2d',
    { does: 'pool' },
  ),
  ...all('torch.nn.', 'Upsample UpsamplingBilinear2d UpsamplingNearest2d PixelShuffle', { does: 'resize' }),
  ...all('torch.nn.', 'ZeroPad2d ReflectionPad2d ConstantPad2d', { does: 'pool' }),
  'torch.nn.Sequential': { does: 'contain', how: 'sequence' },
  'torch.nn.ModuleList': { does: 'contain', how: 'list' },
  'torch.nn.ModuleDict': { does: 'contain', how: 'dict' },
};
