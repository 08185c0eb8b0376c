import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const nonce = 'bm9uY2U';

/**
 * The policy under which the panel runs in VS Code, with this server in the place of its resource host. The worker is the
 * host's, which here shares the page.
 */
const policy = `default-src 'none'; script-src 'nonce-${nonce}'; worker-src 'self'; style-src 'self'; img-src data: blob:; font-src 'self'`;

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <title>Loss Inspector</title>
    <link rel="stylesheet" href="/webview.css" />
  </head>
  <body>
    <script nonce="${nonce}" src="/fake-host.js"></script>
    <script nonce="${nonce}" type="module" src="/panel.js"></script>
  </body>
</html>`;

/** VS Code's own default style of webviews, as far as it shows. */
const webviewCss = `html{scrollbar-color:var(--vscode-scrollbarSlider-background) var(--vscode-editor-background)}
body{margin:0;padding:0;background:var(--vscode-editor-background);color:var(--vscode-editor-foreground);
font-family:var(--vscode-font-family);font-size:var(--vscode-font-size)}`;

export interface Gallery {
  readonly url: string;
  close(): void;
}

/** Serves the built panel (dist/panel.js) in a page with a host of its own. */
export async function openGallery(port = 0): Promise<Gallery> {
  if (!existsSync(`${root}dist/panel.js`))
    throw new Error('dist/panel.js is not there: `npm run build` makes it.');
  const fakeHost = await bundleFakeHost();
  const files: Readonly<Record<string, readonly [type: string, body: () => Promise<string> | string]>> = {
    '/': ['text/html', () => page],
    '/fake-host.js': ['text/javascript', () => fakeHost],
    '/panel.js': ['text/javascript', () => readFile(`${root}dist/panel.js`, 'utf8')],
    '/panel-steps.js': ['text/javascript', () => readFile(`${root}dist/panel-steps.js`, 'utf8')],
    '/panel-out.js': ['text/javascript', () => readFile(`${root}dist/panel-out.js`, 'utf8')],
    '/holder.js': ['text/javascript', () => readFile(`${root}dist/holder.js`, 'utf8')],
    '/webview.css': ['text/css', () => webviewCss],
  };
  const server = createServer(async (request, response) => {
    const file = files[new URL(request.url ?? '/', 'http://localhost').pathname];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': `${file[0]}; charset=utf-8` }).end(await file[1]());
  });
  await listening(server, port);
  const { port: used } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${used}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));

async function bundleFakeHost(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${root}test/panel/fake-host.ts`],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}
