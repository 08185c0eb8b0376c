import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Tests that drive a browser: one file at a time, and time for a slow machine. */
const driven = { fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    root,
    projects: [
      { test: { name: 'unit', root, include: ['test/unit/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { name: 'panel', root, include: ['test/panel/**/*.test.ts'], ...driven } },
      { test: { name: 'vscode', root, include: ['test/host/**/*.e2e.ts'], ...driven } },
    ],
  },
});
