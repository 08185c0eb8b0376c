// `npm run screenshots`: the pictures of the README and the walkthrough, taken from the real product in a real VS Code on the
// examples, in each theme, and written to media/screenshots. `npm run screenshots -- light panel` takes only those.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inRepo } from './places.mjs';
import { shrinkPng } from './png.mjs';
import { build, ensureDependencies, requireNode } from './prepare.mjs';
import { scenes } from './scenes.mjs';
import { openWorkbench } from './workbench.mjs';

const say = (/** @type {string} */ message) => console.log(message);
const themes = /** @type {const} */ (['dark', 'light', 'high-contrast']);
const folder = inRepo('media', 'screenshots');

const settings = {
  'editor.fontSize': 13,
  'editor.minimap.enabled': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': true,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.hover.above': false,
  'editor.renderLineHighlight': 'none',
};

const asked = process.argv.slice(2);
const wanted = (/** @type {readonly string[]} */ names) => {
  const chosen = names.filter((name) => asked.includes(name));
  return chosen.length > 0 ? chosen : names;
};

requireNode();
await ensureDependencies(say);
await build(say);
await mkdir(folder, { recursive: true });
for (const theme of themes.filter((one) => wanted(themes).includes(one)))
  for (const name of wanted(Object.keys(scenes))) {
    const workbench = await openWorkbench({
      theme,
      settings,
      viewport: { width: 1200, height: 720 },
      deviceScaleFactor: 1.5,
    });
    try {
      const clip = await scenes[name]?.(workbench);
      const png = shrinkPng(await workbench.page.screenshot(clip ? { clip } : {}));
      const file = path.join(folder, `${name}-${theme}.png`);
      await writeFile(file, png);
      say(`${path.relative(inRepo(), file)} (${Math.round(png.length / 1024)} kB)`);
    } finally {
      await workbench.close();
    }
  }
process.exit(0);
