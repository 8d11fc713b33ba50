/** What is deployed: nothing of others', nothing of this machine's, and nothing that the policy of the page forbids. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { homeWords, joinFormWords } from '../../web/src/words/home.ts';
import { root } from '../lib/paths.ts';
import { buildSite } from './build-site.ts';
import { notedWeights } from './noted-weights.ts';
import { routeWeights } from './route-weights.ts';

const CANARY = 'canary-in-the-environment';

/** Every host that is named in the bundle, and why. */
const NAMED_HOSTS: Readonly<Record<string, string>> = {
  'firestore.googleapis.com': 'the database; allowed by the policy',
  'identitytoolkit.googleapis.com': 'sign-in; allowed by the policy',
  'securetoken.googleapis.com': 'sign-in; allowed by the policy',
  'stun.l.google.com': 'STUN, unless VITE_ICE_SERVERS names others',
  'stun1.l.google.com': 'STUN, unless VITE_ICE_SERVERS names others',
  'accounts.google.com': 'where a person may go to keep their name, where the site offers it',
  'calendar.google.com': 'a link that a person may follow to their calendar',
  'outlook.live.com': 'a link that a person may follow to their calendar',
  'outlook.office.com': 'a link that a person may follow to their calendar',
  'securetoken.google.com': 'the issuer in tokens of the auth emulator; never asked',
  'apis.google.com': 'a script that the auth SDK would fetch for other ways to sign in; the policy stops it',
  'www.google.com': 'a picture that Firestore asks for when it finds no server; the policy stops it',
  'goog.net': 'a name within the library below Firestore, and no host',
  'apple.com': 'the name of a way to sign in, in the auth SDK',
  'facebook.com': 'the name of a way to sign in, in the auth SDK',
  'github.com': 'the name of a way to sign in, in the auth SDK',
  'google.com': 'the name of a way to sign in, in the auth SDK',
  'twitter.com': 'the name of a way to sign in, in the auth SDK',
  'cloudworkstations.dev': 'an editor in which Firebase is developed; compared with the page’s own host',
};

/** All that is in the scripts of others. What is loaded only when it is asked for counts as well. */
const PACKAGES: readonly string[] = [
  ...['@firebase/app', '@firebase/auth', '@firebase/component', '@firebase/firestore', '@firebase/logger'],
  ...['@firebase/util', '@firebase/webchannel-wrapper', '@hpke/common', '@hpke/core', '@lit/context'],
  ...['@lit/reactive-element', 'firebase', 'idb', 'lean-qr', 'lit', 'lit-element', 'lit-html'],
];

/** A sentence of re2js that stays as it is, whoever brings it along (docs/decisions/0170-…). */
const OF_RE2JS = 'invalid nested repetition operator';

const files = new Map<string, string>();
let modules: readonly string[] = [];
let weights: ReturnType<typeof routeWeights>;

beforeAll(async () => {
  vi.stubEnv('PARLEY_SECRET', CANARY);
  const site = await buildSite();
  for (const [name, content] of site.files) files.set(name, content.toString());
  modules = site.modules;
  weights = routeWeights(files);
}, 120_000);
afterAll(() => vi.unstubAllEnvs());

test('The pages, their scripts, their styles and the font of headings are there, and nothing else', () => {
  const kinds = [...files.keys()].map((name) => name.replace(/-[\w-]{8}(?=\.)/, ''));
  expect(new Set(kinds.filter((name) => !/^assets\/[\w-]+\.js$/.test(name)))).toEqual(
    new Set([
      ...[
        'index.html',
        'call.html',
        'schedule.html',
        '404.html',
        'ring-worker.js',
        'assets/global.css',
        'assets/404.css',
      ],
      'assets/start-page.css',
      ...[
        'fonts/funnel-display-latin-wght-normal.woff2',
        'assets/funnel-display-latin-ext-wght-normal.woff2',
      ],
    ]),
  );
});

test('The worker that shows who rings is a file of its own, which imports, fetches and keeps nothing', () => {
  const source = String(files.get('ring-worker.js'));
  expect(source).toContain('notificationclick');
  expect(source).not.toMatch(/\b(import|export|fetch|caches|indexedDB|skipWaiting|claim)\b/);
});

test('The scripts are made of these packages and of the pages’ own sources, and of no test and no gallery', () => {
  const packageOf = (path: string) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  expect([...new Set(modules.flatMap((path) => packageOf(path) ?? []))].sort()).toEqual(PACKAGES);
  const own = modules.filter((path) => packageOf(path) === undefined);
  const isOfPages = (path: string) =>
    /^(web|call|protocol|invitation)\/src\//.test(path) && !/\/testing\/|\.test\.ts$/.test(path);
  // A module of Node that a library names and no browser has is empty.
  expect(own.filter((path) => !isOfPages(path)).sort()).toEqual([
    ...['__vite-browser-external', 'web/index.html', 'web/without-re2js.ts'],
  ]);
});

test('Nobody brings re2js along', () => {
  expect(readFileSync(join(root, 'node_modules/re2js/build/index.js'), 'utf8')).toContain(OF_RE2JS);
  expect([...files].filter(([, text]) => text.includes(OF_RE2JS)).map(([name]) => name)).toEqual([]);
});

test.each(['home', 'homeAgain', 'call', 'callInAll', 'schedule'] as const)(
  'The route of %s has not grown by more than 2 %%',
  (page) => {
    // Meant to grow? `npm run weigh-routes` notes what it weighs now.
    expect(weights[page]).toBeLessThan(notedWeights()[page] * 1.02);
  },
);

test('Before it is asked for, the start page fetches nothing of Firebase, of calls or of the schedule', () => {
  const html = files.get('index.html') ?? '';
  const named = [...html.matchAll(/"\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(1);
  for (const telling of ['firestore.googleapis.com', 'createDataChannel', 'parley-schedule-form'])
    expect(named.filter((path) => files.get(path)?.includes(telling))).toEqual([]);
});

test('The start page is drawn in its own document, and in no other', () => {
  const start = files.get('index.html') ?? '';
  const { heading, lead, start: press, privacy } = homeWords();
  for (const words of [...heading, ...lead, press, privacy, joinFormWords().placeholder])
    expect(start).toContain(words);
  expect(start).toContain('<noscript>');
  expect(start).not.toMatch(/<template|<slot|parley-|undefined|forgetful/);
  for (const other of ['call.html', 'schedule.html', '404.html'])
    expect(files.get(other)).not.toContain(privacy);
  for (const other of ['call.html', 'schedule.html']) expect(files.get(other)).toContain('<parley-app>');
});

test('No source map is there, and no file asks for one', () => {
  expect([...files.keys()].filter((name) => name.endsWith('.map'))).toEqual([]);
  expect([...files.values()].filter((text) => text.includes('sourceMappingURL'))).toEqual([]);
});

test('Neither the environment nor a path of this machine got in', () => {
  for (const secret of [CANARY, root, '/node_modules/']) {
    expect([...files].filter(([, text]) => text.includes(secret)).map(([name]) => name)).toEqual([]);
  }
});

test('The pages have neither scripts nor styles of their own, and fetch from this site only', () => {
  for (const [name, html] of files) {
    if (!name.endsWith('.html')) continue;
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/i);
    const addresses = [...html.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !address?.match(/^\/(?!\/)/))).toEqual([]);
  }
});

test('Styles fetch nothing but the font of headings, from this site', () => {
  for (const [name, css] of files) {
    if (!name.endsWith('.css')) continue;
    expect(css).not.toContain('@import');
    const fetched = [...css.matchAll(/url\(([^)]*)\)/g)].map(([, address]) => address);
    expect(
      fetched.filter((address) => !/^\/(assets|fonts)\/funnel-display-[\w-]+\.woff2$/.test(address ?? '')),
    ).toEqual([]);
  }
});

test('Every host that is named is known, and is there for a reason', () => {
  const hosts = [...files.values()].flatMap(
    (text) =>
      text.match(/(?<![\w$)\].])(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|cloud|ai|co)\b(?!\s*[=(])/g) ?? [],
  );
  const addresses = [...files.values()].flatMap(
    (text) => text.match(/(?:https?|wss?):\/\/[a-z0-9.-]+/g) ?? [],
  );
  const named = [...hosts, ...addresses.map((address) => address.replace(/^\w+:\/\//, ''))];
  const unknown = named.filter((host) => !(host in NAMED_HOSTS) && !['localhost', '.'].includes(host));
  expect([...new Set(unknown)]).toEqual([]);
  expect(
    Object.keys(NAMED_HOSTS).filter((host) => ![...files.values()].some((text) => text.includes(host))),
  ).toEqual([]);
});
