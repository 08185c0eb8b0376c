import { describe, expect, it } from 'vitest';
import { names, run } from './run.ts';

/** The names whose values are shown. */
const shown = (code: string) => Object.keys(names(run(code)));

describe('what is not known stays unknown', () => {
  it('with the reason', () => {
    const { values, unknowns } = run('import mylib\nx = mylib.load()\ny = x + 1');
    expect(values).toEqual([]);
    expect(unknowns.map(({ name, reason }) => [name, reason])).toEqual([
      ['x', 'mylib is not known here'],
      ['y', 'mylib is not known here'],
    ]);
  });

  it('names that a skipped branch assigns', () => {
    expect(shown('import m\nx = 1\ny = 2\nif m.flag:\n    x = 5\nz = x\nw = y')).toEqual(['x', 'y', 'w']);
  });

  it('lists, tensors and objects that skipped code may change', () => {
    const code = `
import torch, m
l = [1]
t = torch.zeros(2)
u = torch.zeros(2)
for batch in m.loader():
    l.append(batch)
    t.add_(batch)
    print(u)
a = l
b = t
c = u
`;
    expect(shown(code)).toEqual(['l', 't', 'u', 'c']);
  });

  it('what an unknown function was given, but not what a plotting library was', () => {
    expect(shown('import m\nx = [1]\nm.change(x)\ny = x')).toEqual(['x']);
    expect(shown('import matplotlib.pyplot as plt\nx = [1]\nplt.plot(x)\ny = x')).toEqual(['x', 'y']);
  });

  it('dictionaries that skipped code may fill, and what is made of them', () => {
    const code = `
import m
counts = {}
for word in m.words():
    counts[word] = 1
a = dict(counts)
b = {**counts}
c = sorted(counts)
d = counts == {}
e = len(counts)
`;
    expect(shown(code)).toEqual(['counts']);
  });

  it('what a function gives whose return may have been passed over', () => {
    const code = `
import m
def first(items):
    for item in items:
        return item
    raise ValueError('none')
x = first(m.items())
`;
    expect(run(code)).toMatchObject({ values: [], errors: [] });
  });

  it('what a generator gives that may have passed over a yield', () => {
    const code = `
import m
def batches(n):
    for i in range(0, len(m.data()), n):
        yield i
def whole(n):
    for i in range(n):
        if m.skip(i):
            continue
        yield i
first = next(batches(2))
every = list(whole(3))
def others():
    yield from m.data()
rest = list(others())
`;
    expect(run(code)).toMatchObject({ values: [], errors: [] });
  });

  it('attributes that a function may have set where an object is made', () => {
    const code = `
import fastcore.all as fc
class Loader:
    def __init__(self, data, batches):
        fc.store_attr()
        self.size = 2
    def __iter__(self):
        yield from (self.data[i] for i in self.batches)
loader = Loader([1, 2], [0])
all = list(loader)
size = loader.size
`;
    const result = run(code);
    expect(result.errors).toEqual([]);
    expect(names(result)).toEqual({ size: 2 });
  });

  it('the text of a module with a layer that is not known', () => {
    const code =
      'import m, torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(m.size, 2)\n        self.b = nn.ReLU()\nnet = Net()\nnet\nprint(net)';
    expect(run(code)).toMatchObject({ values: [], prints: [] });
  });

  it('a tensor that is too large, and not what follows', () => {
    const code = `
import torch
torch.manual_seed(0)
x = torch.randn(64, 3, 224, 224)
y = torch.tensor([1.0])
z = torch.randn(2)
`;
    const { values, stops } = run(code);
    expect(values.map(({ name, random }) => [name, random])).toEqual([
      ['y', false],
      ['z', true],
    ]);
    expect(stops).toEqual([]);
  });

  it('types and places to be filled in, which are no failures', () => {
    const code = `
from collections.abc import Mapping
from flax.typing import Array
import sys
Params = Mapping[str, Array]
Axis = int | None
Names = str | list
answer = ...
shorter = answer[0]
sys.exit(0)
`;
    expect(run(code).errors).toEqual([]);
  });

  it('parameters after skipped training, and gradients after a skipped backward', () => {
    const code = `
import torch, m
w = torch.tensor([1.0], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
for batch in m.loader():
    (w * batch).sum().backward()
    opt.step()
a = w
b = w.grad
`;
    expect(shown(code)).toEqual(['w']);
  });

  it('code that raises when something unknown is wrong still goes on', () => {
    expect(shown('import m\nx = 1\nif m.bad:\n    raise ValueError("no")\ny = x')).toEqual(['x', 'y']);
  });

  it('functions that return on an unknown condition', () => {
    expect(
      shown('import m\ndef f(a):\n    if m.flag:\n        return 1\n    return 2\nx = f(0)\ny = 3'),
    ).toEqual(['y']);
  });

  it('torch.empty, until it is filled', () => {
    expect(shown('import torch\nx = torch.empty(2)\ny = torch.empty(2).fill_(3)')).toEqual(['y']);
  });

  it('what an initialiser refuses to fill, while gradients go on being recorded', () => {
    const code =
      'import torch\nt = torch.nn.init.zeros_(torch.ones(1).expand(10**9))\nx = torch.is_grad_enabled()';
    expect(names(run(code))).toEqual({ x: true });
  });

  it('in-place changes of views whose gradient is recorded', () => {
    const code =
      'import torch\nx = torch.ones(4, requires_grad=True)\ny = x * 2\nv = y.view(2, 2)\nv[0] = 0\nz = y.sum()';
    expect(shown(code)).not.toContain('z');
  });

  it('half-written statements', () => {
    expect(shown('x = 1\ny = (x +\nz = 2')).toContain('x');
    expect(run('import torch\ny = torch.optim.Adam(#todo\n  lr=1)').errors).toEqual([]);
  });
});

describe('unseeded randomness is a sample', () => {
  it('and so is what follows from it', () => {
    const { values } = run(`
import torch, numpy as np, random
a = torch.randn(2)
b = a.sum().item()
c = b > 0
d = 1 if c else 2
z = torch.zeros(2)
z[0] = a[0]
e = z
if c:
    k = 1
else:
    k = 2
f = np.random.rand()
g = random.random()
h = f"{b:.2f}"
i = torch.nn.Linear(2, 1)(torch.ones(2))
j = 3
`);
    const random = Object.fromEntries(values.map((value) => [value.name, value.random]));
    expect(random).toEqual({
      a: true,
      b: true,
      c: true,
      d: true,
      e: true,
      f: true,
      g: true,
      h: true,
      i: true,
      j: false,
      k: true,
      z: false,
    });
  });

  it('until a seed is given', () => {
    const { values } = run('import torch\na = torch.randn(2)\ntorch.manual_seed(1)\nb = torch.randn(2)');
    expect(values.map(({ random }) => random)).toEqual([true, false]);
  });

  it.each([
    'import models\nmodel = models.Net()',
    'layer = torch.nn.FractionalMaxPool2d(2)',
    'if flag:\n    y = torch.rand(2)',
    'def f():\n    return torch.randn(1)\nif flag:\n    f()',
  ])('with a seed, what is drawn after something unknown that may draw: %s', (code) => {
    const drawn = (text: string) =>
      run(`import torch\ntorch.manual_seed(1)\n${text}\nx = torch.rand(1)`).values.at(-1)?.random;
    expect(drawn(code)).toBe(true);
    expect(drawn('import matplotlib.pyplot as plt\nplt.plot([1])')).toBe(false);
    expect(drawn(`${code}\ntorch.manual_seed(1)`)).toBe(false);
  });

  it('a backward pass that is not known leaves gradients unknown', () => {
    const { values, unknowns } = run(
      'import torch, ops\nx = torch.ones(2, requires_grad=True)\ny = ops.f(x).sum()\ny.backward()\ng = x.grad',
    );
    expect(values.some(({ name }) => name === 'g')).toBe(false);
    expect(unknowns.some(({ name }) => name === 'g')).toBe(true);
  });

  it('an optimiser given to a scheduler that is not known no longer has a known rate', () => {
    const { values } = run(
      'import torch\np = torch.ones(1, requires_grad=True)\nopt = torch.optim.SGD([p], lr=0.1)\nsch = torch.optim.lr_scheduler.OneCycleLR(opt, 1)\np.sum().backward()\nopt.step()\nq = p * 1',
    );
    expect(values.some(({ name }) => name === 'q')).toBe(false);
  });
});
