import { Uri, type Webview } from 'vscode';

/** What a panel may load: its own bundle and nothing else. */
export const panelRoot = (extensionUri: Uri): Uri => Uri.joinPath(extensionUri, 'dist');

/** The page of a panel. Everything that is not named is refused; styles are constructed by the script itself. */
export function panelHtml(webview: Webview, extensionUri: Uri): string {
  const nonce = createNonce();
  const script = webview.asWebviewUri(Uri.joinPath(panelRoot(extensionUri), 'panel.js'));
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    // A plot becomes a PNG by way of an image of its SVG.
    'img-src data: blob:',
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Loss Inspector</title>
</head>
<body>
<script type="module" nonce="${nonce}" src="${script.toString()}"></script>
</body>
</html>`;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function createNonce(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
