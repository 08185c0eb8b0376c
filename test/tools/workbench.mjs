// A real VS Code in a real browser, for tests that act as a user does: clicks and keys through Playwright, and a look inside
// the extension host through the bridge.
import { randomUUID } from 'node:crypto';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { launchChromium } from './chromium.mjs';
import { freePort, host } from './network.mjs';
import { freshFolder, inRepo, root } from './places.mjs';
import { serve } from './vscode.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {object} WorkbenchOptions
 * @property {string} [template] the workspace is a fresh copy of this folder (relative to the repository); default: media/examples
 * @property {string} [file] a file to open at the start, relative to the workspace
 * @property {string | null} [extension] the extension under development; default: this repository
 * @property {string} [install] a .vsix to install first
 * @property {readonly string[]} [installed] folders of further extensions
 * @property {boolean} [web] the web-worker host; `inHost` is not available there
 * @property {'light' | 'dark' | 'high-contrast' | 'high-contrast-light'} [theme] default: dark
 * @property {{ width: number, height: number }} [viewport]
 * @property {number} [deviceScaleFactor]
 * @property {Record<string, unknown>} [settings]
 * @property {Record<string, string>} [env] further variables for the server and the extension host
 */

const themes = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

/**
 * Opens VS Code with the extension and waits until the workbench is there. Close it at the end.
 * @param {WorkbenchOptions} [options]
 */
export async function openWorkbench(options = {}) {
  const template = path.resolve(root, options.template ?? 'media/examples');
  const workspace = path.join(freshFolder('workspace'), path.basename(template));
  await cp(template, workspace, { recursive: true });
  const bridge = { port: await freePort(), token: randomUUID() };
  const vscode = await serve({
    workspace,
    extension: options.extension === undefined ? root : options.extension,
    installed: [...(options.installed ?? []), ...(options.web ? [] : [inRepo('test', 'tools', 'bridge')])],
    ...(options.install ? { install: options.install } : {}),
    web: options.web ?? false,
    env: {
      ...options.env,
      LOSS_INSPECTOR_BRIDGE_PORT: String(bridge.port),
      LOSS_INSPECTOR_BRIDGE_TOKEN: bridge.token,
    },
    settings: { 'workbench.colorTheme': themes[options.theme ?? 'dark'], ...options.settings },
    ...(options.file ? { file: `${workspace}/${options.file}` } : {}),
  });
  try {
    const context = await launchChromium({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      deviceScaleFactor: options.deviceScaleFactor ?? 1,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    const close = async () => {
      await context.close();
      await vscode.stop();
    };
    try {
      await page.goto(vscode.url);
      await page.locator('.monaco-workbench .part.editor').waitFor({ timeout: 60_000 });
      if (!options.web) await bridgeIsUp(bridge);
    } catch (error) {
      await close();
      throw error;
    }
    return new Workbench(page, workspace, vscode.url, bridge, close);
  } catch (error) {
    await vscode.stop();
    throw error;
  }
}

/** @param {{ port: number, token: string }} bridge */
const bridgeIsUp = async (bridge) => {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    try {
      await ask(bridge, '() => true', []);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  throw new Error('The extension host did not start within 60 s.');
};

/** @param {{ port: number, token: string }} bridge @param {string} source @param {readonly unknown[]} args */
async function ask(bridge, source, args) {
  const response = await fetch(`http://${host}:${bridge.port}/`, {
    method: 'POST',
    headers: { authorization: bridge.token },
    body: JSON.stringify({ source, args }),
    signal: AbortSignal.timeout(60_000),
  });
  const answer = /** @type {{ value?: unknown, error?: string }} */ (await response.json());
  if (answer.error !== undefined) throw new Error(`In the extension host: ${answer.error}`);
  return answer.value;
}

/** A running VS Code. */
export class Workbench {
  #bridge;

  /**
   * @param {Page} page
   * @param {string} workspace
   * @param {string} url
   * @param {{ port: number, token: string }} bridge
   * @param {() => Promise<void>} close
   */
  constructor(page, workspace, url, bridge, close) {
    this.page = page;
    /** The folder that is open: a copy that may be changed. */
    this.workspace = workspace;
    this.url = url;
    this.#bridge = bridge;
    this.close = close;
  }

  /**
   * Runs a function inside the extension host and gives its result. The function is sent as text: it sees `vscode` and its
   * arguments, nothing of the file it stands in. Arguments and result travel as JSON.
   * @template {readonly unknown[]} A
   * @template R
   * @param {(api: typeof import('vscode'), ...args: A) => R} body
   * @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  async inHost(body, ...args) {
    return /** @type {Awaited<R>} */ (await ask(this.#bridge, body.toString(), args));
  }

  /** Opens a file of the workspace in the editor and waits for its text. @param {string} file */
  async openFile(file) {
    await this.inHost(async (vscode, path) => {
      await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
    }, `${this.workspace}/${file}`);
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  /**
   * Runs a command from the palette, as a user does. What the palette offers is decided as it opens, and a selection made
   * a moment ago may not have arrived: so it is opened again until the command is there.
   * @param {string} title as the palette shows it
   */
  async palette(title) {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    const end = Date.now() + 30_000;
    for (;;) {
      await this.page.keyboard.press('F1');
      await this.page.locator('.quick-input-widget input').fill(`>${title}`);
      const offered = await row.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
      if (offered) return row.click();
      if (Date.now() > end) throw new Error(`The palette does not offer "${title}".`);
      await this.page.keyboard.press('Escape');
    }
  }

  /** The document inside the visible webview. */
  webview() {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  }

  /** Presses `keys` with the platform's main modifier. @param {string} keys */
  async chord(keys) {
    await this.page.keyboard.press(`ControlOrMeta+${keys}`);
  }
}
