// The extension inside the extension hosts of a real VS Code.
import { ensureChromium } from '../chromium.mjs';
import { runHostTests } from '../host-tests.mjs';

/** @param {import('../host-tests.mjs').HostKind} kind @returns {import('../results.mjs').Stage} */
const host = (kind) => ({
  name: `host-${kind}`,
  run: async (say) => {
    await ensureChromium(say);
    const { results } = await runHostTests(kind, { say });
    return results.map((result) => ({ ...result, name: `${kind} host: ${result.name}` }));
  },
});

export const hostNode = host('node');
export const hostWeb = host('web');
