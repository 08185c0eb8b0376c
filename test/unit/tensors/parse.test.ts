import { describe, expect, it } from 'vitest';
import { toNested } from '../../../src/core/create.ts';
import { parseTensors } from '../../../src/tensors/parse.ts';

const read = (text: string) => {
  const result = parseTensors(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.map(({ tensor, name, form }) => ({
    name,
    form,
    dtype: tensor.dtype,
    shape: tensor.shape,
    values: JSON.stringify(toNested(tensor)),
  }));
};

const only = (text: string) => {
  const [first, ...rest] = read(text);
  if (!first || rest.length > 0) throw new Error(`${rest.length + 1} tensors`);
  return first;
};

const refuse = (text: string) => {
  const result = parseTensors(text);
  if (result.ok) throw new Error(`parsed as ${JSON.stringify(result.value)}`);
  return result.error;
};

describe('Python literals', () => {
  it.each([
    ['torch.tensor([[1.5, 2], [3, 4]])', 'float32', '[[1.5,2],[3,4]]'],
    ['torch.tensor([0, 2, 1])', 'int64', '[0,2,1]'],
    ['torch.tensor([True, False])', 'bool', '[1,0]'],
    ['torch.tensor([1, 0], dtype=torch.float64, device="cuda:0")', 'float64', '[1,0]'],
    ['torch.tensor(3.5)', 'float32', '3.5'],
    ['torch.tensor([1, 2]).float()', 'float32', '[1,2]'],
    ['torch.tensor([1., 2.]).to(torch.long).cuda()', 'int64', '[1,2]'],
    ['torch.FloatTensor([1, 2])', 'float32', '[1,2]'],
    ['torch.LongTensor([[1], [2]])', 'int64', '[[1],[2]]'],
    ['np.array([1.0, 2.0])', 'float64', '[1,2]'],
    ['np.array([1, 2], np.float32)', 'float32', '[1,2]'],
    ["np.array([1, 2], dtype='<f4')", 'float32', '[1,2]'],
    ['np.array([1, 2], dtype=float)', 'float64', '[1,2]'],
    ['jnp.array([1.0, 2])', 'float32', '[1,2]'],
    ['tf.constant([[0., 1.]], dtype=tf.float32)', 'float32', '[[0,1]]'],
    ['torch.from_numpy(np.array([1.0, 2.0]))', 'float64', '[1,2]'],
    ['nn.Parameter(torch.tensor([1e-3, -2.5E+2]))', 'float32', '[0.0010000000474974513,-250]'],
    ['[[1, 2, 3], [4, 5, 6]]', 'int64', '[[1,2,3],[4,5,6]]'],
    ['((1., 2.), (3., 4.),)', 'float32', '[[1,2],[3,4]]'],
    ['[\n  1.0,  # first\n  1_000.5,\n]', 'float32', '[1,1000.5]'],
    ['[tensor(0.5), tensor(0.25)]', 'float32', '[0.5,0.25]'],
    ['[np.float64(0.5), np.float64(0.25)]', 'float32', '[0.5,0.25]'],
    ['[]', 'float32', '[]'],
    ['tensor([], size=(0, 3))', 'float32', '[]'],
    ['[[-inf, nan, +Infinity]]', 'float32', '[[null,null,null]]'],
  ])('%s', (text, dtype, values) => {
    expect(only(text)).toMatchObject({ dtype, values });
  });

  it('keeps the shape of an empty tensor', () => {
    expect(only('tensor([], size=(0, 3), dtype=torch.int64)')).toMatchObject({
      shape: [0, 3],
      dtype: 'int64',
    });
  });

  it('keeps infinities and NaN', () => {
    const [first] = parseTensors('[-inf, nan, inf]').ok ? read('[-inf, nan, inf]') : [];
    expect(first?.shape).toEqual([3]);
    const result = parseTensors('[-inf, nan, inf]');
    expect(result.ok && [...(result.value[0]?.tensor.data ?? [])]).toEqual([-Infinity, Number.NaN, Infinity]);
  });

  it('finds several with their names and places', () => {
    const text = 'logits = torch.tensor([[1., 2.]])\ny: Tensor = torch.tensor([1])  # class\n';
    expect(read(text).map(({ name }) => name)).toEqual(['logits', 'y']);
    const result = parseTensors(text);
    const second = result.ok ? result.value[1] : undefined;
    expect(text.slice(second?.start, second?.end)).toBe('y: Tensor = torch.tensor([1])');
  });
});

describe('printed output', () => {
  it.each([
    [
      'tensor([[ 1.0000, -2.5000],\n        [ 3.0000,  4.0000]], grad_fn=<AddBackward0>)',
      'torch',
      '[[1,-2.5],[3,4]]',
    ],
    ["tensor([1, 2], device='cuda:0')", 'torch', '[1,2]'],
    ['tensor(0.5000, grad_fn=<NllLossBackward0>)', 'torch', '0.5'],
    ['Parameter containing:\ntensor([1., 2.], requires_grad=True)', 'torch', '[1,2]'],
    ['array([[1., 2.],\n       [3., 4.]], dtype=float32)', 'numpy', '[[1,2],[3,4]]'],
    ['[[1. 2.]\n [3. 4.]]', 'numpy', '[[1,2],[3,4]]'],
    ['[1 2 3\n 4 5 6]', 'numpy', '[1,2,3,4,5,6]'],
    ['[[ 1.e-03 -2.e+02]\n [ 0.e+00  4.e+00]]', 'numpy', '[[0.0010000000474974513,-200],[0,4]]'],
    ['[ True False]', 'numpy', '[1,0]'],
    ['<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>', 'tensorflow', '[1,2]'],
    ['<tf.Tensor: shape=(), dtype=float32, numpy=0.5>', 'tensorflow', '0.5'],
    ["<tf.Variable 'v:0' shape=(2,) dtype=int32, numpy=array([1, 2], dtype=int32)>", 'tensorflow', '[1,2]'],
    ['tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)', 'tensorflow', '[[1,2],[3,4]]'],
    ['Array([[1., 2.]], dtype=float32)', 'jax', '[[1,2]]'],
    ['Array(0.5, dtype=float32, weak_type=True)', 'jax', '0.5'],
  ])('%s', (text, form, values) => {
    expect(only(text)).toMatchObject({ form, values });
  });

  it('reads labels, prompts and shown names', () => {
    const text = [
      '>>> import torch',
      '>>> logits',
      'tensor([[1., 2.]])',
      'target: tensor([1])',
      'weights tensor([0.5000, 1.0000])',
      'Out[3]: tensor(0.3133)',
    ].join('\n');
    expect(read(text).map(({ name }) => name)).toEqual(['logits', 'target', 'weights', undefined]);
  });

  it('splits lists of tensors, tuples and dictionaries', () => {
    expect(read('[tensor([[1., 2.]]), tensor([1])]').map(({ values }) => values)).toEqual(['[[1,2]]', '[1]']);
    expect(read("{'logits': tensor([[1., 2.]]), 'labels': tensor([1]), 'loss': 'ce'}")).toMatchObject([
      { name: 'logits', values: '[[1,2]]' },
      { name: 'labels', values: '[1]' },
    ]);
  });
});

describe('JSON', () => {
  it.each([
    ['{"input": [[0.1, "nan"]], "target": [1], "loss": "nll", "grad": true}', ['input', 'target']],
    ['{"a": {"w": [1, 2]}, "b": [3]}', ['a.w', 'b']],
  ])('%s', (text, names) => {
    expect(read(text).map(({ name }) => name)).toEqual(names);
  });

  it('reads shape, dtype and data as one tensor', () => {
    expect(only('{"data":[1,2,3,4],"shape":[2,2],"dtype":"float16"}')).toMatchObject({
      dtype: 'float16',
      values: '[[1,2],[3,4]]',
    });
  });
});

describe('MATLAB and Julia', () => {
  it.each([
    ['A = [1 2 3; 4 5 6];', '[[1,2,3],[4,5,6]]'],
    ['A = [1, 2\n     3, 4];', '[[1,2],[3,4]]'],
    ['A = [1 2\n     3 4];', '[[1,2],[3,4]]'],
    ['A =\n\n     1     2     3\n     4     5     6\n\n', '[[1,2,3],[4,5,6]]'],
    ['A =\n\n   1.0e+03 *\n\n    1.0000    2.5000\n    0.0010    4.0000\n', '[[1000,2500],[1,4000]]'],
    [
      'A =\n\n  Columns 1 through 2\n\n     1     2\n     4     5\n\n  Column 3\n\n     3\n     6\n',
      '[[1,2,3],[4,5,6]]',
    ],
    ['A(:,:,1) =\n\n     1     2\n\nA(:,:,2) =\n\n     3     4\n', '[[[1,3],[2,4]]]'],
    ['2×3 Matrix{Float64}:\n 1.0  2.0  3.0\n 4.0  5.0  6.0', '[[1,2,3],[4,5,6]]'],
    ['3-element Vector{Float32}:\n 1.0\n 2.0\n 3.0', '[1,2,3]'],
    ['x = Float32[1.0, 2.0f0]', '[1,2]'],
    ['[1 2; 3 4;;; 5 6; 7 8]', '[[[1,5],[2,6]],[[3,7],[4,8]]]'],
    ['1×2×2 Array{Int64, 3}:\n[:, :, 1] =\n 1  2\n\n[:, :, 2] =\n 3  4', '[[[1,3],[2,4]]]'],
  ])('%s', (text, values) => {
    expect(only(text).values).toBe(values);
  });
});

describe('libtorch and old PyTorch', () => {
  it.each([
    [' 1  2  3\n 4  5  6\n[ CPUFloatType{2,3} ]', '[[1,2,3],[4,5,6]]', 'float32'],
    [' 1\n 2\n[ CPULongType{2} ]', '[1,2]', 'int64'],
    [
      '(1,.,.) = \n  1  2\n  3  4\n\n(2,.,.) = \n  5  6\n  7  8\n[ CPUFloatType{2,2,2} ]',
      '[[[1,2],[3,4]],[[5,6],[7,8]]]',
      'float32',
    ],
    ['1e+03 *\n 1.0000  2.5000\n[torch.DoubleTensor of size 1x2]', '[[1000,2500]]', 'float64'],
    [
      'Columns 1 to 2 1  2\n 4  5\n\nColumns 3 to 3 3\n 6\n[ CPUFloatType{2,3} ]',
      '[[1,2,3],[4,5,6]]',
      'float32',
    ],
  ])('%s', (text, values, dtype) => {
    expect(only(text)).toMatchObject({ values, dtype, form: 'libtorch' });
  });
});

describe('tables', () => {
  it.each([
    ['1,2,3\n4,5,6', 'csv', '[[1,2,3],[4,5,6]]'],
    ['a,b\n1,2\n3,4.5', 'csv', '[[1,2],[3,4.5]]'],
    [',a,b\n0,1,2\n1,3,4', 'csv', '[[1,2],[3,4]]'],
    ['name,x,y\ncat,1,2\ndog,3,4', 'csv', '[[1,2],[3,4]]'],
    ['"x","y"\n"1","2"', 'csv', '[[1,2]]'],
    ['x;y\n1,5;2,25\n3,0;4,0', 'csv', '[[1.5,2.25],[3,4]]'],
    ['1,,3\n4,5,6', 'csv', '[[1,null,3],[4,5,6]]'],
    ['a\tb\n1\t2', 'tsv', '[[1,2]]'],
    ['1 2 3\n4 5 6', 'table', '[[1,2,3],[4,5,6]]'],
    ['1\n2\n3', 'table', '[1,2,3]'],
    ['0.5, 0.25', 'csv', '[0.5,0.25]'],
    ['| a | b |\n|---|--:|\n| 1 | 2.5 |\n| 3 | 4 |', 'markdown', '[[1,2.5],[3,4]]'],
    ['|   | a | b |\n|---|---|---|\n| x | 1 | 2 |', 'markdown', '[[1,2]]'],
    ['+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+', 'markdown', '[[1,2]]'],
    [
      '┌─────┬─────┐\n│ a   ┆ b   │\n│ --- ┆ --- │\n│ f64 ┆ i64 │\n╞═════╪═════╡\n│ 1.5 ┆ 2   │\n└─────┴─────┘',
      'markdown',
      '[[1.5,2]]',
    ],
    ['     a    b\n0  1.0  2.0\n1  3.0  4.0', 'pandas', '[[1,2],[3,4]]'],
    ['     a    b\nid          \n7  1.0  2.0\n9  3.0  4.0', 'pandas', '[[1,2],[3,4]]'],
    ['     0    1\n0  1.0  2.0\n1  3.0  4.0', 'pandas', '[[1,2],[3,4]]'],
    ['     a  \\\n0  1.0\n1  3.0\n\n     b\n0  2.0\n1  4.0', 'pandas', '[[1,2],[3,4]]'],
    ['     a    b\n0  1.0  2.0\n1  3.0  4.0\n\n[2 rows x 2 columns]', 'pandas', '[[1,2],[3,4]]'],
    ['0    1.5\n1    2.5\nName: loss, dtype: float64', 'pandas', '[1.5,2.5]'],
    ['cat    1.5\ndog    2.5\ndtype: float64', 'pandas', '[1.5,2.5]'],
  ])('%s', (text, form, values) => {
    expect(only(text)).toMatchObject({ form, values });
  });

  it('names a lone column', () => {
    expect(only('loss\n0.5\n0.25')).toMatchObject({ name: 'loss', shape: [2] });
    expect(only('0    1.5\n1    2.5\nName: loss, dtype: float64')).toMatchObject({
      name: 'loss',
      dtype: 'float64',
    });
  });

  it('separates tables by blank lines', () => {
    expect(read('1 2\n3 4\n\n0\n1').map(({ values }) => values)).toEqual(['[[1,2],[3,4]]', '[0,1]']);
  });
});

describe('refusals say what and where', () => {
  it.each([
    ['[[1, 2], [3]]', 9, 'element 2 is 1 value where element 1 is 2 values (column 10)'],
    ['[[1, 2],\n [3, 4, 5]]', 10, '(line 2, column 2)'],
    ['[1, 2; 3]', 7, 'row 2 has 1 values where row 1 has 2'],
    ['[1, x]', 4, "'x' is not a number"],
    ['[1, 2', 0, "'[' is never closed"],
    ['[1, 2)', 5, "where ']' should close"],
    ['[1, 2] * 3', 7, "'*' after the tensor is not understood"],
    ['torch.randn(2, 3)', 0, 'torch.randn(…) is code'],
    ['torch.tensor([1]).sum()', 17, '.sum(…) is code'],
    ['torch.tensor([1], dtype=torch.complex64)', 24, 'dtype torch.complex64 is not supported'],
    ['1,2\n3', 4, 'row 2 has 1 value where row 1 has 2'],
    ['a,b\n1,2\n3,oops', 10, "'oops' in column 'b' is not a number"],
    ['', 0, 'no numbers'],
    ['[9007199254740993]', 1, 'beyond 2^53'],
    ['tensor([1., 2., ..., 9.])', 16, 'set_printoptions(profile="full")'],
    ['[1. 2. ... 9.]', 7, 'np.set_printoptions(threshold=sys.maxsize)'],
    ['     a\n0  1.0\n..  ...\n9  2.0', 14, 'pd.set_option'],
    ['3-element Vector{Float64}:\n 1.0\n ⋮\n 3.0', 33, ':limit => false'],
  ])('%s', (text, start, message) => {
    const error = refuse(text);
    expect(error.message).toContain(message);
    expect(error.start).toBe(start);
    expect(error.end).toBeGreaterThanOrEqual(error.start);
  });
});
