// The package that users install: what is in it, whether VS Code installs and activates it, and its command line.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureChromium } from '../chromium.mjs';
import { makePackage } from '../package.mjs';
import { freshFolder, inRepo } from '../places.mjs';
import { run, tail } from '../processes.mjs';
import { check } from '../results.mjs';
import { openWorkbench } from '../workbench.mjs';

/** @type {import('../results.mjs').Stage} */
export const packaged = {
  name: 'package',
  run: async (say) => {
    await ensureChromium(say);
    say('Packing …');
    const vsix = await makePackage();
    const folder = freshFolder('package');
    const files = await unpack(vsix, folder);
    return [
      await check('the package holds only what is needed', () => onlyWhatIsNeeded([...files.keys()])),
      await check('the package holds every file that its manifest names', () => everyNamedFile(files)),
      await check('the package holds the licence of every library in it', () => everyLicence(files)),
      await check('the package is small', () => small(files)),
      await check('the command line of the package lints the examples', () =>
        lints(path.join(folder, 'dist', 'cli.js')),
      ),
      await check('the command line of the package lists the rules', () =>
        listsRules(path.join(folder, 'dist', 'cli.js')),
      ),
      await check('VS Code installs the package and reports on an example', () => activates(vsix)),
    ];
  },
};

/**
 * Writes the extension's files into `folder`.
 * @param {string} vsix
 * @param {string} folder
 * @returns {Promise<Map<string, Uint8Array>>} by path inside the extension
 */
async function unpack(vsix, folder) {
  const { unzipSync } = await import('fflate');
  const files = new Map();
  for (const [name, bytes] of Object.entries(unzipSync(await readFile(vsix)))) {
    if (!name.startsWith('extension/') || name.endsWith('/')) continue;
    const relative = name.slice('extension/'.length);
    files.set(relative, bytes);
    const file = path.join(folder, relative);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  return files;
}

const needed = [
  /^package\.json$/,
  /^(readme|changelog)\.md$/i,
  /^LICENSE(\.txt)?$/,
  /^dist\/(extension|holder|panel|panel-out|panel-steps|cli)\.js$/,
  /^dist\/ThirdPartyNotices\.txt$/,
  /^dist\/parser\.wasm$/,
  /^media\/icon\.png$/,
  /^media\/(walkthrough|icons)\/[\w-]+\.(svg|png|md)$/,
  /^media\/examples\/[\w./-]+\.(py|ipynb|csv|npy|npz|pt|safetensors|txt|md)$/,
];

/** @param {readonly string[]} names */
function onlyWhatIsNeeded(names) {
  const extra = names.filter((name) => !needed.some((pattern) => pattern.test(name)));
  if (extra.length > 0) throw new Error(`These files should not be in the package:\n${extra.join('\n')}`);
}

/** @param {Map<string, Uint8Array>} files */
function everyNamedFile(files) {
  const manifest = JSON.parse(new TextDecoder().decode(files.get('package.json')));
  const text = JSON.stringify({ ...manifest, files: [] });
  const named = [...text.matchAll(/"(?:\.\/)?((?:dist|media)\/[^"]+\.\w+)"/g)].map(([, name]) => name ?? '');
  const missing = named.filter((name) => !files.has(name));
  if (named.length === 0) throw new Error('The manifest names no file.');
  if (missing.length > 0)
    throw new Error(`The manifest names what is not in the package: ${missing.join(', ')}`);
}

/** Of every package that the sources import, and of what the parser's WebAssembly holds. @param {Map<string, Uint8Array>} files */
function everyLicence(files) {
  const notices = new TextDecoder().decode(files.get('dist/ThirdPartyNotices.txt'));
  const wanted = [
    'tree-sitter',
    'tree-sitter-python',
    'wasi-libc',
    ...importedPackages('src'),
    ...importedPackages('webview'),
  ];
  const missing = wanted.filter((name) => !new RegExp(`^${name} \\d[^]*?copyright`, 'im').test(notices));
  if (missing.length > 0) throw new Error(`The notices lack ${[...new Set(missing)].join(', ')}.`);
}

/** The packages from node_modules that the TypeScript files of a folder import. @param {string} folder */
function importedPackages(folder) {
  const names = readdirSync(inRepo(folder), { recursive: true }).map(String);
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .flatMap((name) => [
      ...readFileSync(inRepo(folder, name), 'utf8').matchAll(
        /^import (?!type )[^']*'((?:@[\w-]+\/)?[a-z][\w-]*)(?=['/])/gm,
      ),
    ])
    .flatMap(([, name]) => name ?? [])
    .filter((name) => name !== 'vscode');
}

/** A yardstick against things that slip in, not a limit of the marketplace. */
const largestMegabytes = 4.1;

/** @param {Map<string, Uint8Array>} files */
function small(files) {
  const sizes = [...files]
    .map(([name, { length }]) => ({ name, length }))
    .sort((a, b) => b.length - a.length);
  const megabytes = sizes.reduce((sum, { length }) => sum + length, 0) / 1e6;
  const shown = sizes.slice(0, 8).map(({ name, length }) => `${(length / 1e6).toFixed(2)} MB ${name}`);
  if (megabytes > largestMegabytes)
    throw new Error(`${megabytes.toFixed(1)} MB unpacked, over ${largestMegabytes}:\n${shown.join('\n')}`);
}

/** @param {string} cli */
async function lints(cli) {
  const { code, stdout, stderr } = await run(process.execPath, [cli, 'lint', '.', '--format', 'json'], {
    cwd: inRepo('media', 'examples'),
    timeoutMs: 60_000,
  });
  if (code !== 1) throw new Error(`The exit status is ${code}, not 1 (findings).\n${tail(stderr)}`);
  const { findings } = JSON.parse(stdout);
  if (!Array.isArray(findings) || findings.length === 0) throw new Error('No finding in the examples.');
}

/** @param {string} cli */
async function listsRules(cli) {
  const { code, stdout, stderr } = await run(process.execPath, [cli, 'rules'], { timeoutMs: 30_000 });
  if (code !== 0 || !stdout.includes('softmax-before-cross-entropy'))
    throw new Error(`The exit status is ${code}.\n${tail(stdout + stderr)}`);
}

/** Installs the package in a fresh VS Code and waits for a finding in an example. @param {string} vsix */
async function activates(vsix) {
  const workbench = await openWorkbench({ extension: null, install: vsix });
  try {
    const { isActive, findings } = await workbench.inHost(async (vscode) => {
      const extension = vscode.extensions.getExtension('loss-inspector.loss-inspector');
      if (!extension) throw new Error('The extension is not installed.');
      await extension.activate();
      const [file] = await vscode.workspace.findFiles('*.py');
      if (!file) throw new Error('There is no example.');
      await vscode.window.showTextDocument(file);
      const all = () => vscode.languages.getDiagnostics().flatMap(([, diagnostics]) => diagnostics);
      for (let tries = 0; tries < 100 && all().length === 0; tries++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      return { isActive: extension.isActive, findings: all().length };
    });
    if (!isActive) throw new Error('The extension is not active.');
    if (findings === 0) throw new Error('No finding was reported within 10 s.');
  } finally {
    await workbench.close();
  }
}
