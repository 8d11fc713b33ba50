/** The database and the network see that there is a call. They do not see whose, what, where from, or how to join. */
import { networkInterfaces } from 'node:os';
import {
  deriveCallKeys,
  foldPersonName,
  NAME_TRIES,
  parseCallAddress,
  parsePersonName,
} from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEverything } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { Person, seeAndHearEachOther } from './person.ts';
import { gatherSlowly } from './slow-gathering.ts';

const HOST_NAME = 'Zebulon Quartz';
const GUEST_NAME = 'Marigold Fennel';
/** By which they are rung, and one that nobody has and one of them asks for. */
const [HOST_CLAIM, GUEST_CLAIM, NOBODYS] = ['zebulon', 'marigold', 'Quince.Vellum'];
/** As it is stored: an l is an i there, and an m is rn. */
const folded = (name: string) => foldPersonName(parsePersonName(name));
const ADDRESSES = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal }) => !internal)
  .map(({ address }) => address);
/** What every SDP and every candidate has in it. */
const SDP_MARKS = [
  'v=0\r\n',
  'a=ice-ufrag',
  'a=fingerprint',
  'm=audio',
  'candidate:',
  ' typ host',
  'ice-pwd',
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Collects all that a browser sends: addresses, headers, bodies. */
function recordRequests(person: Person): string[] {
  const requests: string[] = [];
  person.context.on('request', (request) => {
    requests.push([request.url(), JSON.stringify(request.headers()), request.postData() ?? ''].join('\n'));
  });
  return requests;
}

/** The text, and all that is hidden in it by escaping or base64, any number of layers deep. */
function layersOf(text: string, depth = 4): string[] {
  if (depth === 0) return [text];
  const decoded = [unescapeUri(text), unescapeJson(text)].filter((layer) => layer !== text);
  const encoded = text.match(/[A-Za-z0-9+/_-]{24,}={0,2}/g) ?? [];
  const opened = encoded.map((part) => Buffer.from(part, 'base64').toString('latin1'));
  return [text, ...[...decoded, ...opened].flatMap((layer) => layersOf(layer, depth - 1))];
}

function unescapeUri(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function unescapeJson(text: string): string {
  return text.replaceAll('\\r\\n', '\r\n').replaceAll('\\"', '"');
}

function findIn(texts: readonly string[], secrets: readonly string[]): string[] {
  const layers = texts.flatMap((text) => layersOf(text)).map((text) => text.toLowerCase());
  return secrets.filter((secret) => layers.some((layer) => layer.includes(secret.toLowerCase())));
}

/** The call's ID, and what else is nobody's business. */
type Meeting = readonly [id: string, ...secrets: string[]];

async function talkByWords(host: Person, guest: Person): Promise<Meeting> {
  await host.startCall();
  await host.enter(HOST_NAME);
  const words = await host.readWordsOut();
  await guest.typeWords(words.join(' '));
  await host.atDoor('Let in: somebody without a name').click();
  await guest.page.waitForURL(/\/call#/);
  const id = new URL(guest.page.url()).hash.slice(1);
  await guest.enter(GUEST_NAME);
  await seeAndHearEachOther(host, guest);
  return [id, ...[' ', '-', '","', '+'].map((between) => words.join(between))];
}

async function talkBehindDoor(host: Person, guest: Person): Promise<Meeting> {
  await host.startCall({ hasDoor: true });
  await host.enter(HOST_NAME);
  const id = await host.copyCallId();
  await guest.joinByPasting(id);
  await guest.knock(GUEST_NAME);
  await host.atDoor(`Let in: ${GUEST_NAME}`).click();
  await seeAndHearEachOther(host, guest);
  return [id];
}

async function talk(host: Person, guest: Person): Promise<Meeting> {
  await host.startCall();
  await host.enter(HOST_NAME);
  const id = await host.copyCallId();
  await guest.joinByPasting(id);
  await guest.enter(GUEST_NAME);
  await seeAndHearEachOther(host, guest);
  return [id];
}

async function talkByRinging(host: Person, guest: Person): Promise<Meeting> {
  await Promise.all([host.takeName(HOST_CLAIM), guest.takeName(GUEST_CLAIM)]);
  await guest.ring(NOBODYS);
  await guest.ringSheet.getByText('Nobody has this name').waitFor();
  await host.ring('Mari.Gold');
  await guest.ringSheet.getByRole('button', { name: 'Answer', exact: true }).click();
  await seeAndHearEachOther(host, guest);
  return [new URL(host.page.url()).hash.slice(1)];
}

describe.each([
  ['whose candidates are in the descriptions', false, talk],
  ['whose candidates all come later', true, talk],
  ['behind a door', false, talkBehindDoor],
  ['by words that were read out', false, talkByWords],
  ['that one has rung the other for', false, talkByRinging],
] as const)('a call %s', (_, isSlow, meet) => {
  it('leaves no SDP, address, name or call ID in the database or in any request', async () => {
    const create = () => Person.create(browser, { asksForRelays: true });
    const [host, guest] = await Promise.all([create(), create()]);
    const descriptions = () =>
      host.page.evaluate(() => window.parleyTestConnections.map((c) => c.remoteDescription?.sdp));
    if (isSlow) await Promise.all([host, guest].map(({ context }) => context.addInitScript(gatherSlowly)));
    const requests = [...[host, guest].map(recordRequests)];
    const [id, ...others] = await meet(host, guest);
    // While both are there everything is stored that ever is.
    const documents = await readEverything();
    const { docId } = await deriveCallKeys(parseCallAddress(id).id);
    const ofThisCall = documents.filter(({ name }) => name.includes(`/calls/${docId}`));
    expect(ofThisCall.filter(({ name }) => name.endsWith(docId))).toHaveLength(1);
    const candidateCount = ofThisCall.filter(({ name }) => /Candidates\/[^/]+$/.test(name)).length;
    if (isSlow) expect(candidateCount).toBeGreaterThan(0);
    if (meet === talkByRinging) {
      // A name is stored where it was claimed, and for an hour with whoever asked for it last, whether anybody has it or not;
      // and nowhere else: not with whom one rings, or who.
      const isIn = (pattern: RegExp) => documents.filter(({ name }) => pattern.test(name));
      const textsOf = (some: typeof documents) => some.map((document) => JSON.stringify(document));
      const claimed = isIn(/\/(names|holders)\//);
      const askedFor = isIn(new RegExp(`/${NAME_TRIES}/`));
      const written = [HOST_CLAIM, GUEST_CLAIM, 'Mari.Gold', NOBODYS];
      const all = [...written, ...written.map(folded)];
      expect(findIn(textsOf(claimed), all)).toEqual(
        expect.arrayContaining([HOST_CLAIM, GUEST_CLAIM, folded(HOST_CLAIM), folded(GUEST_CLAIM)]),
      );
      expect(findIn(textsOf(claimed), ['Mari.Gold', NOBODYS, folded(NOBODYS)])).toEqual([]);
      expect(findIn(textsOf(askedFor), [folded(NOBODYS), folded(GUEST_CLAIM)])).toHaveLength(2);
      expect(findIn(textsOf(askedFor), written)).toEqual([]);
      const others = documents.filter((document) => ![...claimed, ...askedFor].includes(document));
      expect(others.some(({ name }) => name.includes('/rings/'))).toBe(true);
      expect(findIn(textsOf(others), all)).toEqual([]);
    }

    const ids = [id, id.replaceAll('-', '')];
    const secrets = [...SDP_MARKS, ...ADDRESSES, HOST_NAME, GUEST_NAME, ...ids, ...others];
    const stored = documents.map((document) => JSON.stringify(document));
    expect(findIn(stored, secrets)).toEqual([]);
    const sent = requests.flat();
    expect(sent.some((request) => request.includes(':commit'))).toBe(true);
    expect(sent.some((request) => request.includes('/Listen/channel'))).toBe(true);
    expect(findIn(sent, secrets)).toEqual([]);

    // The search finds what is there: the browsers do have all of it, sealed or not.
    const [sdp = ''] = (await descriptions()).filter((description) => description !== undefined);
    const unsealed = [Buffer.from(JSON.stringify({ sdp, name: HOST_NAME, id })).toString('base64')];
    expect(findIn(unsealed, [...SDP_MARKS.slice(0, 4), HOST_NAME, id])).toHaveLength(6);
    if (!isSlow) expect(findIn(unsealed, ADDRESSES).length).toBeGreaterThan(0);
    await Promise.all([host.context.close(), guest.context.close()]);
  });
});
