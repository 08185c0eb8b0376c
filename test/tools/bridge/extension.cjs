// Lets a test that drives VS Code from outside run a function inside the extension host: see `inHost` in workbench.mjs.
// Loaded only by tests; listens only where the test that started this VS Code says, and only with its token.
const http = require('node:http');
const vscode = require('vscode');

exports.activate = (/** @type {import('vscode').ExtensionContext} */ context) => {
  const { LOSS_INSPECTOR_BRIDGE_PORT: port, LOSS_INSPECTOR_BRIDGE_TOKEN: token } = process.env;
  if (!port || !token) return;
  const server = http.createServer((request, response) => {
    if (request.headers.authorization !== token) {
      response.writeHead(403).end();
      return;
    }
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', async () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(await answer(body)));
    });
  });
  server.listen(Number(port), '127.0.0.1');
  context.subscriptions.push({ dispose: () => server.close() });
};

/** @param {string} body `{ source, args }` as JSON */
async function answer(body) {
  try {
    const { source, args } = JSON.parse(body);
    const call = new Function('vscode', 'args', `return (${source})(vscode, ...args)`);
    return { value: (await call(vscode, args)) ?? null };
  } catch (error) {
    return { error: error instanceof Error ? error.stack : String(error) };
  }
}
