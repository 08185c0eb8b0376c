// The licences of the libraries that end up in the bundles. Theirs ask that the text goes where the code goes, so the build
// writes them beside it, from what esbuild says it took in: a library that is added or dropped needs no second list.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const licenceFile = /^(licen[cs]e|notice|copying)\b/i;

/**
 * The packages of node_modules that the bundles hold.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @returns {string[]} in alphabetical order
 */
export function bundledPackages(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const names = inputs.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/**
 * @param {string} root the repository
 * @param {readonly string[]} packages
 */
export async function noticesOf(root, packages) {
  const ofPackages = await Promise.all(packages.map((name) => licenceOf(root, name)));
  const licences = [...ofPackages, ...(await compiledIn(root))];
  const named = licences.map(({ title }) => `- ${title.split(' ')[0]}\n`).sort();
  const opening = `Loss Inspector holds code of these packages:\n\n${named.join('')}`;
  // Packages of one project come with the same text, which is here once.
  /** @type {Map<string, string>} */
  const titles = new Map();
  for (const { title, text } of licences) titles.set(text, `${titles.get(text) ?? ''}${title}\n`);
  const sections = Array.from(titles, ([text, title]) => `${title}\n${text}`);
  return [opening, ...sections].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Of the libraries in the parser's WebAssembly, which are no packages of node_modules: a title, then the text. @param {string} root */
async function compiledIn(root) {
  const folder = path.join(root, 'src', 'python', 'syntax', 'licences');
  const texts = (await readdir(folder)).sort().map((file) => readFile(path.join(folder, file), 'utf8'));
  return (await Promise.all(texts)).map((text) => {
    const [title = '', ...lines] = text.split('\n');
    return { title, text: `${lines.join('\n').trim()}\n` };
  });
}

/** @param {string} root @param {string} name */
async function licenceOf(root, name) {
  const folder = path.join(root, 'node_modules', ...name.split('/'));
  const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => licenceFile.test(file)).sort();
  if (files.length === 0) throw new Error(`${name} is bundled, and its package holds no licence.`);
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  return {
    title: `${name} ${version} (${license})`,
    text: texts.map((text) => `${text.trim()}\n`).join('\n'),
  };
}
