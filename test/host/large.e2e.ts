import { open } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crossEntropyInto } from '../../src/core/kernel/into.ts';
import { compileKernel } from '../../src/core/kernel/kernel.ts';
import { inRepo } from '../tools/places.mjs';
import { openWorkbench, type Workbench } from '../tools/workbench.mjs';

const [rows, classes] = [1024, 50_257];
const logits = Float32Array.from(
  { length: rows * classes },
  (_, i) => ((Math.imul(i, 2654435761) >>> 8) / 2 ** 24) * 8 - 4,
);
const classOf = (row: number): number => (row * 7919) % classes;
const labels = BigInt64Array.from({ length: rows }, (_, row) => BigInt(classOf(row)));
const targets = Float64Array.from({ length: rows }, (_, row) => classOf(row));

let workbench: Workbench;

/** As `numpy.save` writes it. */
async function save(name: string, descr: string, shape: string, data: ArrayBufferView): Promise<void> {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`
    .padEnd(117)
    .concat('\n');
  const lead = new Uint8Array(128);
  lead.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
  lead.set(new TextEncoder().encode(header), 10);
  const file = await open(path.join(workbench.workspace, name), 'w');
  await file.write(lead);
  await file.write(new Uint8Array(data.buffer));
  await file.close();
}

beforeAll(async () => {
  workbench = await openWorkbench({ template: inRepo('test', 'host', 'workspace') });
  await save('logits.npy', '<f4', `(${rows}, ${classes})`, logits);
  await save('labels.npy', '<i8', `(${rows},)`, labels);
});

afterAll(() => workbench.close());

/** The large number in the panel that is in front. */
const lossShown = () =>
  workbench.webview().getByTestId('loss').first().textContent({ timeout: 5_000 }).catch(String);

const openTensor = (name: string) =>
  workbench.inHost(
    async (vscode, file) => {
      await vscode.commands.executeCommand('lossInspector.openTensorFile', vscode.Uri.file(file));
    },
    path.join(workbench.workspace, name),
  );

function lossOf(targets: ArrayLike<number>): string {
  const result = crossEntropyInto({
    logits,
    gradient: null,
    rows,
    classes,
    targets,
    kernel: compileKernel(),
  });
  return result.ok ? result.value.toFixed(4) : result.error.message;
}

describe('a file of 1,024 × 50,257 float32 in VS Code', () => {
  it('opens in the panel with a provisional target, then with its own', async () => {
    await openTensor('logits.npy');
    await expect.poll(lossShown, { timeout: 60_000 }).toContain(lossOf(new Float64Array(rows)));
    await openTensor('labels.npy');
    await expect.poll(lossShown, { timeout: 60_000 }).toContain(lossOf(targets));
    const status = workbench.webview().locator('li-batch-status .line').first();
    expect(await status.textContent()).toContain('logits.npy: 1,024 × 50,257 float32');
  }, 180_000);

  it('is read again after the window was reloaded', async () => {
    // VS Code in a browser writes its own state every five seconds.
    await workbench.page.waitForTimeout(7_000);
    await workbench.page.reload();
    await workbench.page.locator('.monaco-workbench .part.editor').waitFor({ timeout: 60_000 });
    await expect.poll(lossShown, { timeout: 60_000 }).toContain(lossOf(targets));
  }, 180_000);
});
