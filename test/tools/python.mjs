// A Python that has a module: the machine's own, or Debian's package where we may install it.
import { run } from './processes.mjs';

const names = ['python3', '/usr/bin/python3', 'python'];

/**
 * A Python with `module`; undefined where there is none and none can be installed.
 * @param {string} module
 * @param {string} debianPackage
 * @returns {Promise<string | undefined>}
 */
export async function pythonWith(module, debianPackage) {
  const found = await find(module);
  if (found || process.platform !== 'linux' || process.getuid?.() !== 0) return found;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-yq', '--no-install-recommends', debianPackage];
  for (const args of [['update', '-q'], install])
    await run('apt-get', args, { env, timeoutMs: 300_000 }).catch(() => undefined);
  return find(module);
}

/** @param {string} module @returns {Promise<string | undefined>} */
async function find(module) {
  for (const name of names) {
    const outcome = await run(name, ['-c', `import ${module}`], { timeoutMs: 60_000 }).catch(() => undefined);
    if (outcome?.code === 0) return name;
  }
  return undefined;
}
