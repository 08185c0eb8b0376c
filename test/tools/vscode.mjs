// A real VS Code without a download from outside the npm registry: `code-server` carries Microsoft's VS Code server and its
// web workbench; `node-<platform>` is the Node.js it wants. Installed once into the cache folder, never into the project.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort, host, waitForAnswer } from './network.mjs';
import { freshFolder, makeCacheFolder, root } from './places.mjs';
import { npm, runOrThrow, start, stopProcess, tail } from './processes.mjs';

/** The npm release of code-server; it carries VS Code 1.139.1, which runs on Node 24. */
const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';

/** @typedef {{ node: string, server: string }} Installed the two files that make up a running VS Code */

/** @param {(message: string) => void} [say] progress @returns {Promise<Installed>} */
export async function ensureVSCode(say = () => {}) {
  const platform = nodePackage();
  const cache = makeCacheFolder();
  const final = path.join(cache, `vscode-${codeServerVersion}-node-${nodeVersion}`);
  if (!existsSync(final)) await install(cache, final, platform, say);
  const installed = filesIn(final, platform);
  for (const file of Object.values(installed))
    if (!existsSync(file)) throw new Error(`${file} is missing. Remove the folder ${final} and try again.`);
  return installed;
}

/** The npm package with Node.js for this machine. */
function nodePackage() {
  const system = { linux: 'linux', darwin: 'darwin', win32: 'win' }[/** @type {string} */ (process.platform)];
  if (!system || !['x64', 'arm64'].includes(process.arch))
    throw new Error(
      `There is no embedded VS Code for ${process.platform} on ${process.arch} (supported: Linux, macOS and Windows on x64 and ` +
        'arm64). Install desktop VS Code so that `code` is on the PATH, and run this again.',
    );
  return `node-${system}-${process.arch}`;
}

/** @param {string} folder @param {string} platform @returns {Installed} */
function filesIn(folder, platform) {
  const modules = path.join(folder, 'node_modules');
  return {
    node: path.join(modules, platform, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    server: path.join(modules, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

/**
 * Installs beside the final place and moves there at once, so that an interrupted or parallel run leaves nothing half done.
 * @param {string} cache
 * @param {string} final
 * @param {string} platform
 * @param {(message: string) => void} say
 */
async function install(cache, final, platform, say) {
  say(`Installing VS Code ${codeServerVersion} (code-server) from npm into ${cache}: about 200 MB, once …`);
  const folder = await mkdtemp(path.join(cache, 'installing-'));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel=error'];
  try {
    await npm(
      [
        'install',
        '--prefix',
        folder,
        ...quiet,
        `code-server@${codeServerVersion}`,
        `${platform}@${nodeVersion}`,
      ],
      { cwd: folder, timeoutMs: 600_000 },
    );
    const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
    await npm(['install', '--omit=dev', ...quiet], { cwd: vscode, timeoutMs: 600_000 });
    await rename(folder, final).catch((error) => {
      if (!existsSync(final)) throw error;
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`VS Code could not be installed from the npm registry (is there a network?).\n${reason}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @typedef {object} ServeOptions
 * @property {string} workspace the folder to open
 * @property {readonly string[]} [folders] further folders of the workspace
 * @property {boolean} [restricted] nobody has said to trust the workspace
 * @property {string | null} [extension] the folder of the extension under development; default: this repository
 * @property {readonly string[]} [installed] folders of further extensions
 * @property {string} [install] a .vsix to install
 * @property {string} [tests] a bundle that exports `run()`, for the extension host
 * @property {boolean} [web] run the extension's `browser` entry in the web-worker host
 * @property {Record<string, string>} [env] for the server and the extension host
 * @property {string} [file] a file to open at the start
 * @property {Record<string, unknown>} [settings] machine settings, as in settings.json
 * @property {(message: string) => void} [say] progress
 *
 * @typedef {object} Serving
 * @property {string} url the page: the workspace opened, the extension loaded
 * @property {number} port
 * @property {(authority: string) => string} pathAt what follows `http://authority` when the page is reached at another address
 * @property {() => Promise<void>} stop
 * @property {Promise<unknown>} ended settles when the server has ended
 * @property {() => string} log the end of the server's output
 */

/**
 * Starts VS Code for a browser, with fresh user data: nothing of an earlier run or of the user's own VS Code is seen.
 * @param {ServeOptions} options
 * @returns {Promise<Serving>}
 */
export async function serve(options) {
  const { node, server } = await ensureVSCode(options.say);
  const data = freshFolder('vscode');
  await writeSettings(data, { ...(options.restricted ? untrusted : {}), ...options.settings });
  // A new server takes the folders that it finds here as installed.
  for (const folder of options.installed ?? [])
    await cp(folder, path.join(data, 'extensions', path.basename(folder)), { recursive: true });
  if (options.install)
    await runOrThrow(node, [server, '--server-data-dir', data, '--install-extension', options.install], {
      env: withoutNodeOptions,
      timeoutMs: 120_000,
    });
  const opened = await openedAs(data, options);
  const port = await freePort();
  const token = randomUUID();
  const child = start(
    node,
    [
      server,
      '--host',
      host,
      '--port',
      String(port),
      '--server-data-dir',
      data,
      '--connection-token',
      token,
      ...(options.restricted ? [] : ['--disable-workspace-trust']),
      ...serverFlags,
    ],
    { cwd: data, env: { ...withoutNodeOptions, ...options.env } },
  );
  let log = '';
  const collect = (/** @type {Buffer} */ chunk) => {
    log = (log + chunk).slice(-20_000);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = () => stopProcess(child);
  try {
    await waitForAnswer(`http://${host}:${port}/version`, {
      timeoutMs: 60_000,
      stopped: () =>
        child.exitCode === null && child.signalCode === null
          ? undefined
          : `VS Code's server ended by itself:\n${tail(log)}`,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const pathAt = (/** @type {string} */ authority) => pagePath(authority, token, { ...options, opened });
  const url = `http://${host}:${port}${pathAt(`${host}:${port}`)}`;
  return { url, port, pathAt, stop, ended, log: () => tail(log) };
}

const serverFlags = [
  '--accept-server-license-terms',
  '--disable-telemetry',
  // Lets the page's payload name an extension under development.
  '--enable-smoke-test-driver',
];

/** The server is another Node.js than ours: options meant for ours, such as a test runner's loader, must not reach it. */
const withoutNodeOptions = {
  NODE_OPTIONS: undefined,
  VSCODE_CWD: undefined,
  ELECTRON_RUN_AS_NODE: undefined,
};

/** @param {string} data @param {Record<string, unknown>} settings */
async function writeSettings(data, settings) {
  const folder = path.join(data, 'data', 'Machine');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ ...calm, ...settings }, null, 2));
}

/** Nothing that pops up, phones home or moves. */
const calm = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  'chat.disableAIFeatures': true,
};

/** Restricted Mode without a question at the start. */
const untrusted = {
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/**
 * What the page is asked to open: the folder, or a workspace file for several folders.
 * @param {string} data @param {ServeOptions} options
 * @returns {Promise<Record<string, string>>}
 */
async function openedAs(data, { workspace, folders = [] }) {
  if (folders.length === 0) return { folder: slashed(path.resolve(workspace)) };
  const file = path.join(data, 'several.code-workspace');
  const paths = [workspace, ...folders].map((folder) => ({ path: path.resolve(folder) }));
  await writeFile(file, JSON.stringify({ folders: paths }));
  return { workspace: slashed(file) };
}

/** @param {string} authority @param {string} token @param {ServeOptions & { opened: Record<string, string> }} options */
function pagePath(authority, token, options) {
  const remote = (/** @type {string} */ file) => `vscode-remote://${authority}${slashed(path.resolve(file))}`;
  const payload = [
    ...(options.extension === null ? [] : [['extensionDevelopmentPath', remote(options.extension ?? root)]]),
    ...(options.tests ? [['extensionTestsPath', remote(options.tests)]] : []),
    ...(options.web ? [['extensionDevelopmentKind', 'web']] : []),
    ...(options.file ? [['openFile', remote(options.file)]] : []),
  ];
  const query = new URLSearchParams({
    tkn: token,
    ...options.opened,
    payload: JSON.stringify(payload),
  });
  return `/?${query}`;
}

/** A path as a URI's: `/`-separated and absolute. @param {string} file */
const slashed = (file) => (path.sep === '\\' ? `/${file.replaceAll('\\', '/')}` : file);
