// The user's own desktop VS Code, where there is one and it can open a window.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';
import { run, tail } from './processes.mjs';

const windows = process.platform === 'win32';

/** The command line of desktop VS Code: on the PATH or in its standard place. @returns {string | undefined} */
export function findDesktop() {
  const { PATH = '', DISPLAY, WAYLAND_DISPLAY, LOCALAPPDATA = '', ProgramFiles = '' } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return undefined;
  const name = windows ? 'code.cmd' : 'code';
  const candidates = [
    ...PATH.split(path.delimiter).map((folder) => path.join(folder, name)),
    '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
    '/usr/share/code/bin/code',
    '/snap/bin/code',
    path.join(LOCALAPPDATA, 'Programs', 'Microsoft VS Code', 'bin', name),
    path.join(ProgramFiles, 'Microsoft VS Code', 'bin', name),
  ];
  // A terminal inside a remote window has a `code` of its own, which cannot load an extension under development.
  return candidates.find(
    (file) => path.isAbsolute(file) && !/remote-cli|^\/mnt\//.test(file) && existsSync(file),
  );
}

/**
 * Opens a window with the extension under development. Returns once the window has been asked for.
 * @param {string} code
 * @param {string} workspace
 * @param {string} file
 */
export async function openDesktop(code, workspace, file) {
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, workspace, file];
  const quoted = windows ? args.map((arg) => `"${arg}"`) : args;
  const outcome = await run(windows ? `"${code}"` : code, quoted, { shell: windows, timeoutMs: 60_000 });
  if (outcome.code !== 0) throw new Error(`${code} ended with ${outcome.code}.\n${tail(outcome.output, 10)}`);
}

/** Opens the default browser where one can be expected; says whether. @param {string} url */
export async function openBrowser(url) {
  const { DISPLAY, WAYLAND_DISPLAY, CI } = process.env;
  if (CI || (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY)) return false;
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : windows
        ? ['cmd', '/c', 'start', '""', url]
        : ['xdg-open', url];
  try {
    return (await run(command ?? '', args, { timeoutMs: 15_000 })).code === 0;
  } catch {
    return false;
  }
}
