/** Draws the icons and the preview image of the site anew: `npm run site-images`, after a change of the mark. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright-core';
import { homeIllustration } from '../web/src/features/home/home-illustration.ts';
import { homeWords } from '../web/src/words/home.ts';
import { createBrowserSources } from './browsers/browser-sources.ts';
import { chromium, findBrowser } from './browsers/find-browser.ts';
import { root } from './lib/paths.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { appIcon, standings, tabIcon } from './site/site-mark.ts';

const place = join(root, 'web/public');

/** The light scheme's tokens, and whose ground icons of an application stand on. */
const PAPER = { ground: '#f7f5ef', near: '#0b6a50', far: '#b8481f' };
const INK = '#14201b';

await runScript(async (signal) => {
  const found = await findBrowser(chromium, createBrowserSources(chromium, signal));
  if ('missing' in found) throw new ScriptError(found.missing);
  mkdirSync(join(place, 'mark'), { recursive: true });
  for (const standing of standings) write(`mark/${standing}.svg`, tabIcon(standing));
  const browser = await playwright.launch({ executablePath: found.path });
  try {
    await draw(browser, 'mark/tab-48.png', tabIcon('connected'), 48);
    await draw(browser, 'mark/touch-180.png', appIcon({ ...PAPER, share: 0.68 }), 180);
    for (const size of [192, 512])
      await draw(browser, `mark/any-${size}.png`, appIcon({ ...PAPER, share: 0.76 }), size);
    for (const size of [192, 512])
      await draw(browser, `mark/maskable-${size}.png`, appIcon({ ...PAPER, share: 0.56 }), size);
    await draw(browser, 'mark/preview.png', preview(), 1_200, 630);
  } finally {
    await browser.close();
  }
  return 0;
});

async function draw(browser: Browser, name: string, drawing: string, width: number, height = width) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(
    `<style>body{margin:0}body>svg{display:block;width:100vw;height:100vh}</style>${drawing}`,
  );
  await page.evaluate(() => document.fonts.ready);
  // What the tab's drawing leaves free stays so: a tab has a colour of its own.
  write(name, await page.screenshot({ omitBackground: name.startsWith('mark/tab') }));
  await page.close();
}

/** What messengers show beside a link: the home page's first screen, without anything to press. */
function preview(): string {
  const { heading, lead } = homeWords();
  const font = readFileSync(
    join(
      root,
      'node_modules/@fontsource-variable/funnel-display/files/funnel-display-latin-wght-normal.woff2',
    ),
  ).toString('base64');
  return `<style>
@font-face { font-family: Funnel; font-weight: 300 800; src: url(data:font/woff2;base64,${font}); }
main { position: relative; height: 630px; overflow: hidden; background: ${PAPER.ground}; color: ${INK}; font-family: Funnel; }
p, h1 { position: absolute; left: 76px; margin: 0; white-space: pre-line; }
.name { top: 62px; left: 136px; font-size: 40px; font-weight: 680; letter-spacing: -.018em; }
.mark { position: absolute; left: 76px; top: 62px; width: 46px; }
h1 { top: 190px; font-size: 96px; font-weight: 680; line-height: 1.04; letter-spacing: -.03em; }
.lead { top: 432px; font-size: 31px; line-height: 1.4; color: #4f5d56; }
.illustration { position: absolute; right: 48px; top: 55px; width: 520px; display: flex; }
.near, .far { width: 50%; overflow: visible; }
.near { transform: translateY(-22px); }
.far { transform: translateY(22px); }
.near .half { fill: ${PAPER.near}; } .far .half { fill: ${PAPER.far}; }
.near .person { fill: #dcefe6; } .far .person { fill: #fbe6dc; }
</style><main>
<svg class="mark" viewBox="0 0 32 32"><path fill="${PAPER.near}" d="M15.1 2A14 14 0 0 0 15.1 30Z"/><path fill="${PAPER.far}" d="M16.9 2A14 14 0 0 1 16.9 30Z"/></svg>
<p class="name">Parley</p><h1>${heading.join('\n')}</h1><p class="lead">${lead.join('\n')}</p>
${homeIllustration.strings.join('')}</main>`;
}

function write(name: string, content: string | Buffer): void {
  writeFileSync(join(place, name), content);
  console.log(`web/public/${name}`);
}
