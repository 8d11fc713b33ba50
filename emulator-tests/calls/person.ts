/** Somebody with a browser, who does what people do: reads, clicks, copies, pastes. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { deviceOptions } from '../../scripts/browsers/test-device.ts';
import { explained } from './explained.ts';
import {
  describeConnections,
  hasReceivedMore,
  type Received,
  readReceived,
  rememberConnections,
} from './media-probe.ts';
import { haveNoRelays } from './no-relays.ts';
import { reportViolations, violationIn } from './policy-probe.ts';

export const ORIGIN = process.env.PARLEY_ORIGIN ?? 'http://localhost:5000';

/** How long anything may take on a busy machine, and a slow one, before it counts as not happening. */
export const PATIENCE_MS = 60_000;

/** A small window: who draws it is the processor, beside all that a call takes. */
const VIEWPORT = { width: 960, height: 600 };

export interface PersonOptions {
  readonly permissions?: readonly string[];
  /** Nothing slides or fades unless that is what a test is about: it is drawn by the processor. */
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** Otherwise they are told that there are none. */
  readonly asksForRelays?: boolean;
}

export class Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the page: uncaught errors, failed assertions, and what its policy forbids. */
  readonly errors: Error[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.errors.push(error));
    page.on('console', (message) => {
      const violation = violationIn(message.text());
      if (violation !== undefined) this.errors.push(violation);
    });
  }

  /** A person with a browser profile of their own, and so a user of their own. */
  static async create(
    browser: Pick<Browser, 'newContext'>,
    {
      permissions = ['camera', 'microphone'],
      reducedMotion = 'reduce',
      asksForRelays = false,
    }: PersonOptions = {},
  ): Promise<Person> {
    const options = { ...deviceOptions, reducedMotion, viewport: VIEWPORT, baseURL: ORIGIN };
    const context = await browser.newContext(options);
    await context.grantPermissions([...permissions, 'clipboard-read', 'clipboard-write'], { origin: ORIGIN });
    await context.addInitScript(rememberConnections);
    if (!asksForRelays) await context.addInitScript(haveNoRelays);
    await context.addInitScript(reportViolations);
    return new Person(context, await context.newPage());
  }

  /** The same person in another tab of the same browser. */
  async openTab(): Promise<Person> {
    return new Person(this.context, await this.context.newPage());
  }

  /** @param room what the lasting room is called that it becomes; undefined: it becomes none */
  async startCall({ hasDoor = false, room }: { hasDoor?: boolean; room?: string } = {}): Promise<void> {
    await this.page.goto('/');
    if (hasDoor || room !== undefined) await this.page.getByText(/^Options/).click();
    if (hasDoor) await this.page.getByRole('checkbox', { name: 'Ask me before anybody comes in' }).check();
    if (room !== undefined) {
      await this.page.getByRole('checkbox', { name: 'Keep this room' }).check();
      await this.page.getByLabel('What it is called').fill(room);
    }
    await this.page.getByRole('button', { name: 'Start a call' }).click();
    const says = async () => `The page says: ${await this.page.locator('body').innerText()}`;
    await explained(this.page.waitForURL(/\/call#/), says);
  }

  /** Presses something in the menu of the call. */
  async fromMenu(role: 'menuitem' | 'menuitemcheckbox', name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More', exact: true }).click();
    await this.page.getByRole(role, { name }).click();
  }

  async enter(name?: string): Promise<void> {
    if (name !== undefined) await this.page.getByLabel('Your name').fill(name);
    await this.page.getByRole('button', { name: /^(Join|Just watch)/ }).click();
  }

  /** At a door. */
  async knock(name: string): Promise<void> {
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByRole('button', { name: 'Ask to come in' }).click();
    await this.isIn('early', { because: 'rung' });
  }

  /** What the host presses beside somebody at the door. */
  atDoor(label: string): Locator {
    return this.page.locator('parley-door-visitors').getByRole('button', { name: label });
  }

  /** As a host who waits. @returns the words, in their order */
  async readWordsOut(): Promise<readonly string[]> {
    await this.page.getByRole('button', { name: 'Read out' }).click();
    await this.page.getByRole('button', { name: 'Say words instead' }).click();
    const words = this.page.getByRole('list', { name: 'Words to say' }).getByRole('listitem');
    await words.first().waitFor();
    return words.allTextContents();
  }

  /** Into the field of the home page, without trying them. */
  async writeWords(text: string): Promise<void> {
    await this.page.goto('/');
    await this.page.getByLabel('Call ID or link').fill(text);
  }

  async tryWords(): Promise<void> {
    await this.page.getByRole('button', { name: 'Join', exact: true }).click();
  }

  async typeWords(text: string): Promise<void> {
    await this.writeWords(text);
    await this.tryWords();
  }

  /** Opens the home page and takes a name, by which this device rings for everybody. */
  async takeName(name: string): Promise<void> {
    await this.page.goto('/');
    await this.page.getByText(/^Options/).click();
    await this.page.getByText(/^People/).click();
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByRole('button', { name: 'Take this name' }).click();
    await this.page.getByText(`You are ${name}.`).waitFor();
    await this.page.getByLabel('this device rings for').selectOption('everybody');
  }

  /** Of somebody who has a name. */
  async openPeople(): Promise<void> {
    await this.page.goto('/');
    await this.page.getByText(/^People/).click();
  }

  /** From the home page, on which the names are unfolded. */
  async ring(name: string): Promise<void> {
    await this.page.getByLabel('Whom to ring').fill(name);
    await this.page.getByRole('button', { name: 'Ring', exact: true }).first().click();
  }

  /** Who rings, and whom one rings. */
  get ringSheet(): Locator {
    return this.page.locator('parley-ring-sheet');
  }

  /** Presses the page's own button and takes what the clipboard has. */
  async copyCallId(): Promise<string> {
    const copy = this.page.getByRole('button', { name: 'Copy ID' }).first();
    // In the lobby the ID is shown to whoever wants to read it out.
    const readOut = this.page.getByRole('button', { name: 'Read out' }).first();
    await copy.or(readOut).first().waitFor();
    if (await readOut.isVisible()) await readOut.click();
    await copy.click();
    await this.page.getByRole('status').filter({ hasText: 'Copied' }).first().waitFor();
    return this.readClipboard();
  }

  /** As another application would: the page itself may write to the clipboard, but not read it. */
  async readClipboard(): Promise<string> {
    const elsewhere = await this.context.newPage();
    await elsewhere.route('**', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await elsewhere.goto(ORIGIN);
    const text = await elsewhere.evaluate(() => navigator.clipboard.readText());
    await elsewhere.close();
    return text;
  }

  /** Pastes into the field of the home page and submits. */
  async joinByPasting(text: string): Promise<void> {
    await this.page.goto('/');
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.getByLabel('Call ID or link').click();
    await this.page.keyboard.press('ControlOrMeta+V');
    await this.page.getByRole('button', { name: 'Join', exact: true }).click();
    await this.page.waitForURL(/\/call#/);
  }

  async openLink(url: string): Promise<void> {
    await this.page.goto(url);
  }

  async leave(): Promise<void> {
    await this.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await this.isIn('ended', { reason: 'left' });
  }

  async endForBoth(): Promise<void> {
    await this.waysToLeave.click();
    await this.page.getByRole('menuitem', { name: 'End for both' }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: /^End/ }).click();
  }

  /** Only the host has more than one. */
  get waysToLeave(): Locator {
    return this.page.getByRole('button', { name: 'More ways to leave' });
  }

  get state(): Locator {
    return this.page.getByTestId('call-state');
  }

  /** Waits until the page says that it is in this phase, for this cause if one is given. */
  async isIn(phase: string, causes: Readonly<Record<string, string>> = {}): Promise<void> {
    const attributes = Object.entries({ phase, ...causes }).map(
      ([name, value]) => `[data-${name}="${value}"]`,
    );
    const wanted = this.page.locator(`[data-testid="call-state"]${attributes.join('')}`);
    await explained(wanted.waitFor(), () => this.describe());
  }

  /** What a reader of a failure wants to know of the page. */
  async describe(): Promise<string> {
    const states = await this.state.evaluateAll((elements) =>
      elements.map((element) => JSON.stringify({ ...(element as HTMLElement).dataset })),
    );
    const connections = await this.page.evaluate(describeConnections);
    return `It is in: ${states.join(' ') || 'no call'}\n${connections}`;
  }

  received(): Promise<Received> {
    return this.page.evaluate(readReceived);
  }

  /** Waits until new frames are decoded and new sound is heard, counted from now. */
  async seesAndHears(patienceMs = PATIENCE_MS): Promise<void> {
    const hasMore = hasReceivedMore();
    const message = 'frames decoded and sound heard';
    const waiting = expect
      .poll(async () => hasMore(await this.received()), { timeout: patienceMs, interval: 50, message })
      .toBe(true);
    await explained(waiting, () => this.describe());
  }

  /** Fails when anything went wrong in the page that nobody saw. */
  assertNoErrors(): void {
    expect(this.errors).toEqual([]);
  }
}

/** Has a person do something, and fails when anything went wrong in their page that nobody saw. */
export async function withPerson(
  browser: Pick<Browser, 'newContext'>,
  use: (person: Person) => Promise<void>,
  options: PersonOptions = {},
): Promise<void> {
  const person = await Person.create(browser, options);
  try {
    await use(person);
    person.assertNoErrors();
  } finally {
    await person.context.close();
  }
}

/** Whoever can be in a call, in whichever browser. */
type Talker = Pick<Person, 'isIn' | 'seesAndHears' | 'describe'>;

/** Waits until these two see and hear each other. */
export async function seeAndHearEachOther(one: Talker, other: Talker, patienceMs?: number): Promise<void> {
  const both = [one, other];
  await Promise.all(both.map((person) => person.isIn('connected')));
  // It takes two to tell why.
  const explain = async () => (await Promise.all(both.map((person) => person.describe()))).join('\n');
  await explained(Promise.all(both.map((person) => person.seesAndHears(patienceMs))), explain);
}

/** Grace starts a call, Ada comes by its link, and they see and hear each other. */
export async function haveCall(grace: Person, ada: Person): Promise<void> {
  await grace.startCall();
  await grace.enter('Grace');
  await ada.openLink(grace.page.url());
  await ada.enter('Ada');
  await seeAndHearEachOther(grace, ada);
}
