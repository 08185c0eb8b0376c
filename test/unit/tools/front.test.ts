import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../tools/front.mjs';
import { freePort } from '../../tools/network.mjs';

let target: http.Server;
let front: http.Server;
let port = 0;

beforeAll(async () => {
  target = http.createServer((request, response) => {
    response.end(`behind: ${request.url}`);
  });
  const behind = await freePort();
  await new Promise<void>((resolve) => target.listen(behind, '127.0.0.1', resolve));
  port = await freePort();
  front = await listen({ port, target: behind, home: (authority) => `/?payload=for-${authority}` });
});

afterAll(() => {
  front.close();
  target.close();
});

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => {
          body += chunk.toString();
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, location: response.headers.location, body }),
        );
      })
      .on('error', reject);
  });

describe('the address that npm start prints', () => {
  it('leads to the workbench at the address that the browser used', async () => {
    expect(await get('/', { host: 'localhost:1234' })).toMatchObject({
      status: 302,
      location: '/?payload=for-localhost:1234',
    });
  });

  it('passes everything else on', async () => {
    expect(await get('/?payload=x')).toMatchObject({ status: 200, body: 'behind: /?payload=x' });
    expect(await get('/static/a.js')).toMatchObject({ status: 200, body: 'behind: /static/a.js' });
  });

  it("refuses other hosts' names and other sites' pages", async () => {
    expect((await get('/', { host: 'evil.example' })).status).toBe(403);
    expect((await get('/?payload=x', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await get('/?payload=x', { origin: 'null' })).status).toBe(403);
    expect((await get('/?payload=x', { origin: `http://127.0.0.1:${port}` })).status).toBe(200);
  });
});
