/**
 * A site that uses App Check, as it is built and deployed. Google is played: its scripts do to the page's policy what
 * the real ones are known to do. The emulators, which know no App Check, have no part in it.
 */
import { Buffer } from 'node:buffer';
import { extname, join } from 'node:path';
import type { Browser, Request, Route } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import firebase from '../../firebase.json' with { type: 'json' };
import { createAppCheckConfig } from '../../scripts/firebase/app-check-config.ts';
import { root } from '../../scripts/lib/paths.ts';
import { launchChromium } from './chromium.ts';
import { PATIENCE_MS, Person } from './person.ts';

const SITE = 'https://parley.example';
const SITE_KEY = 'the-key-of-the-site';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };

/** As the real one: fetches its main part by a trusted type of its own making. */
const LOADER = `
  const policy = trustedTypes.createPolicy('of-google', { createScriptURL: (url) => url });
  const script = document.createElement('script');
  script.src = policy.createScriptURL('https://www.gstatic.com/recaptcha/releases/1/recaptcha__en.js');
  document.head.append(script);
  globalThis.grecaptcha = { enterprise: { ready: (then) => (globalThis.waiting ??= []).push(then) } };`;

const MAIN = `
  trustedTypes.createPolicy('of-google', { createHTML: (html) => html });
  let options;
  Object.assign(grecaptcha.enterprise, {
    ready: (then) => then(),
    render: (container, given) => { options = given; return 0; },
    execute: async () => {
      await fetch('https://www.google.com/recaptcha/enterprise/clr');
      const frame = document.createElement('iframe');
      frame.src = 'https://www.google.com/recaptcha/enterprise/anchor';
      await new Promise((resolve) => { frame.onload = resolve; document.body.append(frame); });
      options.callback();
      return 'the answer of reCAPTCHA for ' + options.sitekey;
    },
  });
  for (const then of globalThis.waiting ?? []) then();`;

function jwt(claims: Readonly<Record<string, unknown>>): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  return [
    encode({ alg: 'none' }),
    encode({ iat: now, auth_time: now, exp: now + 3_600, ...claims }),
    'x',
  ].join('.');
}

const APP_CHECK_TOKEN = jwt({ sub: 'app' });

const GOOGLE: Readonly<Record<string, string | object>> = {
  'www.google.com/recaptcha/enterprise.js': LOADER,
  'www.gstatic.com/recaptcha/releases/1/recaptcha__en.js': MAIN,
  'www.google.com/recaptcha/enterprise/clr': {},
  'www.google.com/recaptcha/enterprise/anchor': '',
  'content-firebaseappcheck.googleapis.com/v1/projects/parley/apps/app:exchangeRecaptchaEnterpriseToken': {
    token: APP_CHECK_TOKEN,
    ttl: '3600s',
  },
  'identitytoolkit.googleapis.com/v1/accounts:signUp': {
    idToken: jwt({ user_id: 'somebody', sub: 'somebody' }),
    refreshToken: 'refresh',
    expiresIn: '3600',
    localId: 'somebody',
  },
  'identitytoolkit.googleapis.com/v1/accounts:lookup': { users: [{ localId: 'somebody' }] },
};

let browser: Browser;
const files = new Map<string, string>();
beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production');
  vi.stubEnv('VITE_APP_CHECK_SITE_KEY', SITE_KEY);
  const options = { projectId: 'parley', apiKey: 'key', appId: 'app' };
  vi.stubEnv('VITE_FIREBASE_CONFIG', JSON.stringify(options));
  const built = await build({ root: join(root, 'web'), build: { write: false }, logLevel: 'silent' });
  vi.unstubAllEnvs();
  if (!('output' in built)) throw new Error('One build has one output');
  for (const file of built.output) {
    files.set(`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source.toString());
  }
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Opens the site as these settings of Hosting serve it. @returns who opened it, and what Google was asked */
async function visit({ hosting }: Pick<typeof firebase, 'hosting'>) {
  const person = await Person.create(browser);
  const asked: Request[] = [];
  const headers = Object.fromEntries(hosting.headers[0]?.headers.map(({ key, value }) => [key, value]) ?? []);
  await person.context.route('**', async (route: Route) => {
    const { origin, host, pathname } = new URL(route.request().url());
    if (origin === SITE) {
      const path = files.has(pathname) ? pathname : '/index.html';
      return route.fulfill({
        headers: { ...headers, 'Content-Type': TYPES[extname(path)] ?? 'text/plain' },
        body: files.get(path) ?? '',
      });
    }
    asked.push(route.request());
    const answer = GOOGLE[host + pathname];
    if (answer === undefined) return route.abort();
    return typeof answer === 'string'
      ? route.fulfill({
          contentType: pathname.endsWith('.js') ? 'text/javascript' : 'text/html',
          body: answer,
        })
      : route.fulfill({ headers: CORS, json: answer });
  });
  await person.page.goto(`${SITE}/call#7k3md-2p9xw-q4zt8-b1hvn`);
  // What a call's page does first: Firestore's SDK listens, through a channel that has its headers in the body.
  await vi.waitUntil(() => asked.some(isReading), { timeout: PATIENCE_MS, interval: 20 });
  return { person, asked };
}

function isReading(request: Request): boolean {
  return request.method() === 'POST' && /firestore\.googleapis\.com\/.*\/Listen\/channel/.test(request.url());
}

function isSigningUp(request: Request): boolean {
  return request.method() === 'POST' && request.url().includes('accounts:signUp');
}

describe('a site with App Check', () => {
  it('sends its token with sign-in and to Firestore, within the policy that is made for it', async () => {
    const { person, asked } = await visit(createAppCheckConfig(firebase));
    const [exchange] = asked.filter((request) => request.url().includes('exchangeRecaptchaEnterpriseToken'));
    expect(exchange?.postDataJSON()).toEqual({
      recaptcha_enterprise_token: `the answer of reCAPTCHA for ${SITE_KEY}`,
    });
    expect(asked.find(isSigningUp)?.headers()['x-firebase-appcheck']).toBe(APP_CHECK_TOKEN);
    expect(decodeURIComponent(asked.find(isReading)?.postData() ?? '')).toContain(
      `x-firebase-appcheck:${APP_CHECK_TOKEN}`,
    );
    person.assertNoErrors();
    await person.context.close();
  });

  it('goes on without a token where the policy does not let Google in, and leaves it to the server', async () => {
    const { person, asked } = await visit(firebase);
    expect(asked.filter((request) => request.url().includes('recaptcha'))).toEqual([]);
    expect(asked.find(isSigningUp)?.headers()['x-firebase-appcheck']).toBeUndefined();
    expect(asked.find(isReading)?.postData()).not.toMatch(/appcheck/i);
    expect(person.errors.map(String).join()).toContain('trusted-types-policy');
    await person.context.close();
  });
});
