/**
 * A browser that has never seen the site, time and again, in a profile of the usual kind: in a private one, as Playwright's contexts are,
 * Chromium connects nowhere before it is asked for something, whatever a page says (`rel=preconnect`).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { PATIENCE_MS, personOptions } from './contenders.ts';
import { watchForPicture } from './first-picture.ts';

export class Stranger {
  readonly #context: BrowserContext;
  readonly #folder: string;
  readonly #dropConnections: () => void;

  private constructor(context: BrowserContext, folder: string, dropConnections: () => void) {
    this.#context = context;
    this.#folder = folder;
    this.#dropConnections = dropConnections;
  }

  /** @param dropConnections those to servers, which a browser keeps for the next page */
  static async launch(
    executablePath: string,
    { args, origin, dropConnections }: { args: string[]; origin: string; dropConnections: () => void },
  ): Promise<Stranger> {
    const folder = mkdtempSync(join(tmpdir(), 'parley-stranger-'));
    const options = { ...personOptions(origin), executablePath, args };
    const context = await chromium.launchPersistentContext(folder, options);
    await context.grantPermissions(['camera', 'microphone'], { origin });
    await context.addInitScript(watchForPicture, false);
    return new Stranger(context, folder, dropConnections);
  }

  /** A page, with nothing left of the one before. */
  async open(origin: string): Promise<Page> {
    const page = await this.#context.newPage();
    for (const other of this.#context.pages()) if (other !== page) await other.close();
    page.setDefaultTimeout(PATIENCE_MS);
    const session = await this.#context.newCDPSession(page);
    await session.send('Network.clearBrowserCache');
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await session.detach();
    this.#dropConnections();
    return page;
  }

  async close(): Promise<void> {
    await this.#context.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
