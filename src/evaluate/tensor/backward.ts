import { fromValues } from '../../core/create.ts';
import type { Tensor } from '../../core/tensor.ts';
import { type Context, positional, spend } from '../context.ts';
import { notKnown, raise } from '../signals.ts';
import type { GradientEdge, GradientNode, TensorValue, Value } from '../values/value.ts';
import { dense, overwrite, shapeOf, wrap } from './tensor.ts';
import { tensorTypeName } from './type-names.ts';

/** A gradient that arrived at a leaf. */
export type LeafGradients = Map<TensorValue, Tensor>;

const twice =
  'Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). ' +
  'Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True ' +
  'if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.';

/** Operations whose gradient needs no tensor: they can be gone through again. */
const keepsNothing =
  /^(?:Sum|Mean|Add|Sub|Rsub|Neg|View|UnsafeView|Permute|T|Transpose|Unsqueeze|Squeeze|Select|Slice|Alias|Expand|Cat|Stack|Unbind|Split|Diagonal|ToCopy|Clone|Cumsum)Backward\d/;

const isRepeatable = ({ name, saved }: GradientNode): boolean =>
  saved.length === 0 && keepsNothing.test(name);

/** Every node that `start` depends on, each after all that depend on it. */
function inOrder(start: GradientNode): GradientNode[] {
  const finished: GradientNode[] = [];
  const seen = new Set<GradientNode>([start]);
  const stack: { node: GradientNode; next: number }[] = [{ node: start, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const edge = top.node.edges[top.next++];
    if (edge === undefined) {
      finished.push(top.node);
      stack.pop();
    } else if (edge?.kind === 'node' && !seen.has(edge.node)) {
      seen.add(edge.node);
      stack.push({ node: edge.node, next: 0 });
    }
  }
  return finished.reverse();
}

export function addTensors(a: Tensor | undefined, b: Tensor): Tensor {
  if (!a) return b;
  return fromValues(
    Float64Array.from(a.data, (x, i) => x + (b.data[i] as number)),
    a.shape,
    a.dtype,
  );
}

/** Runs the tape backwards from `root`. Gives the gradients of leaves; those of nodes that keep theirs are stored. */
export function runBackward(
  context: Context,
  root: GradientEdge,
  seed: Tensor,
  keepGraph: boolean,
): LeafGradients {
  const leaves: LeafGradients = new Map();
  if (root.kind === 'leaf') return leaves.set(root.tensor, seed);
  const gradients = new Map<GradientNode, Tensor>([[root.node, seed]]);
  for (const node of inOrder(root.node)) {
    const arrived = gradients.get(node);
    if (!arrived) continue;
    const gradient = hooked(context, node.hooks, arrived);
    checkSaved(node);
    for (const tensor of node.retained) accumulate(tensor, gradient);
    const parts = node.backward(gradient);
    spend(context, gradient.data.length * (1 + parts.length));
    for (const [i, edge] of node.edges.entries()) {
      const part = parts[i];
      if (!edge || !part) continue;
      if (edge.kind === 'leaf') leaves.set(edge.tensor, addTensors(leaves.get(edge.tensor), part));
      else gradients.set(edge.node, addTensors(gradients.get(edge.node), part));
    }
    if (!keepGraph) node.released = true;
  }
  for (const [leaf, gradient] of leaves) leaves.set(leaf, hooked(context, leaf.hooks ?? [], gradient));
  return leaves;
}

/** The gradient as the hooks leave it: what one gives takes its place. */
function hooked(context: Context, hooks: readonly Value[], gradient: Tensor): Tensor {
  return hooks.reduce((before, hook) => {
    const given = context.call(hook, positional(wrap(before, 'torch')));
    if (given.kind === 'unknown') return notKnown(given.reason, given.origin);
    return given.kind === 'tensor' ? dense(given) : before;
  }, gradient);
}

function checkSaved(node: GradientNode): void {
  if (node.released && node.edges.length > 0 && !isRepeatable(node)) raise('RuntimeError', twice);
  const stale = node.saved.find(({ value, version }) => value.storage.version !== version);
  if (!stale) return;
  const { value, version } = stale;
  const maker = value === node.output ? node.name : value.node?.name;
  const name = maker === 'CopySlices' ? 'torch::autograd::CopySlices' : maker;
  raise(
    'RuntimeError',
    'one of the variables needed for gradient computation has been modified by an inplace operation: ' +
      `[${tensorTypeName(value.dtype)} [${shapeOf(value).join(', ')}]]${name === undefined ? '' : `, which is output 0 of ${name},`} ` +
      `is at version ${value.storage.version}; expected version ${version} instead. ` +
      'Hint: enable anomaly detection to find the operation that failed to compute its gradient, with ' +
      'torch.autograd.set_detect_anomaly(True).',
  );
}

/** Adds to `.grad`, as every `backward()` does. */
export function accumulate(tensor: TensorValue, gradient: Tensor): void {
  const cast = fromValues(gradient.data, shapeOf(tensor), tensor.dtype);
  if (tensor.grad) overwrite(tensor.grad, addTensors(dense(tensor.grad), cast), false);
  else tensor.grad = wrap(cast, 'torch', tensor.storage.random);
}
