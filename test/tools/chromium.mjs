// A Chromium to drive: the machine's own, or Debian's package where we may install it.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { freshFolder } from './places.mjs';
import { run } from './processes.mjs';

/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const standardPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name];
    return folder
      ? [
          path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          path.join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ]
      : [];
  }),
];

/**
 * The first Chromium, Chrome or Edge on the PATH or in its standard place; `CHROMIUM` names another.
 * @returns {string | undefined}
 */
export function findChromium() {
  const chosen = process.env.CHROMIUM;
  if (chosen) return chosen;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...standardPlaces,
  ];
  return candidates.find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The Chromium of this machine, installed first where it is missing and Debian's packages can be had.
 * @param {(message: string) => void} [say] progress
 * @returns {Promise<string>}
 */
export async function ensureChromium(say = () => {}) {
  const found = findChromium();
  if (found) return found;
  const installable =
    process.platform === 'linux' && process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get');
  if (!installable)
    throw new Error(
      'No Chromium, Chrome or Edge was found. Install one (Debian and Ubuntu: `sudo apt-get install chromium`; macOS: ' +
        '`brew install --cask google-chrome`), or set CHROMIUM to its path.',
    );
  say('Installing Chromium (apt-get install chromium) …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env, timeoutMs: 300_000 });
  const outcome = await run(
    'apt-get',
    ['install', '-yq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
    {
      env,
      timeoutMs: 600_000,
    },
  );
  const installed = findChromium();
  if (!installed)
    throw new Error(
      `Chromium could not be installed (apt-get ended with ${outcome.code}).\n${outcome.output.slice(-2000)}`,
    );
  return installed;
}

/** Flags that keep Chromium from looking for hosts outside, and that a container needs. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * A browser window with an empty profile. Close it with `context.close()`.
 * @param {import('playwright-core').BrowserContextOptions & { headless?: boolean }} [options]
 * @returns {Promise<BrowserContext>}
 */
export async function launchChromium(options = {}) {
  const executablePath = await ensureChromium();
  const { chromium } = await import('playwright-core');
  return chromium.launchPersistentContext(freshFolder('chromium'), {
    viewport: { width: 1280, height: 800 },
    ...options,
    executablePath,
    headless: options.headless ?? true,
    args: chromiumFlags,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
