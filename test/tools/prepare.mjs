// What both `npm start` and `npm test` need first: the right Node.js, the locked dependencies, and a build. Uses nothing but
// Node.js itself, since there may be no node_modules yet.
import { existsSync, readFileSync } from 'node:fs';
import { inRepo } from './places.mjs';
import { npm, runOrThrow } from './processes.mjs';

const oldestNode = 20;

/** Throws on a Node.js that is too old. */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode)
    throw new Error(
      `Node.js ${oldestNode} or newer is needed; this is ${process.version}. See https://nodejs.org/`,
    );
}

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} Packages */

/** @param {string} file @returns {Packages} */
const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};

/** Whether node_modules holds exactly what package-lock.json asks for. */
function installed() {
  const hidden = inRepo('node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const present = packagesIn(hidden);
  return Object.entries(packagesIn(inRepo('package-lock.json'))).every(
    ([where, { version, optional }]) =>
      where === '' || present[where]?.version === version || (optional && !present[where]),
  );
}

/**
 * Installs the locked dependencies where they are missing or differ.
 * @param {(message: string) => void} say
 */
export async function ensureDependencies(say) {
  if (installed()) return;
  say('Installing the dependencies (npm ci) …');
  try {
    await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { timeoutMs: 600_000 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The dependencies could not be installed from the npm registry (is there a network?).\n${reason}`,
    );
  }
}

/**
 * Bundles everything into dist/.
 * @param {(message: string) => void} say
 */
export async function build(say) {
  say('Building …');
  await runOrThrow(process.execPath, [inRepo('esbuild.mjs')], { timeoutMs: 120_000 });
}
