// The one local address that a person opens. `/` leads to the workbench with the extension loaded; everything else is passed
// on to VS Code's server. Requests that name another host or come from another site's page are refused: VS Code can edit files.
import http from 'node:http';
import { host } from './network.mjs';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

const localNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * @param {{ port: number, target: number, home: (authority: string) => string }} options `home` gives the workbench's
 *   path and query at the address that the browser used
 * @returns {Promise<http.Server>}
 */
export function listen({ port, target, home }) {
  const server = http.createServer((request, response) => {
    if (!isLocal(request)) {
      response
        .writeHead(403, { 'content-type': 'text/plain' })
        .end('Only local pages may use this address.\n');
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://local');
    if (pathname === '/' && !searchParams.has('payload')) {
      response
        .writeHead(302, { location: home(request.headers.host ?? ''), 'cache-control': 'no-store' })
        .end();
      return;
    }
    passOn(request, response, target);
  });
  server.on('upgrade', (request, socket, head) => {
    if (isLocal(request)) upgrade(request, socket, head, target);
    else socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** @param {IncomingMessage} request */
function isLocal({ headers }) {
  const named = (/** @type {string} */ authority) => localNames.has(authority.replace(/:\d+$/, ''));
  if (!named(headers.host ?? '')) return false;
  const { origin } = headers;
  return origin === undefined || (URL.canParse(origin) && named(new URL(origin).host));
}

/** @param {IncomingMessage} request @param {http.ServerResponse} response @param {number} target */
function passOn(request, response, target) {
  const { method, url, headers } = request;
  const onward = http.request({ host, port: target, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => {
    if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
    response.end('VS Code does not answer.\n');
  });
  request.pipe(onward);
}

/**
 * @param {IncomingMessage} request
 * @param {import('node:stream').Duplex} socket
 * @param {Buffer} head
 * @param {number} target
 */
function upgrade(request, socket, head, target) {
  const { url, headers } = request;
  const onward = http.request({ host, port: target, path: url, headers });
  const end = () => {
    socket.destroy();
    onward.destroy();
  };
  socket.on('error', end);
  onward.on('error', end);
  onward.on('response', end);
  onward.on('upgrade', (answer, far, farHead) => {
    const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
    if (farHead.length > 0) socket.write(farHead);
    if (head.length > 0) far.write(head);
    far.on('error', end).on('close', end);
    socket.on('close', () => far.destroy());
    far.pipe(socket).pipe(far);
  });
  onward.end();
}
