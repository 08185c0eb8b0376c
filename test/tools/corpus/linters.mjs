// The linters that are measured: ours, and those on PyPI that say they look at losses. Each gives findings for a folder.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { inRepo, makeCacheFolder } from '../places.mjs';

/** @typedef {import('./score.mjs').Finding} Finding */

/**
 * @typedef {object} Linter
 * @property {string} name with its version
 * @property {(folder: string) => readonly Finding[]} lint
 */

/** Loss Inspector as built. @returns {Linter} */
export function ourLinter() {
  const cli = inRepo('dist', 'cli.js');
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing: run `npm run build` first.');
  const version = execFileSync(process.execPath, [cli, '--version'], { encoding: 'utf8' }).trim();
  return {
    name: `Loss Inspector ${version}`,
    lint: (folder) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'lint', '--format', 'json', '.'], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 2 ** 30,
      });
      if (status !== 0 && status !== 1) throw new Error(`lint ended with ${status} in ${folder}: ${stderr}`);
      return JSON.parse(stdout).findings;
    },
  };
}

/** What such a rule would say; these linters have others, on other matters. */
const aboutLosses = /softmax|sigmoid|cross.?entropy|logits|nll|\bbce|kl.?div/i;

/** @param {string} folder @param {string} text lines of the form `path:line:column: CODE message` @returns {Finding[]} */
function readLines(folder, text) {
  return text.split('\n').flatMap((line) => {
    const [, file, row, message] = /^(.+?):(\d+):(?:\d+:)? (.*)$/.exec(line) ?? [];
    if (file === undefined || message === undefined || !aboutLosses.test(message)) return [];
    const relative = path.relative(folder, path.resolve(folder, file));
    return [{ file: relative, line: Number(row), cell: null, rule: null, severity: 'warning', message }];
  });
}

/** @type {readonly { package: string, run: (bin: string, folder: string) => readonly Finding[] }[]} */
const peers = [
  {
    package: 'torchfix',
    run: (bin, folder) =>
      readLines(folder, output(path.join(bin, 'torchfix'), ['--select', 'ALL', '.'], folder)),
  },
  {
    package: 'trainlint',
    run: (bin, folder) => readLines(folder, output(path.join(bin, 'trainlint'), ['check', '.'], folder)),
  },
  {
    // Its command line takes one file and prints a table without lines; its linter is called directly.
    package: 'mldoct',
    run: (bin, folder) => {
      const found = JSON.parse(
        output(path.join(bin, 'python'), [inRepo('test', 'tools', 'corpus', 'mldoct.py')], folder),
      );
      return found.filter((/** @type {Finding} */ { message }) => aboutLosses.test(message));
    },
  },
];

/** @param {string} command @param {readonly string[]} args @param {string} cwd */
const output = (command, args, cwd) =>
  spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 }).stdout ?? '';

/**
 * The peers that can be installed, in a virtual environment of the cache folder.
 * @param {(message: string) => void} say
 * @returns {Linter[]}
 */
export function peerLinters(say) {
  const environment = path.join(makeCacheFolder(), 'peers');
  const bin = path.join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');
  if (!existsSync(bin)) execFileSync('python3', ['-m', 'venv', environment]);
  const pip = (/** @type {string[]} */ ...args) =>
    spawnSync(path.join(bin, 'python'), ['-m', 'pip', ...args], { encoding: 'utf8' });
  return peers.flatMap(({ package: name, run }) => {
    if (pip('show', '-q', name).status !== 0 && pip('install', '-q', name).status !== 0) {
      say(`${name} cannot be installed from PyPI here; it is left out.`);
      return [];
    }
    const version = /^Version: (.*)$/m.exec(pip('show', name).stdout)?.[1] ?? '';
    return [{ name: `${name} ${version}`, lint: (folder) => run(bin, folder) }];
  });
}
