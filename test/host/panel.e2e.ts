import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRepo } from '../tools/places.mjs';
import { openWorkbench, type Workbench } from '../tools/workbench.mjs';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await openWorkbench({ template: inRepo('test', 'host', 'workspace') });
});

afterAll(() => workbench.close());

/** The large number in the panel that is in front. */
const lossShown = () =>
  workbench.webview().getByTestId('loss').first().textContent({ timeout: 5_000 }).catch(String);

async function select(file: string, ...texts: readonly string[]): Promise<void> {
  await workbench.openFile(file);
  await workbench.inHost((vscode, wanted) => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) throw new Error('No editor is active.');
    const { document } = editor;
    editor.selections = wanted.map((text) => {
      const start = document.getText().indexOf(text);
      if (start < 0) throw new Error(`${text} is not in the file.`);
      return new vscode.Selection(document.positionAt(start), document.positionAt(start + text.length));
    });
    editor.revealRange(editor.selection);
  }, texts);
}

const closeAll = () =>
  workbench.inHost(async (vscode) => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

describe('the panel in VS Code', () => {
  it('opens from the palette on an example', async () => {
    await workbench.palette('Loss Inspector: Open Panel');
    await expect.poll(lossShown, { timeout: 30_000 }).toMatch(/1\.1635/);
    await closeAll();
  });

  // torch.nn.functional.cross_entropy, PyTorch 1.13
  it("shows a selection's loss beside the code and in the panel", async () => {
    await select('tensors.py', 'torch.tensor([[3.05, 3.13, 3.48]])', 'torch.tensor([2])');
    await workbench.palette('Loss Inspector: Compute Loss from Selection');
    await expect.poll(lossShown, { timeout: 30_000 }).toMatch(/0\.8566/);
    // As a string: the test itself is compiled without the DOM.
    const after = await workbench.page.evaluate(
      `[...document.querySelectorAll('.view-line span')].some((span) =>
        getComputedStyle(span, '::after').content.includes('0.8566'))`,
    );
    expect(after).toBe(true);
  });

  it('keeps its state when the window is reloaded', async () => {
    // VS Code in a browser writes its own state every five seconds.
    await workbench.page.waitForTimeout(7_000);
    await workbench.page.reload();
    await workbench.page.locator('.monaco-workbench .part.editor').waitFor({ timeout: 60_000 });
    await expect.poll(lossShown, { timeout: 60_000 }).toMatch(/0\.8566/);
    await closeAll();
  }, 120_000);

  it('opens on the live mistake from a quick fix', async () => {
    await select('train.py', 'criterion(model(x), y)');
    await workbench.page.locator('.squiggly-error').first().waitFor({ timeout: 20_000 });
    const choice = workbench.page.locator('.action-widget').getByText('See this mistake live');
    const offered = async (): Promise<boolean> => {
      // A menu that opens while the file is checked again closes with what it was opened for.
      await workbench.inHost((vscode) => vscode.commands.executeCommand('editor.action.quickFix'));
      return choice.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(offered, { timeout: 30_000 }).toBe(true);
    await choice.click();
    await workbench.webview().getByRole('article').waitFor();
    await expect.poll(lossShown, { timeout: 30_000 }).toMatch(/\d\.\d/);
    await closeAll();
  });

  it('shows two panels at once, each with its own numbers', async () => {
    await workbench.palette('Loss Inspector: Open Panel');
    await expect.poll(lossShown, { timeout: 30_000 }).toMatch(/1\.1635/);
    await workbench.palette('Loss Inspector: Open Another Panel');
    const tabs = workbench.page.getByRole('tab', { name: /Cross-entropy/ });
    await expect.poll(() => tabs.count(), { timeout: 30_000 }).toBe(2);
    await expect.poll(lossShown, { timeout: 30_000 }).toMatch(/1\.1635/);
    await workbench.webview().getByLabel('Reduction').selectOption('sum');
    await expect.poll(lossShown).toMatch(/4\.6539/);
    await tabs.first().click();
    await expect.poll(lossShown, { timeout: 30_000 }).toMatch(/1\.1635/);
    await closeAll();
  });

  it('opens from the code lens on the call', async () => {
    await workbench.openFile('tensors.py');
    await workbench.page.locator('.codelens-decoration a').first().click();
    await workbench.page.getByRole('tab', { name: /tensors\.py:6/ }).waitFor();
    await closeAll();
  });
});
