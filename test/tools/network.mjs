// Local addresses: a free port, and waiting until something answers there.
import net from 'node:net';

export const host = '127.0.0.1';

/**
 * A port that is free now.
 * @param {number} [wanted] this port, or an error that says it is taken; 0: any
 * @returns {Promise<number>}
 */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error) =>
      reject(
        new Error(
          'code' in error && error.code === 'EADDRINUSE'
            ? `Port ${wanted} is taken by another program. Choose another one with PORT=…, or leave PORT unset.`
            : `Port ${wanted} cannot be opened: ${error.message}`,
        ),
      ),
    );
    server.listen(wanted, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * Waits until `url` answers an HTTP request.
 * @param {string} url
 * @param {{ timeoutMs: number, stopped: () => string | undefined }} options `stopped` gives the reason when waiting is in vain
 */
export async function waitForAnswer(url, { timeoutMs, stopped }) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const reason = stopped();
    if (reason !== undefined) throw new Error(reason);
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      await response.arrayBuffer();
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > end) throw new Error(`${url} did not answer within ${timeoutMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
