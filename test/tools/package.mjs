// `npm run package`: builds for release and packs out/loss-inspector.vsix. What goes in is the `files` list of package.json.
import { mkdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { inRepo, root } from './places.mjs';
import { runOrThrow } from './processes.mjs';

/** @returns {Promise<string>} the package's path */
export async function makePackage() {
  const vsix = inRepo('out', 'loss-inspector.vsix');
  await mkdir(inRepo('out'), { recursive: true });
  await runOrThrow(
    process.execPath,
    [
      inRepo('node_modules', '@vscode', 'vsce', 'vsce'),
      ...['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'],
      ...['--out', vsix],
    ],
    { cwd: root, timeoutMs: 180_000 },
  );
  return vsix;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(`Packed ${await makePackage()}`);
