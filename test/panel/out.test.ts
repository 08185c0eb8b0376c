import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { State } from '../../src/protocol.ts';
import { cell, chooseLoss, lossShown, number, press, settled } from './driver.ts';
import { crossEntropy, labels, logits, usePanel } from './fixture.ts';

const panel = usePanel();

/** What the panel asked of the host, in order. */
const asked = <T>(name: string): Promise<readonly T[]> =>
  panel.page.evaluate(
    (wanted) =>
      window.messages.flatMap((message) =>
        message.type === 'request' && message.name === wanted ? [message.payload as T] : [],
      ),
    name,
  );

async function choose(item: string): Promise<void> {
  await panel.page.getByRole('button', { name: 'Copy and export' }).click();
  await panel.page.getByRole('menuitem', { name: item }).click();
  await settled(panel.page);
}

interface Saved {
  readonly name: string;
  readonly mime: string;
  readonly base64: string;
}

async function saved(item: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await choose(item);
  await expect.poll(async () => (await asked<Saved>('save')).length).toBe(1);
  const [file] = await asked<Saved>('save');
  return { name: file?.name ?? '', bytes: Buffer.from(file?.base64 ?? '', 'base64') };
}

/** Runs Python with PyTorch and returns what it prints. */
function runPython(code: string): string {
  const { stdout, stderr, status } = spawnSync('/usr/bin/python3', ['-W', 'ignore', '-c', code], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const hasTorch = spawnSync('/usr/bin/python3', ['-c', 'import torch']).status === 0;

describe('13 code', () => {
  it.runIf(hasTorch).each([
    ['Cross-entropy', []],
    ['Negative log-likelihood', []],
    ['Binary cross-entropy with logits', []],
    ['Binary cross-entropy', []],
    ['Kullback–Leibler divergence', []],
    ['Cross-entropy of two distributions', []],
    ['Huber', []],
    ['Triplet margin', []],
    ['Gaussian negative log-likelihood', []],
  ])('for PyTorch reproduces the number of %s, run by PyTorch', async (title) => {
    await chooseLoss(panel.page, title);
    await choose('Copy as PyTorch code');
    const [code = ''] = await asked<string>('copy');
    const [value = ''] = runPython(code).split('\n');
    expect(Number(value).toFixed(4)).toBe(await lossShown(panel.page));
  });

  it.runIf(hasTorch)('carries weights, smoothing, temperature and activation', async () => {
    await number(panel.page, 'Class weights', '1, 2, 4');
    await number(panel.page, 'Label smoothing', '0.2');
    await number(panel.page, 'Temperature', '1.5');
    await panel.page.getByLabel('Activation').selectOption('softmax');
    await choose('Copy as PyTorch code');
    const [code = ''] = await asked<string>('copy');
    expect(Number(runPython(code).split('\n')[0]).toFixed(4)).toBe(await lossShown(panel.page));
  });

  it('for Keras and optax names their losses, logits included', async () => {
    await choose('Copy as Keras code');
    await choose('Copy as optax code');
    const [keras, optax] = await asked<string>('copy');
    expect(keras).toContain('keras.losses.SparseCategoricalCrossentropy(from_logits=True)');
    expect(keras).toContain('print(loss(target, input))');
    expect(optax).toContain('optax.losses.softmax_cross_entropy_with_integer_labels(input, target).mean()');
  });

  it('for Keras is not offered where it would not give the number', async () => {
    await number(panel.page, 'Class weights', '1, 2, 4');
    await panel.page.getByRole('button', { name: 'Copy and export' }).click();
    expect(await panel.page.getByRole('menuitem', { name: 'Copy as Keras code' }).count()).toBe(0);
  });

  it('goes into the editor', async () => {
    await choose('Insert PyTorch code');
    expect((await asked<string>('insert'))[0]).toContain('F.cross_entropy(input, target)');
  });
});

describe('13 files', () => {
  it('JSON is the state, and opens the same panel', async () => {
    const { name, bytes } = await saved('Save as JSON');
    expect(name).toBe('loss.json');
    const state = JSON.parse(bytes.toString()) as State;
    await number(panel.page, 'Label smoothing', '0.5');
    await panel.page.evaluate((pushed) => window.pushState(pushed), state);
    await expect.poll(() => lossShown(panel.page)).toBe(crossEntropy(logits, labels));
  });

  it('CSV has a row a sample, with outputs and gradient', async () => {
    const { bytes } = await saved('Save the table as CSV');
    const [head = '', ...rows] = bytes.toString().trim().split('\r\n');
    expect(head).toBe(
      'sample,target,loss,p_true,gradient_norm,share,ignored,output cat,output dog,output bird,gradient cat,gradient dog,gradient bird',
    );
    expect(rows).toHaveLength(4);
    expect(Number(rows[2]?.split(',')[2]).toFixed(4)).toBe('3.2543');
  });

  it('SVG stands by itself: colours written out, no classes, no script', async () => {
    const { name, bytes } = await saved('Save the curve as SVG');
    const text = bytes.toString();
    expect(name).toBe('curve.svg');
    expect(text).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(text).toMatch(/stroke="rgb\(/);
    expect(text).not.toMatch(/class=|var\(|<script/);
  });

  it('PNG is one', async () => {
    const { bytes } = await saved('Save the curve as PNG');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(600);
  });
});

describe('13 links', () => {
  it('carry the whole panel, without where it came from', async () => {
    await choose('Copy a link to it');
    const [link = ''] = await asked<string>('copy');
    const url = new URL(link);
    expect(url.protocol).toBe('vscode:');
    const state = JSON.parse(url.searchParams.get('state') ?? '') as State;
    expect(state.setting.inputs.input?.shape).toEqual([4, 3]);
    expect(state.source).toBeNull();
  });

  it('lead back to the source line', async () => {
    const source = { uri: 'file:///train.py', start: 3, end: 9, label: 'train.py:1' };
    await panel.page.evaluate(async (given) => {
      const state = window.messages.length
        ? JSON.parse(sessionStorage.getItem('panel-state') ?? 'null')
        : null;
      const base = state ?? {
        version: 1,
        setting: {
          loss: 'cross_entropy',
          library: 'torch',
          reduction: 'mean',
          dtype: 'float32',
          inputs: {},
          options: {},
        },
        compare: null,
        classNames: null,
        rule: null,
        view: {},
      };
      window.pushState({ ...base, source: given });
    }, source);
    await panel.page.getByRole('button', { name: 'train.py:1' }).click();
    expect(await asked('reveal')).toEqual([source]);
  });
});

describe('14 staying', () => {
  it('survives a reload, sections and selection too', async () => {
    await cell(panel.page, 1, 0).focus();
    await press(panel.page, 'Shift+ArrowUp');
    await panel.page.getByRole('button', { name: 'Precision' }).click();
    const before = await lossShown(panel.page);
    await expect
      .poll(() => panel.page.evaluate(() => sessionStorage.getItem('panel-state')))
      .toContain('numerics');
    await panel.page.reload();
    await panel.page.locator('li-result').waitFor();
    expect(await lossShown(panel.page)).toBe(before);
    expect(await panel.page.locator('li-numerics table').count()).toBe(1);
    expect(await panel.page.locator('li-samples tr[aria-selected=true]').textContent()).toContain('dog');
  });

  it('tells the host of every change, once it pauses', async () => {
    await cell(panel.page, 1, 0).focus();
    await press(panel.page, 'ArrowUp', 'ArrowUp', 'ArrowUp');
    await expect
      .poll(async () => (await asked<State>('stateChanged')).at(-1)?.setting.inputs.input?.data[3])
      .toBe(1.5);
    expect((await asked('stateChanged')).length).toBeLessThan(4);
  });

  it('shows what the host pushes, and undoes it', async () => {
    const before = await lossShown(panel.page);
    await panel.page.evaluate(() =>
      window.pushState({
        version: 1,
        setting: {
          loss: 'mse_loss',
          library: 'torch',
          reduction: 'mean',
          dtype: 'float32',
          inputs: {},
          options: {},
        },
        compare: null,
        classNames: null,
        source: null,
        rule: null,
        view: {},
      }),
    );
    await expect.poll(() => lossShown(panel.page)).toBe('0.3150');
    await panel.page.getByRole('button', { name: 'Undo' }).click();
    expect(await lossShown(panel.page)).toBe(before);
  });

  it('ignores a saved state that is damaged', async () => {
    await panel.page.evaluate(() =>
      sessionStorage.setItem('panel-state', '{"version":1,"setting":{"loss":3}}'),
    );
    await panel.page.reload();
    await panel.page.locator('li-result').waitFor();
    expect(await lossShown(panel.page)).toBe(crossEntropy(logits, labels));
  });

  it('follows the selection when asked to: the host sees the wish', async () => {
    await panel.page
      .getByRole('button', { name: 'Follow the editor’s selection' })
      .or(panel.page.getByRole('button', { name: "Follow the editor's selection" }))
      .click();
    await expect.poll(async () => (await asked<State>('stateChanged')).at(-1)?.view.follow).toBe(true);
  });
});
