import { describe, expect, it } from 'vitest';
import { answer } from '../../../src/cli/loss/answer.ts';
import { linesOf } from '../../../src/cli/loss/lines.ts';

const ask = (request: object | string) =>
  JSON.parse(answer(typeof request === 'string' ? request : JSON.stringify(request)));

describe('loss --jsonl', () => {
  // Expected numbers: PyTorch 1.13.1, float64.
  it('computes the loss and the gradient', () => {
    const request = {
      loss: 'cross_entropy',
      input: [[3.05, 3.13, 3.48]],
      target: [2],
      dtype: 'float64',
      grad: true,
    };
    const { loss, grad } = ask(request);
    expect(loss).toBeCloseTo(0.856624454087214, 14);
    expect(grad[0][2]).toBeCloseTo(-0.5754071011099182, 14);
  });

  it('takes options, tensors among them', () => {
    const options = { weight: [0.1, 0.3, 1], reduction: 'sum', label_smoothing: 0.1, ignore_index: 1 };
    expect(
      ask({
        loss: 'cross_entropy',
        input: [
          [1, 2, 3],
          [1, 2, 3],
        ],
        target: [2, 1],
        options,
      }).loss,
    ).toBeCloseTo(0.4025336463406801, 14);
  });

  it('reads a target shaped as the input as probabilities, one without the class axis as indices', () => {
    const input = [[1, 2, 3]];
    expect(ask({ loss: 'cross_entropy', input, target: [[0, 0, 1]] }).loss).toBeCloseTo(
      0.4076059644443804,
      14,
    );
    expect(ask({ loss: 'cross_entropy', input, target: [2] }).loss).toBeCloseTo(0.4076059644443804, 14);
  });

  it('keeps numbers that are spelled as floats floating, so that PyTorch refuses them as indices', () => {
    const { error, cure } = ask('{"loss": "cross_entropy", "input": [[1.0, 2.0]], "target": [1.0]}');
    expect(error).toContain('expected scalar type Long');
    expect(cure).toBeTruthy();
  });

  it('writes NaN and infinities as strings and reads them', () => {
    expect(ask({ loss: 'cross_entropy', input: [['-inf', 0]], target: [0] }).loss).toBe('inf');
    expect(ask({ loss: 'cross_entropy', input: [[1, 2]], target: [-100] }).loss).toBe('nan');
    expect(ask('{"loss": "mse_loss", "input": [NaN], "target": [-Infinity]}').loss).toBe('nan');
  });

  it('answers tensors given by name with gradients by name', () => {
    const { grad } = ask({ loss: 'mse_loss', inputs: { input: [1, 2], target: [0, 0] }, grad: true });
    expect(grad.input).toEqual([1, 2]);
  });

  it('answers with an error and the position of the fault', () => {
    expect(ask('{').error).toContain('not JSON');
    expect(ask('[]').error).toBe('a request is a JSON object');
    expect(ask({ loss: 'crossentropy' }).error).toContain("no loss 'crossentropy'");
    expect(ask({ loss: 'mse_loss', input: [[1], [1, 2]], target: [1] }).error).toBe(
      'input: lists differ in length: 2 at [1], 1 before it',
    );
    expect(ask({ loss: 'mse_loss', input: [1, 'x'], target: [1, 2] }).error).toBe(
      'input: expected a number at [1], got "x"',
    );
    expect(ask({ loss: 'mse_loss', input: [1], target: [1], reduction: 'sum' }).error).toBe(
      `'reduction' belongs into "options"`,
    );
    expect(ask({ loss: 'mse_loss', input: [1], target: [1], dtype: 'int8' }).error).toContain('dtype');
    expect(ask({ loss: 'mse_loss', input: [1] }).error).toContain('target');
    expect(ask({ loss: 'mse_loss', input: [1], target: [1], options: { reduction: 'avg' } }).error).toBe(
      'avg is not a valid value for reduction',
    );
  });

  it('knows a weight that was given among the inputs', () => {
    const inputs = { input: [[1, 2]], target: [0], weight: [1, 2] };
    expect(ask({ loss: 'cross_entropy', inputs }).error).toBe(`'weight' belongs into "options"`);
  });

  it('takes the names that code writes', () => {
    for (const loss of [
      'F.cross_entropy',
      'nn.CrossEntropyLoss',
      'CrossEntropyLoss',
      'torch.nn.CrossEntropyLoss',
    ])
      expect(ask({ loss, input: [[0, 0]], target: [1] }).loss).toBeCloseTo(Math.log(2));
  });

  it.each([
    ['crossentropy', 'cross_entropy?'],
    ['bce', 'binary_cross_entropy or binary_cross_entropy_with_logits?'],
    ['BCEWithLogit', 'binary_cross_entropy_with_logits?'],
    ['mse', 'mse_loss?'],
    ['kl', 'kl_div?'],
    ['focal', 'softmax_focal_loss or sigmoid_focal_loss?'],
  ])('suggests what %s may mean', (loss, meant) => {
    expect(ask({ loss }).error).toContain(`Did you mean ${meant}`);
  });

  it('suggests nothing that is not alike', () => {
    expect(ask({ loss: 'xyz' }).error).toBe(
      `there is no loss 'xyz'. 'loss-inspector loss --list' lists them`,
    );
  });

  it('survives what is nested without end', () => {
    const deep = `{"loss": "mse_loss", "input": ${'['.repeat(5000)}1${']'.repeat(5000)}, "target": [1]}`;
    expect(ask(deep).error).toContain('64 axes');
    expect(ask(`${'['.repeat(1e6)}`)).toHaveProperty('error');
  });

  it('gives the id of a request back', () => {
    expect(ask({ id: 7, loss: 'mse_loss', input: [1], target: [1] })).toEqual({ id: 7, loss: 0 });
  });
});

describe('linesOf', () => {
  it('joins pieces and skips empty lines', async () => {
    async function* pieces() {
      yield 'a\n\nb';
      yield 'c\nd';
    }
    const lines: string[] = [];
    for await (const line of linesOf(pieces())) lines.push(line);
    expect(lines).toEqual(['a', 'bc', 'd']);
  });
});
