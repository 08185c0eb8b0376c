// The same host tests under desktop VS Code, where it can be downloaded: asked for with DESKTOP_VSCODE=1 (the newest release) or
// DESKTOP_VSCODE=1.100.0 (that one), since it needs a display and 100 MB from outside the npm registry.
import { bundleHostTests, copyHostWorkspace, readResults } from '../host-tests.mjs';
import { freshFolder, makeCacheFolder, root } from '../places.mjs';
import { run } from '../processes.mjs';

const version = process.env.DESKTOP_VSCODE ?? '';

/** Whether desktop VS Code was asked for. */
export const wantsDesktop = () => version !== '' && version !== '0';

/** @type {import('../results.mjs').Stage} */
export const desktop = {
  name: 'desktop',
  run: async (say) => {
    say('Fetching desktop VS Code …');
    const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
    const code = await downloadAndUnzipVSCode({
      version: version === '1' ? 'stable' : version,
      cachePath: makeCacheFolder(),
    });
    const tests = await bundleHostTests('node');
    const data = freshFolder('desktop');
    const outcome = await run(
      code,
      [
        await copyHostWorkspace(),
        `--extensionDevelopmentPath=${root}`,
        `--extensionTestsPath=${tests}`,
        ...[`--user-data-dir=${data}`, `--extensions-dir=${data}/extensions`],
        ...['--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--disable-workspace-trust'],
        ...['--skip-welcome', '--skip-release-notes', '--disable-telemetry'],
      ],
      { timeoutMs: 300_000 },
    );
    const end = `Desktop VS Code ended with ${outcome.code}.`;
    const results = readResults(outcome.output.split('\n'), outcome.code === 0, `desktop, ${end}`);
    return results.map((result) => ({ ...result, name: `desktop: ${result.name}` }));
  },
};
