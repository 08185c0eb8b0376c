// Draws media/icon.png from media/icon.svg: `node test/tools/icon.mjs`. `pngquant --nofs 256` then takes nearly two thirds off.
import { readFile } from 'node:fs/promises';
import { launchChromium } from './chromium.mjs';
import { inRepo } from './places.mjs';

const size = 256;
const context = await launchChromium({ viewport: { width: size, height: size } });
const page = await context.newPage();
await page.setContent(`<body style="margin:0">${await readFile(inRepo('media', 'icon.svg'), 'utf8')}</body>`);
await page.screenshot({ path: inRepo('media', 'icon.png'), omitBackground: true });
await context.close();
