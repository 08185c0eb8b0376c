// Reads files at a commit from a folder of clones, without touching their work trees.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The git directory of a repository: below `clones` as owner+name, owner/name or name, with or without a folder `repo`,
 * bare or with a work tree.
 * @param {string} clones
 * @param {string} repo owner/name
 * @returns {string | undefined}
 */
export function findClone(clones, repo) {
  const names = [repo.replace('/', '+'), repo, path.basename(repo)];
  return names
    .flatMap((name) => ['repo/.git', 'repo', '.git', ''].map((inner) => path.join(clones, name, inner)))
    .find((folder) => existsSync(path.join(folder, 'HEAD')));
}

/** Every repository in a folder of clones. @param {string} clones @returns {{ repo: string, gitDir: string }[]} */
export function allClones(clones) {
  return readdirSync(clones, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .flatMap(({ name }) => {
      const repo = name.replace('+', '/');
      const gitDir = findClone(clones, repo);
      return gitDir === undefined ? [] : [{ repo, gitDir }];
    });
}

/** @param {string} gitDir @param {readonly string[]} args */
const git = (gitDir, args) =>
  execFileSync('git', ['-c', 'core.quotepath=false', `--git-dir=${gitDir}`, ...args], {
    maxBuffer: 2 ** 31,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The Python files and notebooks of a commit. @param {string} gitDir @param {string} commit */
export function sourcesAt(gitDir, commit) {
  return git(gitDir, ['ls-tree', '-r', '-z', commit])
    .toString()
    .split('\0')
    .filter((line) => line.startsWith('100'))
    .map((line) => line.slice(line.indexOf('\t') + 1))
    .filter((name) => /\.(py|ipynb)$/.test(name) && !name.includes('.ipynb_checkpoints/'));
}

/**
 * Writes files of a commit below a folder; says which of them the clone lacks (a partial clone leaves out large ones).
 * @param {string} gitDir
 * @param {string} commit
 * @param {readonly string[]} files
 * @param {string} folder
 */
export function extract(gitDir, commit, files, folder) {
  for (const file of files) {
    const content = readFile(gitDir, `${commit}:${file}`);
    if (content === undefined) {
      console.warn(`not in the clone: ${gitDir} ${file}`);
      continue;
    }
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
  }
}

/** @param {string} gitDir @param {string} object */
function readFile(gitDir, object) {
  try {
    return git(gitDir, ['cat-file', 'blob', object]);
  } catch {
    return undefined;
  }
}
