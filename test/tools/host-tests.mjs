// Runs the tests of test/host inside the extension host of a real VS Code and reads their results.
//   node test/tools/host-tests.mjs [node|web] [part of a test's name]
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { launchChromium } from './chromium.mjs';
import { freshFolder, inRepo } from './places.mjs';
import { serve } from './vscode.mjs';

/**
 * @typedef {{ name: string, outcome: 'passed' | 'failed' | 'skipped', ms: number, error?: string }} Result
 * @typedef {'node' | 'web'} HostKind
 */

/**
 * Bundles test/host/index.ts, which exports `run()`, for one kind of extension host.
 * @param {HostKind} kind
 * @returns {Promise<string>} the bundle
 */
export async function bundleHostTests(kind) {
  const { build } = await import('esbuild');
  const outfile = inRepo('out', 'host', kind, 'index.js');
  await build({
    entryPoints: [inRepo('test', 'host', 'index.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: kind === 'node' ? 'node' : 'browser',
    target: 'es2022',
    sourcemap: 'inline',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

/** A fresh copy of a folder of test/host, which the tests may change. */
export async function copyHostWorkspace(name = 'workspace') {
  const workspace = freshFolder(name);
  const template = inRepo('test', 'host', name);
  if (existsSync(template)) await cp(template, workspace, { recursive: true });
  return workspace;
}

/**
 * Runs the tests in a fresh workspace. The web host gets what the desktop's usual case is not: several folders that
 * nobody has said to trust.
 * @param {HostKind} kind
 * @param {{ timeoutMs?: number, only?: string, extension?: string, installed?: readonly string[], say?: (message: string) => void }} [options]
 * @returns {Promise<{ results: Result[], log: string[] }>}
 */
export async function runHostTests(kind, options = {}) {
  const workspace = await copyHostWorkspace();
  const tests = await bundleHostTests(kind);
  const env = options.only ? { HOST_TEST: options.only } : {};
  const vscode = await serve({
    workspace,
    tests,
    ...(kind === 'web' ? { web: true, restricted: true, folders: [await copyHostWorkspace('second')] } : {}),
    env,
    installed: options.installed ?? [],
    ...(options.extension ? { extension: options.extension } : {}),
  });
  const log = /** @type {string[]} */ ([]);
  const context = await launchChromium();
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const ended = hearHost(page, log, options.timeoutMs ?? 180_000);
    await page.goto(vscode.url);
    const end = await ended;
    return { results: readResults(log, end.code === 0, `${end.message}\n${vscode.log()}`), log };
  } finally {
    await context.close();
    await vscode.stop();
  }
}

/**
 * Listens to the page: the host's console goes to `log`; resolves with how the run ended.
 * @param {import('playwright-core').Page} page
 * @param {string[]} log
 * @param {number} timeoutMs
 * @returns {Promise<{ code: number, message: string }>}
 */
function hearHost(page, log, timeoutMs) {
  return new Promise((resolve) => {
    const late = { code: -1, message: `The tests did not end within ${timeoutMs / 1000} s.` };
    const timer = setTimeout(() => resolve(late), timeoutMs);
    const exit = (/** @type {number} */ code) => {
      clearTimeout(timer);
      resolve({ code, message: `The extension host ended with ${code}.` });
    };
    const hear = (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      const line = args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ');
      if (!noise.test(line)) log.push(line.startsWith(mark) ? line : `[${type}] ${line.slice(0, 2_000)}`);
    };
    void page.exposeFunction('codeAutomationLog', hear);
    void page.exposeFunction('codeAutomationExit', exit);
    page.on('crash', () => exit(-1));
  });
}

const mark = '@host-test ';

/** What this VS Code says in every run: native modules that were left out, the marketplace that cannot be reached, its own connection. */
const noise =
  /spdlog|native-watchdog|build\/Release\/watchdog|open-vsx\.org|connection token|[Cc]reating a socket|grace-time|Service Worker|AgentHost|AccountPolicyGate|builtin extensions cache/;

/**
 * Reads the reports that `test/host/harness.ts` writes, one line a test.
 * @param {readonly string[]} log
 * @param {boolean} success whether the host itself ended well
 * @param {string} end how it ended: the message of a run that broke off
 * @returns {Result[]}
 */
export function readResults(log, success, end) {
  const results = log
    .filter((line) => line.includes(mark))
    .map((line) => /** @type {Result} */ (JSON.parse(line.slice(line.indexOf(mark) + mark.length))));
  const explained = success || results.some(({ outcome }) => outcome === 'failed');
  if (!explained || results.length === 0)
    results.push({
      name: 'the extension host runs all tests',
      outcome: 'failed',
      ms: 0,
      error: `${end}\n${log.slice(-30).join('\n')}`,
    });
  return results;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const kind = process.argv[2] === 'web' ? 'web' : 'node';
  const only = process.argv[3];
  const { results, log } = await runHostTests(kind, only ? { only } : {});
  for (const line of log) if (!line.includes(mark)) console.log(line);
  for (const { name, outcome, ms, error } of results)
    console.log(`${outcome} ${name} (${ms} ms)${error ? `\n${error}` : ''}`);
  process.exit(results.every(({ outcome }) => outcome === 'passed') ? 0 : 1);
}
