import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import { computeLoss } from '../../../src/core/compute.ts';
import { fromValues } from '../../../src/core/create.ts';
import { lossById } from '../../../src/core/losses/index.ts';
import type { Tensor } from '../../../src/core/tensor.ts';
import { type Connect, HolderClient } from '../../../src/host/holder/client.ts';
import { inThisThread } from '../../../src/host/holder/here.ts';
import type { FromHolder } from '../../../src/host/holder/messages.ts';
import { Cancelled } from '../../../src/host/holder/task.ts';
import type { BatchQuery, HeldTensor } from '../../../src/protocol.ts';

const [rows, classes] = [64, 5000];
const logits: Tensor = fromValues(
  Float64Array.from({ length: rows * classes }, (_, i) => Math.sin(i * 12.9898) * 4),
  [rows, classes],
  'float32',
);
const labels: Tensor = fromValues(
  Float64Array.from({ length: rows }, (_, row) => (row * 37) % classes),
  [rows],
  'int64',
);

const heldAs = (handle: string, { shape, dtype }: Tensor): HeldTensor => ({
  handle,
  shape,
  dtype,
  label: handle,
  file: null,
});

const queryOf = (rest: Partial<BatchQuery> = {}): BatchQuery => ({
  batch: {
    prediction: heldAs('logits', logits),
    target: heldAs('labels', labels),
    changes: { prediction: {}, target: {} },
  },
  loss: 'cross_entropy',
  library: 'torch',
  reduction: 'mean',
  dtype: 'float32',
  options: {},
  activation: 'none',
  temperature: 1,
  scale: { raw: 'logits', link: 'softmax' },
  ...rest,
});

function whole(input: Tensor, target: Tensor) {
  const loss = lossById('cross_entropy');
  const result = loss && computeLoss(loss, { inputs: { input, target }, gradient: true });
  if (!result?.ok) throw new Error('core refuses the batch');
  return result.value;
}

const clients: HolderClient[] = [];

async function holding(connect: Connect = inThisThread): Promise<HolderClient> {
  const client = new HolderClient(connect);
  clients.push(client);
  await client.request('keep', { handle: 'logits', tensor: logits });
  await client.request('keep', { handle: 'labels', tensor: labels });
  return client;
}

afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

describe('a holder', () => {
  it('computes the loss of tensors that it holds', async () => {
    const client = await holding();
    const outcome = whole(logits, labels);
    const summary = await client.request('batchSummary', queryOf());
    if (!summary.ok) throw new Error(summary.message);
    expect(summary.value).toBeCloseTo(outcome.value.data[0] ?? 0, 5);
    expect(summary.divisor).toBe(rows);
    const losses = Array.from(outcome.elements.losses.data);
    expect(summary.worst?.row).toBe(losses.indexOf(Math.max(...losses)));
  });

  it('gives a part of the table with probabilities and gradient', async () => {
    const client = await holding();
    const summary = await client.request('batchSummary', queryOf());
    const area = { row: 60, rows: 100, column: 4990, columns: 100 };
    const part = await client.request('batchWindow', { query: queryOf(), area });
    expect(part.values.length).toBe(4 * 10);
    expect(part.values[10]).toBe(logits.data[61 * classes + 4990]);
    expect([...(part.target ?? [])]).toEqual([...labels.data.slice(60)]);
    const gradient = whole(logits, labels).gradients.input?.data[61 * classes + 4990] ?? 0;
    expect((part.gradient?.[10] ?? 0) * (summary.ok ? summary.share : 0)).toBeCloseTo(gradient, 9);
    expect(part.probabilities?.[10]).toBeGreaterThan(0);
  });

  it('takes over what was changed, and back', async () => {
    const client = await holding();
    const before = await client.request('batchSummary', queryOf());
    const { batch } = queryOf();
    const changes = { prediction: { 3: { 7: 9 } }, target: { 3: { 0: 7 } } };
    const after = await client.request('batchSummary', queryOf({ batch: { ...batch, changes } }));
    const [input, target] = [
      { ...logits, data: logits.data.slice() },
      { ...labels, data: labels.data.slice() },
    ];
    input.data[3 * classes + 7] = 9;
    target.data[3] = 7;
    expect(after.ok && after.value).toBeCloseTo(whole(input, target).value.data[0] ?? 0, 5);
    expect(await client.request('batchSummary', queryOf())).toEqual(before);
  });

  it('sorts the samples and gives those in sight', async () => {
    const client = await holding();
    const query = queryOf();
    await client.request('batchSummary', query);
    const request = { query, order: 'loss', down: true, from: 0, end: 3 } as const;
    const samples = await client.request('batchSamples', request);
    const sorted = Array.from(whole(logits, labels).elements.losses.data).sort((a, b) => b - a);
    samples.forEach(({ loss }, i) => {
      expect(loss).toBeCloseTo(sorted[i] ?? 0, 5);
    });
    expect(samples[0]?.target).toBe(labels.data[samples[0]?.row ?? -1]);
  });

  it('does not begin what is no longer wanted', async () => {
    const client = await holding();
    const task = { signal: AbortSignal.abort(), report: () => undefined };
    await expect(client.request('batchSummary', queryOf(), task)).rejects.toThrow(Cancelled);
  });

  it('lets a file go of which nothing was chosen', async () => {
    const client = await holding();
    const bytes = new TextEncoder().encode('1,2\n3,4\n');
    const opened = await client.request('open', { name: 'a.csv', bytes });
    if (!opened.ok) throw new Error(opened.error);
    const { file } = opened.value;
    await client.request('close', file);
    const taken = await client.request('take', { file, entry: 0, handle: 'a', always: true });
    expect(taken).toMatchObject({ ok: false });
  });

  it('says why a loss refuses the batch', async () => {
    const client = await holding();
    expect(await client.request('batchSummary', queryOf({ loss: 'ctc_loss' }))).toMatchObject({ ok: false });
    const { batch } = queryOf();
    const changes = { prediction: {}, target: { 0: { 0: classes } } };
    expect(await client.request('batchSummary', queryOf({ batch: { ...batch, changes } }))).toMatchObject({
      ok: false,
      message: `Target ${classes} is out of bounds.`,
    });
  });

  it('says that a tensor is gone', async () => {
    const client = await holding();
    await client.request('retain', ['labels']);
    await expect(client.request('batchSummary', queryOf())).rejects.toThrow('no longer in memory');
  });
});

describe('the holder of a file', () => {
  const npy = (values: Float32Array, shape: string): Uint8Array => {
    const header = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117).concat('\n');
    const bytes = new Uint8Array(128 + values.byteLength);
    bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
    bytes.set(new TextEncoder().encode(header), 10);
    bytes.set(new Uint8Array(values.buffer), 128);
    return bytes;
  };

  it('gives a small tensor whole, keeps a large one', async () => {
    const client = await holding();
    const small = await client.request('open', { name: 'a.npy', bytes: npy(Float32Array.of(1, 2), '(2,)') });
    if (!small.ok) throw new Error(small.error);
    expect(small.value.entries).toEqual([{ name: '', shape: [2], dtype: 'float32' }]);
    expect(
      await client.request('take', { file: small.value.file, entry: 0, handle: 'a', always: false }),
    ).toMatchObject({
      ok: true,
      value: { kind: 'whole', tensor: { shape: [2] } },
    });
    const bytes = npy(logits.data as Float32Array, `(${rows}, ${classes})`);
    const large = await client.request('open', { name: 'b.npy', bytes });
    if (!large.ok) throw new Error(large.error);
    expect(
      await client.request('take', { file: large.value.file, entry: 0, handle: 'b', always: false }),
    ).toEqual({
      ok: true,
      value: { kind: 'held', handle: 'b', shape: [rows, classes], dtype: 'float32' },
    });
  });

  it('says what is wrong with a file', async () => {
    const client = await holding();
    const answer = await client.request('open', { name: 'a.npy', bytes: Uint8Array.of(1, 2) });
    expect(answer).toMatchObject({ ok: false, error: expect.stringContaining('.npy') });
  });
});

describe('long work', () => {
  // No kernel serves float64: slow enough to be cancelled.
  const slow = queryOf({ dtype: 'float64' });

  it('tells how far it is, and stops when cancelled', async () => {
    const client = await holding();
    const controller = new AbortController();
    const seen: number[] = [];
    const report = (done: number) => {
      seen.push(done);
      if (seen.length === 2) controller.abort();
    };
    const answer = client.request('batchSummary', slow, { signal: controller.signal, report });
    await expect(answer).rejects.toThrow(Cancelled);
    expect(seen).toHaveLength(2);
    expect(seen[1]).toBeGreaterThan(seen[0] ?? 1);
    const resumed = await client.request('batchSummary', slow);
    expect(resumed.ok && resumed.value).toBeCloseTo(whole(logits, labels).value.data[0] ?? 0, 5);
  });

  it('lets a later question through', async () => {
    const client = await holding();
    const order: string[] = [];
    const long = client.request('batchSummary', slow).then(() => order.push('summary'));
    const batch = slow.batch;
    const row = client
      .request('batchRow', { batch, loss: 'cross_entropy', library: 'torch', row: 1 })
      .then(() => order.push('row'));
    await Promise.all([long, row]);
    expect(order).toEqual(['row', 'summary']);
  });
});

describe('a worker thread', () => {
  it('answers as the same code does here', async () => {
    const { outputFiles } = await build({
      entryPoints: ['src/host/holder/worker.ts'],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      target: 'es2022',
    });
    const worker = new Worker(outputFiles[0]?.text ?? '', { eval: true });
    const client = await holding((receive) => {
      worker.on('message', (message: FromHolder) => receive(message));
      return {
        send: (message, transfer = []) => worker.postMessage(message, [...transfer]),
        dispose: () => void worker.terminate(),
      };
    });
    const here = await (await holding()).request('batchSummary', queryOf());
    expect(await client.request('batchSummary', queryOf())).toEqual(here);
  });
});
