/** What the two write to each other: it arrives, once and in order, and is nowhere else. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { readEverything } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { cutConnections } from './cut-connections.ts';
import { haveCall, PATIENCE_MS, Person, seeAndHearEachOther } from './person.ts';

let browser: Browser;
let host: Person;
let guest: Person;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  [host, guest] = await Promise.all([Person.create(browser), Person.create(browser)]);
  await haveCall(host, guest);
});
afterEach(async () => {
  host.assertNoErrors();
  guest.assertNoErrors();
  await Promise.all([host.context.close(), guest.context.close()]);
});

const fieldOf = ({ page }: Person) => page.getByRole('textbox', { name: 'Message' });

async function openChat(person: Person): Promise<void> {
  const field = fieldOf(person);
  const button = person.page.getByRole('button', { name: /^Chat/ });
  await button.waitFor();
  if (!(await field.isVisible())) await button.click();
  await field.waitFor();
}

async function write(person: Person, text: string): Promise<void> {
  await openChat(person);
  await fieldOf(person).fill(text);
  await fieldOf(person).press('Enter');
}

/** What stands in somebody's chat, by whom it is. */
function readChat({ page }: Person, author: 'self' | 'peer'): Promise<string[]> {
  return page.locator(`parley-chat-messages li.${author} .text`).allTextContents();
}

async function reads(person: Person, author: 'self' | 'peer', texts: readonly string[]): Promise<void> {
  await expect.poll(() => readChat(person, author), { timeout: PATIENCE_MS }).toEqual(texts);
}

it('What is written arrives, both ways, with links, lines and all, and is gone with the call, from every request and the database from the start', async () => {
  const requests: string[] = [];
  for (const { context } of [host, guest])
    context.on('request', (request) => requests.push(`${request.url()} ${request.postData() ?? ''}`));
  // Said by nobody else: other calls are stored beside this one.
  const [question, answer] = ['Thessaly, see https://a.example/obsidian\n<b>שלום</b> 👋', 'juniper lovage'];
  await openChat(host);
  await fieldOf(host).fill(question);
  await guest.page.getByRole('button', { name: 'Chat', exact: true }).waitFor();
  await openChat(guest);
  await guest.page.getByText('Grace is writing…').waitFor();
  await fieldOf(host).press('Enter');
  await reads(guest, 'peer', [question]);
  await host.page.getByText('Delivered').waitFor();
  expect(await guest.page.getByRole('link', { name: 'https://a.example/obsidian' }).count()).toBe(1);

  await guest.page.getByRole('button', { name: 'Close the chat' }).click();
  await write(host, 'unread');
  await guest.page.getByRole('button', { name: 'Chat, 1 new' }).waitFor();
  expect(await guest.page.title()).toMatch(/^\(1\) /);
  await guest.page.reload();
  await guest.isIn('connected');
  await guest.page.getByRole('button', { name: 'Chat, 1 new' }).waitFor();
  expect(await guest.page.title()).toMatch(/^\(1\) /);
  await write(guest, answer);
  await reads(host, 'peer', [answer]);
  await seeAndHearEachOther(host, guest);

  const kept = () => guest.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(await kept()).toContain('Thessaly');
  await host.endForBoth();
  await guest.isIn('ended', { reason: 'host-ended' });
  for (const word of ['Thessaly', 'obsidian', 'juniper']) {
    expect(await kept()).not.toContain(word);
    expect(JSON.stringify(await readEverything())).not.toContain(word);
    expect(requests.filter((request) => request.includes(word))).toEqual([]);
  }
});

it('Ten connections one after the other, by reloads of either and of both, lose and repeat nothing, in exact order', async () => {
  const said: Record<'host' | 'guest', string[]> = { host: [], guest: [] };
  const say = async (who: 'host' | 'guest') => {
    const text = `${who} says ${said[who].length}`;
    said[who].push(text);
    await write(who === 'host' ? host : guest, text);
  };
  for (let round = 0; round < 10; round++) {
    await Promise.all([say('host'), say('guest')]);
    // Some of it is under way, and some is written while the other is not there.
    if (round % 3 === 0) await Promise.all([host.page.reload(), say('guest')]);
    else if (round % 3 === 1) await Promise.all([guest.page.reload(), say('host')]);
    else await Promise.all([host.page.reload(), guest.page.reload()]);
    await Promise.all([host, guest].map((person) => person.isIn('connected')));
    await Promise.all([host, guest].map(openChat));
  }
  await Promise.all([say('host'), say('guest')]);
  await reads(host, 'peer', said.guest);
  await reads(guest, 'peer', said.host);
  for (const person of [host, guest]) {
    const own = person.page.locator('parley-chat-messages li.self');
    await expect.poll(() => own.filter({ hasText: 'Waiting' }).count(), { timeout: PATIENCE_MS }).toBe(0);
  }
  expect(await readChat(host, 'self')).toEqual(said.host);
  expect(await readChat(guest, 'self')).toEqual(said.guest);
  await seeAndHearEachOther(host, guest);
});

it('A path that breaks and is mended, with a restart and with a new connection, loses and repeats nothing', async () => {
  await write(host, '1');
  await reads(guest, 'peer', ['1']);
  // The browser says that it has another network: the path is sought anew, on the same connection.
  await host.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await write(host, '2');
  await write(guest, 'two');
  await reads(guest, 'peer', ['1', '2']);
  // As when a browser gives a connection up: the other side notices by itself.
  const forgive = await cutConnections(host);
  await write(host, '3');
  await write(guest, 'three');
  await reads(guest, 'peer', ['1', '2', '3']);
  await reads(host, 'peer', ['two', 'three']);
  await seeAndHearEachOther(host, guest);
  forgive();
});
