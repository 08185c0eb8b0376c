import type { Call } from '../../python/ast.ts';
import { chainTo } from '../../python/walk.ts';
import type { Argument, LibraryCallFact } from '../fact.ts';
import { shortName } from '../fact.ts';
import { setKeyword } from '../fix/edits.ts';
import { defineRule } from '../rule.ts';
import { type CallSite, callSpan, textOfNode } from '../site.ts';
import { python } from '../snippet.ts';
import { testFile } from '../test-file.ts';

export const softmaxWithoutDim = defineRule({
  id: 'softmax-without-dim',
  severity: 'warning',
  fix: 'unsafe',
  summary: 'A softmax is called without its dimension.',
  why: `Without \`dim\` PyTorch picks the axis by rank: **0** for 1-, 0- and 3-dimensional tensors, **1** for all others. A model whose
input gains an axis then normalises over the batch, with nothing but a deprecation warning: “Implicit dimension choice for softmax has been
deprecated”. Classes are nearly always on the last axis, or on axis 1 in images.`,
  references: [
    {
      title: 'torch.nn.functional.softmax',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html',
    },
    {
      title: 'torch.nn.Softmax',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html',
    },
  ],
  bad: python`
    import torch
    import torch.nn.functional as F


    def predict(model, images):
        with torch.no_grad():
            return F.softmax(model(images))
  `,
  good: python`
    import torch
    import torch.nn.functional as F


    def predict(model, images):
        with torch.no_grad():
            return F.softmax(model(images), dim=-1)
  `,
  check: {
    calls: /\.(?:log_)?softm(?:ax|in)$|\.(?:Log)?Softm(?:ax|in)$/,
    libraryCall(fact, report) {
      const position = positions.get(fact.name);
      if (position === undefined || !fact.arguments.complete || passesMore(fact.at)) return;
      if (!isMissing(fact.arguments.get(position, 'dim'))) return;
      if (isHandedAround(fact.at)) return;
      const dim = axisFor(fact);
      report({
        site: callSpan(fact.at),
        message: `${shortName(fact.name)} is called without dim: PyTorch then picks axis 0 for 1- and 3-dimensional tensors and axis 1 for others. An input with one axis more is normalised over the batch. Say which: dim=${dim} for the usual layout.`,
        fixes: [
          { title: `Add dim=${dim}`, safety: 'unsafe', edits: [setKeyword(fact.at, 'dim', String(dim))] },
        ],
      });
    },
  },
});

/** Where `dim` stands among the positional arguments. */
const positions = new Map([
  ['torch.nn.functional.softmax', 1],
  ['torch.nn.functional.log_softmax', 1],
  ['torch.nn.functional.softmin', 1],
  ['torch.nn.Softmax', 0],
  ['torch.nn.LogSoftmax', 0],
  ['torch.nn.Softmin', 0],
]);

/** `nn.Softmax(**options)`: what is passed depends on who calls. */
const passesMore = ({ call }: CallSite): boolean => call.args.some(({ unpack }) => unpack !== '');

/** Left out, or None for certain: a parameter's default is what a caller may change. */
const isMissing = (dim: Argument | undefined): boolean =>
  dim === undefined || (dim.value.kind === 'constant' && dim.value.value === null && !dim.value.soft);

/** `swap(net, "act", nn.Softmax())` in a test: some layer for a function to handle, and nobody looks at its result. */
function isHandedAround({ unit, call }: CallSite): boolean {
  if (!testFile.test(unit.file)) return false;
  const around = chainTo(unit.body, call).findLast(
    (node): node is Call => node.kind === 'Call' && node !== call,
  );
  return (
    around?.args.some(({ value }) => value === call) === true &&
    /^(?:\w+\.)*[a-z_]\w*$/.test(textOfNode(unit, around.func))
  );
}

/** The classes are on axis 1 of images, (N, C, H, W), and last elsewhere. */
function axisFor({ operand }: LibraryCallFact): number {
  return operand?.kind === 'tensor' && (operand.shape?.length ?? 0) > 3 ? 1 : -1;
}
