/** Opening a link tells next to nothing and takes nothing, before Join is pressed. */
import { networkInterfaces } from 'node:os';
import { type CallKeys, deriveCallKeys, parseCallAddress } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEverything } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { openAll } from './opened-signals.ts';
import { type Person, seeAndHearEachOther, withPerson } from './person.ts';

const NAME = 'Zebulon Quartz';
const ADDRESSES = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal }) => !internal)
  .map(({ address }) => address);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** The same user on another device, as by a name that is kept: all that their browser keeps, and no tab that shares a lock with it. */
async function anotherDeviceOf({ context }: Person): Promise<Pick<Browser, 'newContext'>> {
  const storageState = await context.storageState({ indexedDB: true });
  return { newContext: (options) => browser.newContext({ ...options, storageState }) };
}

/** Whoever was here before: the name is remembered, and camera and microphone were allowed. */
async function rememberName({ page }: Person): Promise<void> {
  await page.goto('/');
  await page.evaluate((name) => localStorage.setItem('parley:name', name), NAME);
}

/** All that is stored but the calls of other tests, each of which has its ID in what it is sealed for. */
async function readWhatIsNotOthers({ docId }: CallKeys): ReturnType<typeof readEverything> {
  const documents = await readEverything();
  return documents.filter(({ name }) => !name.includes('/calls/') || name.includes(`/calls/${docId}`));
}

/** All that the other's page has been told over the link, and all that its browser knows of this one's addresses. */
async function heardBy({ page }: Person): Promise<string> {
  return page.evaluate(async () => {
    const [connection] = window.parleyTestConnections
      .filter((one) => one.connectionState !== 'closed')
      .slice(-1);
    const reports = [...((await connection?.getStats())?.values() ?? [])];
    const candidates = reports.filter(({ type }) => type === 'remote-candidate');
    return JSON.stringify([connection?.remoteDescription?.sdp, candidates, window.parleyTestMessages]);
  });
}

/** Keeps what arrives on data channels. */
function keepMessages(): void {
  window.parleyTestMessages = [];
  const create = RTCPeerConnection.prototype.createDataChannel;
  RTCPeerConnection.prototype.createDataChannel = function createKept(...parameters) {
    const channel = create.apply(this, parameters);
    channel.addEventListener('message', ({ data }) => {
      const text = data instanceof ArrayBuffer ? new TextDecoder().decode(data) : String(data);
      window.parleyTestMessages.push(`${channel.label}: ${text}`);
    });
    return channel;
  };
}

declare global {
  interface Window {
    parleyTestMessages: string[];
  }
}

describe('whoever opens a link', () => {
  it('tells no name, no state of a device and no address of their network before they join', async () => {
    await withPerson(browser, (host) =>
      withPerson(browser, async (guest) => {
        await host.context.addInitScript(keepMessages);
        await rememberName(guest);
        await host.startCall();
        await host.enter('Grace');
        const url = host.page.url();
        await guest.openLink(url);
        // The host has joined, so there is a way to them; the guest has pressed nothing.
        await Promise.all([host.isIn('connected'), guest.isIn('connected')]);
        await guest.page.getByRole('button', { name: /^Join/ }).waitFor();
        await expect.poll(() => heardBy(host)).toContain('"presence');

        const { id } = parseCallAddress(url);
        const keys = await deriveCallKeys(id);
        const opened = await openAll(await readWhatIsNotOthers(keys), keys);
        const told = `${await heardBy(host)} ${opened}`;
        expect(told).not.toContain(NAME);
        expect(told).not.toContain('"isCameraOn\\":true');
        // Nor is there anything on the channels of whoever talks.
        expect(told).not.toMatch(/(chat|data): /);
        const sdp = await host.page.evaluate(
          () => window.parleyTestConnections.at(-1)?.remoteDescription?.sdp ?? '',
        );
        expect(sdp).toContain('m=audio');
        for (const address of ADDRESSES) expect(sdp).not.toContain(address);

        // The same search finds it all once they have joined.
        await guest.enter();
        await seeAndHearEachOther(host, guest);
        await expect.poll(() => heardBy(host)).toContain(NAME);
        await expect.poll(() => heardBy(host)).toMatch(/chat: /);
        expect(ADDRESSES.length).toBeGreaterThan(0);
        await expect
          .poll(() => heardBy(host))
          .toMatch(new RegExp(ADDRESSES.map((it) => it.replaceAll('.', '\\.')).join('|')));
      }),
    );
  });

  it('connects nothing at all when they have chosen that', async () => {
    await withPerson(browser, (host) =>
      withPerson(browser, async (guest) => {
        await host.startCall();
        await host.enter();
        const url = host.page.url();
        await guest.openLink(url);
        await guest.page.getByText('Privacy', { exact: true }).click();
        await guest.page.getByLabel('Connect only when I join').check();
        await guest.page.reload();
        await guest.isIn('early', { because: 'not-joined' });
        expect((await guest.received()).openConnections).toBe(0);
        await guest.enter();
        await seeAndHearEachOther(host, guest);
      }),
    );
  });

  it('takes no place from the one who joins', async () => {
    await withPerson(browser, (host) =>
      withPerson(browser, (phone) =>
        withPerson(browser, async (laptop) => {
          await host.startCall();
          await host.enter();
          const url = host.page.url();
          await phone.openLink(url);
          await phone.isIn('connected');
          await laptop.openLink(url);
          await laptop.isIn('early', { because: 'looked-at' });
          await laptop.enter('Ada');
          await seeAndHearEachOther(host, laptop);
          await phone.isIn('failed', { error: 'call-full' });
        }),
      ),
    );
  });

  it('takes the call from no other device of theirs, where they are in it, until they join', async () => {
    await withPerson(browser, (laptop) =>
      withPerson(browser, async (guest) => {
        await laptop.startCall();
        await laptop.enter('Grace');
        const url = laptop.page.url();
        await guest.openLink(url);
        await guest.enter('Ada');
        await seeAndHearEachOther(laptop, guest);
        await withPerson(await anotherDeviceOf(laptop), async (phone) => {
          await phone.openLink(url);
          await phone.isIn('early', { because: 'elsewhere' });
          await phone.page.reload();
          await phone.isIn('early', { because: 'elsewhere' });
          await seeAndHearEachOther(laptop, guest);
          await phone.enter();
          await seeAndHearEachOther(phone, guest);
          await laptop.isIn('ended', { reason: 'taken-over' });
        });
      }),
    );
  });
});

describe('whoever has the link, and no seat', () => {
  it('opens nothing of what the two have said to each other', async () => {
    await withPerson(browser, (host) =>
      withPerson(browser, async (guest) => {
        await host.startCall();
        await host.enter('Grace Hopper');
        const url = host.page.url();
        const keys = await deriveCallKeys(parseCallAddress(url).id);
        // What waits for whoever comes is for whoever has the link, and so has nobody's name or address in it.
        await host.isIn('waiting');
        const waiting = await openAll(await readWhatIsNotOthers(keys), keys);
        expect(waiting).toContain('m=audio');
        for (const secret of ['Grace Hopper', 'candidate:', ...ADDRESSES])
          expect(waiting).not.toContain(secret);
        await guest.openLink(url);
        await guest.enter(NAME);
        await seeAndHearEachOther(host, guest);
        await guest.page.reload();
        await seeAndHearEachOther(host, guest);
        const documents = await readWhatIsNotOthers(keys);
        expect(JSON.stringify(documents)).toContain('offererSession');
        const opened = await openAll(documents, keys);
        for (const secret of [NAME, 'Grace Hopper', 'candidate:', ...ADDRESSES])
          expect(opened).not.toContain(secret);
      }),
    );
  });
});
