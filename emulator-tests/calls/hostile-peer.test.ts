/** Whoever has the call ID may say anything: the other's page shows it as text or ignores it, and the call goes on. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../../protocol/src/testing/hostile-texts.ts';
import { launchChromium } from './chromium.ts';
import { becomeHostile, sayRaw } from './hostile-peer.ts';
import { Person, seeAndHearEachOther } from './person.ts';

let browser: Browser;
let victim: Person;
let attacker: Person;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  [victim, attacker] = await Promise.all([Person.create(browser), Person.create(browser)]);
  await attacker.context.addInitScript(becomeHostile);
});
afterEach(async () => {
  victim.assertNoErrors();
  expect(await victim.page.evaluate(() => 'isBroken' in globalThis)).toBe(false);
  await Promise.all([victim.context.close(), attacker.context.close()]);
});

async function haveCall(): Promise<void> {
  await victim.startCall();
  await victim.enter('Grace');
  await attacker.openLink(victim.page.url());
  await attacker.enter('Mallory');
  await seeAndHearEachOther(victim, attacker);
}

function presence(name: string, more: object = {}): string {
  const honest = { type: 'presence', name, hasEntered: true, isMicrophoneOn: true, isCameraOn: true };
  return JSON.stringify({ ...honest, ...more });
}

/** Everything said before has arrived: the channel keeps the order. */
async function hasHeard(name: string): Promise<void> {
  await attacker.page.evaluate(sayRaw, [presence(name)]);
  await victim.page.locator('parley-status-line bdi', { hasText: name }).first().waitFor();
}

describe('a peer who says what no page of ours says', () => {
  it('is called what they please, as text, is ignored where they make no sense, and may flood the channel', async () => {
    await haveCall();
    for (const [index, text] of HOSTILE_TEXTS.entries()) {
      // Three bytes each at most, and Chromium takes 256 kB.
      await attacker.page.evaluate(sayRaw, [presence(text.slice(0, 50_000))]);
      if (index % 10 === 0) await hasHeard(`Mallory ${index}`);
    }
    await hasHeard('Mallory at last');
    const isOverflowing = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
    expect(await victim.page.evaluate(isOverflowing)).toBe(false);
    await seeAndHearEachOther(victim, attacker);

    const nonsense = [
      ...['', 'null', '[]', '{}', '0', '"presence"', '{"type":"presence"}', '{"type":"end"}', '{', '\u0000'],
      presence('x', { isAdmin: true }),
      presence('x', { isCameraOn: 'no' }),
      '{"type":"heartbeat","__proto__":{"isBroken":1}}',
      '['.repeat(2_000),
      'x'.repeat(250_000),
    ];
    await attacker.page.evaluate(sayRaw, nonsense);
    await attacker.page.evaluate(() => {
      const channel = window.hostileChannels.findLast(({ readyState }) => readyState === 'open');
      for (const size of [0, 1, 250_000]) channel?.send(new ArrayBuffer(size));
      channel?.send(new Blob(['x']));
    });
    await hasHeard('Mallory after that');
    await seeAndHearEachOther(victim, attacker);

    const lines: string[] = [];
    victim.page.on('console', (message) => lines.push(message.text()));
    await attacker.page.evaluate(() => {
      const channel = window.hostileChannels.findLast(({ readyState }) => readyState === 'open');
      const say = (name: string, flag: boolean) =>
        channel?.send(
          JSON.stringify({
            type: 'presence',
            name,
            hasEntered: flag,
            isMicrophoneOn: flag,
            isCameraOn: flag,
          }),
        );
      for (let count = 0; count < 3_000; count++) say(`Mallory ${count}`, count % 2 === 0);
      for (let count = 0; count < 1_000; count++) channel?.send('nonsense');
      // As long as Chromium sends any.
      for (let count = 0; count < 40; count++) channel?.send('x'.repeat(250_000));
    });
    // While it goes on, the controls work.
    await victim.page.getByRole('button', { name: 'Turn off microphone' }).click();
    await victim.page.getByRole('button', { name: 'Turn on microphone' }).click();
    await hasHeard('Mallory after all');
    await seeAndHearEachOther(victim, attacker);
    expect(lines.length).toBeLessThan(50);
  });
});

describe('a peer whose sealed description is hostile', () => {
  /** Makes their next descriptions hostile, on this page and after a reload, until so many have gone out. */
  async function sealHostile(kind: 'sdp' | 'name', values: readonly string[]): Promise<void> {
    await attacker.context.addInitScript(
      ([what, queue]: [string, string[]]) => {
        window.hostileRewrite = (description) => {
          const index = Number(sessionStorage.getItem('hostile') ?? 0);
          sessionStorage.setItem('hostile', String(index + 1));
          const value = queue[index];
          if (value === undefined) return description;
          if (what === 'name') return { ...description, name: value };
          const [find = '', replacement = ''] = value.split(' → ');
          const sdp = description.sdp.replaceAll(new RegExp(find, 'g'), replacement);
          return { ...description, sdp };
        };
      },
      [kind, [...values]] as [string, string[]],
    );
  }

  const HOSTILE_EDITS = [
    'a=fingerprint:.* → a=fingerprint:sha-1 00',
    'm=video → m=text',
    'a=ice-pwd:.* → a=ice-pwd:short',
    '^ → nonsense',
  ];

  it('is ignored until it is honest, when they answer and when they reload a running call', async () => {
    await sealHostile('sdp', HOSTILE_EDITS);
    await victim.startCall();
    await victim.enter('Grace');
    await attacker.openLink(victim.page.url());
    await attacker.enter('Mallory');
    await seeAndHearEachOther(victim, attacker);
    const sent = () => attacker.page.evaluate(() => Number(sessionStorage.getItem('hostile')));
    expect(await sent()).toBeGreaterThan(HOSTILE_EDITS.length);
    expect((await victim.received()).openConnections).toBe(1);

    await attacker.page.evaluate(() => sessionStorage.removeItem('hostile'));
    await attacker.page.reload();
    await seeAndHearEachOther(victim, attacker);
    expect(await sent()).toBeGreaterThan(HOSTILE_EDITS.length);
  });

  it('costs ever fewer writes, if they never become honest', async () => {
    await sealHostile('sdp', Array<string>(1_000).fill('m=video → m=text'));
    await victim.startCall();
    await victim.enter('Grace');
    await attacker.openLink(victim.page.url());
    await attacker.enter('Mallory');
    const commitTimes: number[] = [];
    victim.context.on('request', (request) => {
      if (request.url().endsWith(':commit')) commitTimes.push(performance.now());
    });
    // At once, then after 1, 2 and 4 seconds.
    await expect.poll(() => commitTimes.length).toBeGreaterThanOrEqual(4);
    const pauses = commitTimes.slice(1).map((time, index) => time - (commitTimes[index] ?? 0));
    expect(Math.max(...pauses)).toBeGreaterThan(1_500);
    await victim.isIn('waiting');
  });

  it('may carry any name', async () => {
    const short = HOSTILE_TEXTS.filter(({ length }) => length <= 60 && length > 40).slice(0, 6);
    await sealHostile('name', [...short, 'x'.repeat(10_000)]);
    await victim.startCall();
    await victim.enter('Grace');
    await attacker.openLink(victim.page.url());
    await attacker.enter('Mallory');
    await seeAndHearEachOther(victim, attacker);
    // Each reload is another description.
    for (let reload = 0; reload < 4; reload++) {
      await attacker.page.reload();
      await seeAndHearEachOther(victim, attacker);
    }
  });
});

it('an address that is hostile leads to no call but one whose ID is in it, and runs nothing', async () => {
  await victim.page.goto('/call');
  for (const text of HOSTILE_TEXTS.filter(({ length }) => length < 1_000)) {
    await victim.page.evaluate((hash) => {
      history.pushState(null, '', '/call');
      location.hash = hash;
    }, text);
    const [id] = /#[0-9a-z]{5}(-[0-9a-z]{5}){3}/.exec(text) ?? [];
    if (id === undefined)
      await victim.page
        .getByText(/This link does not lead to a call|There is nothing at this address/)
        .waitFor();
    // Of the rest of it nothing is left.
    else await victim.page.waitForURL((url) => url.pathname + url.hash === `/call${id}`);
  }
});
