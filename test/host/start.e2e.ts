import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../tools/chromium.mjs';
import { freePort } from '../tools/network.mjs';
import { freshFolder, inRepo } from '../tools/places.mjs';
import { run, start, stopProcess } from '../tools/processes.mjs';

const script = inRepo('test', 'tools', 'start.mjs');
let port = 0;
let output = '';
let child: ReturnType<typeof start>;

beforeAll(async () => {
  port = await freePort();
  child = start(process.execPath, [script, '--browser'], { env: { PORT: String(port), CI: 'true' } });
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => output.includes('Press Ctrl-C') && resolve());
    child.once('close', () => reject(new Error(`npm start ended:\n${output}`)));
  });
}, 120_000);

afterAll(() => stopProcess(child));

describe('npm start', () => {
  it('prints one address, which shows the examples with the mistake underlined', async () => {
    const url = /http:\S+/.exec(output)?.[0] ?? '';
    expect(url).toBe(`http://127.0.0.1:${port}/`);
    const context = await launchChromium({ viewport: { width: 1280, height: 1100 } });
    try {
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(url);
      await page.getByRole('treeitem', { name: /model\.py/ }).waitFor({ timeout: 60_000 });
      await page.locator('.squiggly-error, .squiggly-warning').first().waitFor({ timeout: 30_000 });
      expect(await page.locator('.view-lines').first().textContent()).toMatch(/CrossEntropyLoss|criterion/);
    } finally {
      await context.close();
    }
  });

  it('says that a port is taken, or is none', async () => {
    const withPort = (PORT: string) => run(process.execPath, [script, '--browser'], { env: { PORT } });
    const taken = await withPort(String(port));
    expect(taken).toMatchObject({ code: 1 });
    expect(taken.stderr).toContain(`Port ${port} is taken`);
    expect((await withPort('abc')).stderr).toContain('PORT=abc is not a port');
  });

  it('opens desktop VS Code where there is one', async () => {
    const folder = freshFolder('desktop');
    const heard = path.join(folder, 'heard.txt');
    await writeFile(path.join(folder, 'code'), `#!/bin/sh\necho "$@" > '${heard}'\n`, { mode: 0o755 });
    await writeFile(path.join(folder, 'code.cmd'), `@echo %* > "${heard}"\r\n`);
    const PATH = `${folder}${path.delimiter}${process.env.PATH}`;
    const { code, stdout } = await run(process.execPath, [script], {
      env: { PATH, DISPLAY: ':0', TMPDIR: folder },
    });
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Opened a new window'),
    });
    const args = await readFile(heard, 'utf8');
    expect(args).toContain(`--extensionDevelopmentPath=${inRepo()}`);
    expect(args).toMatch(/examples["']? .*train\.py/);
  });

  it('goes on until it is stopped', () => {
    expect(child.exitCode).toBeNull();
  });
});
