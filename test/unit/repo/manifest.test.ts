import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { filesBelow, root, textOf } from './sources.ts';

const raw: Record<string, unknown> = manifest;
const contributes = (raw['contributes'] ?? {}) as {
  commands?: readonly { command: string; title?: string; category?: string }[];
  menus?: Readonly<Record<string, readonly { command?: string }[]>>;
  keybindings?: readonly { command: string }[];
};
const commands = (contributes.commands ?? []).map(({ command }) => command);
const sources = filesBelow('src').filter((file) => file.endsWith('.ts'));

/** The six that users and other programs may rely on. */
const stable = [
  'lossInspector.open',
  'lossInspector.computeFromSelection',
  'lossInspector.useAsPrediction',
  'lossInspector.useAsTarget',
  'lossInspector.explainRule',
  'lossInspector.lintWorkspace',
];

describe('the manifest', () => {
  it('names the extension', () => {
    expect(`${manifest.publisher}.${manifest.name}`).toBe('loss-inspector.loss-inspector');
    expect(manifest.displayName).toBe('Loss Inspector');
    expect(manifest.license).toBe('MIT');
  });

  it('pins every dependency to one version, and ships none', () => {
    const loose = Object.entries(manifest.devDependencies).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
    expect(raw['dependencies']).toBeUndefined();
  });

  it('has a lock file with the packages of every platform', () => {
    const { packages } = JSON.parse(textOf('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const optional = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
    const locked = Object.keys(packages);
    const missing = optional.filter(
      (name) => !locked.some((where) => where.endsWith(`node_modules/${name}`)),
    );
    expect(missing).toEqual([]);
  });

  it('has types no newer than the oldest VS Code it runs in', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });

  it('says where it can run', () => {
    const { virtualWorkspaces, untrustedWorkspaces } = (raw['capabilities'] ?? {}) as Record<string, unknown>;
    expect(virtualWorkspaces).toBeDefined();
    expect(untrustedWorkspaces).toMatchObject({ supported: expect.anything() });
    expect(manifest.main).toBe('./dist/extension.js');
    expect(manifest.browser).toBe('./dist/extension.js');
  });

  it('has an icon of at least 128 × 128', () => {
    const png = readFileSync(path.join(root, String(raw['icon'])));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(128);
    expect(png.readUInt32BE(20)).toBe(png.readUInt32BE(16));
  });

  it('names only files that are in the repository or built', () => {
    const named = [...textOf('package.json').matchAll(/"(?:\.\/)?(media\/[^"*]+)"/g)].map(
      ([, file]) => file ?? '',
    );
    expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('has a changelog entry for its version', () => {
    expect(textOf('CHANGELOG.md')).toContain(`## ${manifest.version}`);
  });
});

describe('commands', () => {
  it('have the stable names, a title and the category', () => {
    expect(commands).toEqual(expect.arrayContaining(stable));
    const unnamed = (contributes.commands ?? []).filter(
      ({ title, category }) => !title || category !== manifest.displayName,
    );
    expect(unnamed).toEqual([]);
  });

  it('in menus and keys are contributed ones', () => {
    const used = [...Object.values(contributes.menus ?? {}).flat(), ...(contributes.keybindings ?? [])];
    const ids = used.flatMap(({ command }) => (command === undefined ? [] : [command]));
    expect(ids.filter((id) => !commands.includes(id))).toEqual([]);
  });

  it('that are contributed are also registered', () => {
    const text = sources.map(textOf).join('\n');
    expect(commands.filter((id) => !text.includes(`'${id}'`))).toEqual([]);
  });
});
