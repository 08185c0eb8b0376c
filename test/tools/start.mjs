// `npm start`: installs what is missing, builds, and opens the extension with its examples in VS Code: the desktop one where
// there is one, else one in the browser. `npm start -- --browser` asks for the browser; PORT chooses its port.
import { cp, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findDesktop, openBrowser, openDesktop } from './desktop.mjs';
import { listen } from './front.mjs';
import { freePort, host } from './network.mjs';
import { freshFolder, inRepo } from './places.mjs';
import { build, ensureDependencies, requireNode } from './prepare.mjs';
import { serve } from './vscode.mjs';

const say = (/** @type {string} */ message) => console.log(message);
const usualPort = 8137;
const firstExample = 'train.py';

/** The examples are opened as a copy, so that trying things out does not change the repository. @param {string} parent */
async function copyExamples(parent) {
  const workspace = path.join(parent, 'examples');
  await cp(inRepo('media', 'examples'), workspace, { recursive: true });
  return { workspace, file: path.join(workspace, firstExample) };
}

/** @param {string} code */
async function startDesktop(code) {
  const { workspace, file } = await copyExamples(await mkdtemp(path.join(os.tmpdir(), 'loss-inspector-')));
  await openDesktop(code, workspace, file);
  say(`Opened a new window of desktop VS Code (${code}) with Loss Inspector and a copy of its examples:`);
  say(`  ${workspace}`);
}

async function startInBrowser() {
  const port = await choosePort();
  const { workspace, file } = await copyExamples(freshFolder('start'));
  say('Starting VS Code …');
  const vscode = await serve({ workspace, file, say });
  await listen({ port, target: vscode.port, home: vscode.pathAt });
  const url = `http://${host}:${port}/`;
  say(`\nVS Code with Loss Inspector and a copy of its examples is at\n\n    ${url}\n`);
  if (await openBrowser(url)) say('Your browser has been asked to open it.');
  say('Press Ctrl-C to stop it. The copy of the examples goes away with it.');
  await vscode.ended;
  throw new Error(`VS Code's server ended by itself.\n${vscode.log()}`);
}

/** PORT where it is set, else the usual one, else any that is free. */
async function choosePort() {
  const wanted = process.env.PORT;
  if (!wanted) return freePort(usualPort).catch(() => freePort());
  if (!/^\d+$/.test(wanted) || Number(wanted) > 65535)
    throw new Error(`PORT=${wanted} is not a port (0 to 65535).`);
  return freePort(Number(wanted));
}

async function main() {
  requireNode();
  await ensureDependencies(say);
  await build(say);
  const code = process.argv.includes('--browser') ? undefined : findDesktop();
  if (!code) return startInBrowser();
  try {
    return await startDesktop(code);
  } catch (error) {
    say(`Desktop VS Code could not be opened; the browser serves instead. ${String(error)}`);
    return startInBrowser();
  }
}

try {
  await main();
} catch (error) {
  console.error(`\nnpm start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
