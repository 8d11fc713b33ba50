import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { root } from '../lib/paths.ts';
import { buildSite } from './build-site.ts';
import { standings, tabIcon } from './site-mark.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const tokens = read('design/tokens.css');
const publicFile = (path: string) => readFileSync(join(root, 'web/public', path));

/** Of a PNG, as its header has it. */
function sizeOf(image: Buffer): string {
  expect(image.toString('latin1', 1, 4)).toBe('PNG');
  return `${image.readUInt32BE(16)}x${image.readUInt32BE(20)}`;
}

test.each(['web/index.html', 'web/404.html'])('The bars around %s have the canvas’s colours', (page) => {
  const [, light = '', dark = ''] = /--color-canvas: light-dark\((#\w+), (#\w+)\)/.exec(tokens) ?? [];
  const colours = [
    ...read(page).matchAll(/name="theme-color" media="[^"]*(light|dark)\)" content="([^"]*)"/g),
  ];
  expect(colours.map(([, scheme, colour]) => [scheme, colour])).toEqual([
    ['light', light],
    ['dark', dark],
  ]);
});

test('Every icon that the manifest names is there, in its size', () => {
  const { icons, id } = JSON.parse(read('web/public/manifest.webmanifest'));
  expect(id).toBe('/');
  expect(icons.map(({ sizes, purpose = 'any' }: Record<string, string>) => `${purpose} ${sizes}`)).toEqual([
    'any 192x192',
    'any 512x512',
    'maskable 192x192',
    'maskable 512x512',
  ]);
  for (const { src, sizes } of icons) expect(sizeOf(publicFile(src))).toBe(sizes);
});

test.each(['web/index.html', 'web/404.html'])(
  '%s has an icon for tabs that draw no SVG, and before it',
  (page) => {
    const icons = [...read(page).matchAll(/<link rel="icon" href="\/(\S+)" type="(\S+)" sizes="(\S+)"/g)];
    expect(icons.map(([, , type]) => type)).toEqual(['image/png', 'image/svg+xml']);
    const [, src = '', , sizes] = icons[0] ?? [];
    expect(sizeOf(publicFile(src))).toBe(sizes);
  },
);

test('The tab’s icons are drawn from the mark as it is', () => {
  for (const standing of standings)
    expect(publicFile(`mark/${standing}.svg`).toString()).toBe(tabIcon(standing));
});

test.each([
  ['https://calls.example', undefined, 'https://calls.example/mark/preview.png'],
  [undefined, 'a-project', 'https://a-project.web.app/mark/preview.png'],
  [undefined, undefined, '/mark/preview.png'],
])('With the origin %s and the project %s, the preview of a link is %s', async (origin, project, address) => {
  vi.stubEnv('VITE_SITE_ORIGIN', origin);
  vi.stubEnv('GCLOUD_PROJECT', project);
  const { files } = await buildSite().finally(() => vi.unstubAllEnvs());
  const html = files.get('index.html')?.toString() ?? '';
  expect(/og:image" content="([^"]*)"/.exec(html)?.[1]).toBe(address);
  expect(sizeOf(publicFile('mark/preview.png'))).toBe('1200x630');
  const fonts = [...files.keys()].filter((name) => name.includes('-latin-wght'));
  expect(html).toContain(`rel="preload" href="/${fonts}" as="font"`);
});

test.each([
  ['a-project', ['https://identitytoolkit.googleapis.com', 'https://firestore.googleapis.com']],
  ['demo-parley', []],
  [undefined, []],
])('Built for the project %s, the page of a call connects early to %j', async (project, origins) => {
  vi.stubEnv('GCLOUD_PROJECT', project);
  const { files } = await buildSite().finally(() => vi.unstubAllEnvs());
  const html = String(files.get('call.html'));
  const links = [...html.matchAll(/rel="preconnect" crossorigin(?:="[a-z-]+")? href="([^"]+)"/g)];
  expect([...new Set(links.map(([, origin]) => origin))]).toEqual(origins);
  expect(html).toContain('rel="preload" as="fetch" crossorigin href="/__/firebase/init.json"');
  for (const other of ['index.html', 'schedule.html', '404.html'])
    expect(String(files.get(other))).not.toMatch(/preconnect|init\.json/);
});
