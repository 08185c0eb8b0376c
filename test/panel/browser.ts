import { type Browser, chromium, type Page } from 'playwright-core';
import { type Gallery, openGallery } from './gallery.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Keeps Chromium quiet in a container and on a closed network. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface PageOptions {
  readonly theme?: string;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  readonly reducedMotion?: boolean;
}

/** One browser with one gallery; pages of it each start with an empty panel. */
export class PanelBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly gallery: Gallery,
  ) {}

  static async launch(): Promise<PanelBrowser> {
    const [browser, gallery] = await Promise.all([chromium.launch({ executablePath, args }), openGallery()]);
    return new PanelBrowser(browser, gallery);
  }

  /** Opens the panel. Errors of the page and refusals of its security policy fail the test through `problems`. */
  async open(options: PageOptions = {}): Promise<OpenPanel> {
    const { theme = 'dark', width = 1200, height = 900, scale = 1, reducedMotion = false } = options;
    const context = await this.browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(`${this.gallery.url}?theme=${theme}`);
    await page.locator('li-result').waitFor();
    return { page, problems, close: () => context.close() };
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.gallery.close();
  }
}

export interface OpenPanel {
  readonly page: Page;
  readonly problems: readonly string[];
  close(): Promise<void>;
}
