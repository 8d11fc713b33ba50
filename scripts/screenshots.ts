/**
 * `npm run screenshots [-- WORD …] [--look NAME …]`: pictures of every scene of the gallery whose name has one of the words, in
 * every look or in those that are named, into `screenshots/`, which is ignored. They are looked at, not compared.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium as playwright } from 'playwright-core';
import { createBrowserSources } from './browsers/browser-sources.ts';
import { flagsWithDevices } from './browsers/chromium-flags.ts';
import { chromium, findBrowser } from './browsers/find-browser.ts';
import { deviceOptions } from './browsers/test-device.ts';
import { root } from './lib/paths.ts';
import { readArguments } from './lib/read-arguments.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { startBuiltGallery } from './servers/gallery-server.ts';

interface Look {
  readonly name: string;
  readonly options: BrowserContextOptions;
  /** What the gallery is told. */
  readonly query?: string;
}

const size = (width: number, height: number) => ({ viewport: { width, height } });

const LOOKS: readonly Look[] = [
  { name: '390-light', options: size(390, 844) },
  { name: '1280-light', options: size(1280, 800) },
  { name: '320', options: size(320, 568) },
  // 1280 by 1024 pixels, of which each is sixteen.
  { name: 'zoom-400', options: { ...size(320, 256), deviceScaleFactor: 4 } },
  { name: 'text-200', options: size(390, 844), query: '&text=2' },
  { name: '844x390', options: size(844, 390) },
  { name: 'right-to-left', options: size(1280, 800), query: '&dir=rtl' },
  { name: 'forced-colors', options: { ...size(1280, 800), forcedColors: 'active' } },
  { name: '1280-dark', options: { ...size(1280, 800), colorScheme: 'dark' } },
  { name: '390-dark', options: { ...size(390, 844), colorScheme: 'dark' } },
  { name: '820', options: size(820, 1180) },
];

const USAGE = `npm run screenshots [-- WORD … --look NAME …]\nLooks: ${LOOKS.map(({ name }) => name).join(', ')}`;

await runScript(async (signal) => {
  const { positionals: words, values } = readArguments({ look: { type: 'string', multiple: true } }, USAGE);
  const looks = LOOKS.filter(({ name }) => values.look?.includes(name) ?? true);
  if (looks.length < (values.look?.length ?? 0)) throw new ScriptError(`There is no such look.\n\n${USAGE}`);
  const found = await findBrowser(chromium, createBrowserSources(chromium, signal));
  if ('missing' in found) throw new ScriptError(found.missing);
  const gallery = await startBuiltGallery();
  // Nobody presses anything there before a picture is to play.
  const args = [...flagsWithDevices, '--autoplay-policy=no-user-gesture-required'];
  const browser = await playwright.launch({ executablePath: found.path, args });
  const folder = join(root, 'screenshots');
  try {
    const index = await browser.newPage();
    await index.goto(gallery.address);
    await index.locator('html[data-ready]').waitFor({ state: 'attached' });
    const all = await index
      .locator('[data-scene]')
      .evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset.scene ?? ''));
    const scenes = all.filter((scene) => words.length === 0 || words.some((word) => scene.includes(word)));
    if (scenes.length === 0) throw new ScriptError(`No scene has that in its name.\n\n${USAGE}`);
    if (words.length === 0 && looks.length === LOOKS.length) rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const { name, options, query = '' } of looks) {
      const context = await browser.newContext({ ...deviceOptions, reducedMotion: 'reduce', ...options });
      const page = await context.newPage();
      const errors: Error[] = [];
      page.on('pageerror', (error) => errors.push(error));
      for (const scene of scenes) {
        signal.throwIfAborted();
        await page.goto(`${gallery.address}?scene=${scene}${query}`);
        await page
          .locator('html[data-ready]')
          .waitFor({ state: 'attached' })
          .catch((error: Error) => {
            throw errors[0] ?? error;
          });
        await page.screenshot({ path: join(folder, `${scene}--${name}.png`), animations: 'disabled' });
      }
      await context.close();
      console.log(`${name}: ${scenes.length}`);
    }
    writeFileSync(join(folder, 'index.html'), contactSheet(scenes));
    console.log(`\nLook at ${join(folder, 'index.html')}`);
  } finally {
    await browser.close();
    await gallery.stop();
  }
  return 0;
});

/** All of them on one page, a scene in a row. */
function contactSheet(scenes: readonly string[]): string {
  const rows = scenes.map((scene) => {
    const pictures = LOOKS.map(
      ({ name }) =>
        `<a href="${scene}--${name}.png"><img src="${scene}--${name}.png" alt="${scene}, ${name}" height="240" loading="lazy"></a>`,
    );
    return `<h2>${scene}</h2><div>${pictures.join('')}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Screenshots</title><style>div{display:flex;gap:8px;overflow-x:auto}</style>${rows.join('')}`;
}
