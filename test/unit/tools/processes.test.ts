import http from 'node:http';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../tools/network.mjs';
import { run, runOrThrow } from '../../tools/processes.mjs';
import { check, summary } from '../../tools/results.mjs';

const node = (script: string, timeoutMs = 10_000) => run(process.execPath, ['-e', script], { timeoutMs });

describe('programs that the tools run', () => {
  it('give their status and output', async () => {
    const outcome = await node('console.log(1); console.error(2); process.exit(3)');
    expect(outcome).toMatchObject({ code: 3, stdout: '1\n', stderr: '2\n' });
  });

  it('have no standard input to wait for', async () => {
    expect((await node('process.stdin.resume()')).code).toBe(0);
  });

  it('are ended with all they started when they take too long', async () => {
    const port = await freePort();
    const script = `require('node:child_process').spawn(process.execPath,
        ['-e', 'require("node:net").createServer().listen(${port}, "127.0.0.1")']);
      setInterval(() => {}, 1e6)`;
    const outcome = node(script, 8_000).catch((reason: unknown) => String(reason));
    await expect.poll(() => isTaken(port), { timeout: 7_500 }).toBe(true);
    expect(await outcome).toContain('did not end within 8 s');
    await expect.poll(() => isTaken(port), { timeout: 5_000 }).toBe(false);
  });

  it('that cannot be started say so', async () => {
    await expect(run('no-such-program-here', [])).rejects.toThrow('could not be started');
    await expect(runOrThrow(process.execPath, ['-e', 'process.exit(4)'])).rejects.toThrow('ended with 4');
  });
});

const isTaken = (port: number): Promise<boolean> =>
  freePort(port).then(
    () => false,
    () => true,
  );

describe('ports', () => {
  it('that are taken are named', async () => {
    const server = http.createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    await expect(freePort(port)).rejects.toThrow(`Port ${port} is taken`);
    server.close();
  });
});

describe('results', () => {
  it('are counted in one line', async () => {
    const good = await check('good', () => undefined);
    const bad = await check('bad', () => {
      throw new Error('why');
    });
    expect(bad).toMatchObject({ outcome: 'failed', error: 'why' });
    expect(summary([good, good, bad])).toBe('2 passed, 1 failed');
    expect(summary([good, { ...good, outcome: 'skipped' }])).toBe('1 passed, 0 failed, 1 skipped');
  });
});
