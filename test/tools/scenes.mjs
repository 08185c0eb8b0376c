// What the screenshots show: each scene brings VS Code into a state as a user would and may name the part to cut out.

/** @typedef {import('./workbench.mjs').Workbench} Workbench */
/** @typedef {{ x: number, y: number, width: number, height: number }} Clip */

/** The examples' first finding, underlined, with its hover. @param {Workbench} workbench */
async function hover(workbench) {
  await toFirstFinding(workbench, 'train.py');
  await workbench.inHost((vscode) => vscode.commands.executeCommand('editor.action.showHover'));
  await workbench.page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor();
  await settle(workbench);
}

/** The fixes that are offered for it. @param {Workbench} workbench */
async function fix(workbench) {
  await toFirstFinding(workbench, 'train.py');
  await workbench.inHost((vscode) => void vscode.commands.executeCommand('editor.action.quickFix'));
  await workbench.page.locator('.action-widget').first().waitFor();
  await settle(workbench);
}

/** Two tensors selected, and their loss in the panel beside them. @param {Workbench} workbench */
async function panel(workbench) {
  await workbench.openFile('tensors.py');
  await workbench.inHost((vscode) => vscode.commands.executeCommand('workbench.action.closeSidebar'));
  await workbench.inHost((vscode) => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) throw new Error('No editor is active.');
    const text = editor.document.getText();
    editor.selections = ['logits', 'labels'].map((name) => {
      const [line = '', head = ''] = new RegExp(`^(${name} = ).*$`, 'm').exec(text) ?? [];
      const start = text.indexOf(line) + head.length;
      const end = text.indexOf(line) + line.length;
      return new vscode.Selection(editor.document.positionAt(start), editor.document.positionAt(end));
    });
    // Not awaited: the command may ask something first.
    void vscode.commands.executeCommand('lossInspector.computeFromSelection');
  });
  await workbench.webview().locator('body').waitFor();
  await settle(workbench);
}

/** A lesson: softmax twice beside once, in numbers, curves and steps of training. @param {Workbench} workbench */
async function lesson(workbench) {
  await openLesson(workbench, 'softmax-twice');
  await workbench.webview().getByRole('article').waitFor();
  await settle(workbench);
}

/**
 * One part of the panel on a lesson that is about it.
 * @param {string} id @param {string} section
 */
const view = (id, section) => async (/** @type {Workbench} */ workbench) => {
  await openLesson(workbench, id);
  const part = workbench.webview().locator(`li-section[data-section="${section}"]`);
  await part.waitFor();
  if ((await part.getAttribute('open')) === null) await part.getByRole('button').first().click();
  await part.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await settle(workbench);
  return (await part.boundingBox()) ?? undefined;
};

/** A lesson in the whole window. @param {Workbench} workbench @param {string} id */
async function openLesson(workbench, id) {
  await workbench.inHost((vscode) => vscode.commands.executeCommand('workbench.action.closeSidebar'));
  await workbench.inHost((vscode, lesson) => {
    void vscode.commands.executeCommand('lossInspector.openLesson', lesson);
  }, id);
}

/** Opens a file, waits for findings and puts the cursor on the first. @param {Workbench} workbench @param {string} file */
async function toFirstFinding(workbench, file) {
  await workbench.openFile(file);
  await workbench.inHost(async (vscode) => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) throw new Error('No editor is active.');
    const first = () => vscode.languages.getDiagnostics(editor.document.uri)[0]?.range.start;
    for (let tries = 0; tries < 200 && !first(); tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const start = first();
    if (!start) throw new Error(`There is no finding in ${editor.document.fileName}.`);
    editor.selection = new vscode.Selection(start.translate(0, 2), start.translate(0, 2));
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.AtTop);
  });
  await workbench.page.locator('.squiggly-error, .squiggly-warning').first().waitFor();
}

/** Animations end. @param {Workbench} workbench */
const settle = (workbench) => workbench.page.waitForTimeout(1_200);

/** @type {Readonly<Record<string, (workbench: Workbench) => Promise<Clip | void>>>} */
export const scenes = {
  hover,
  fix,
  panel,
  lesson,
  curve: view('focal', 'curve'),
  entropy: view('entropy-of-labels', 'information'),
  precision: view('why-logits', 'numerics'),
  training: view('squared-error-for-classes', 'training'),
};
