/** What the host is asked before a call has another link, and what both are told afterwards. */
import type { NewLinkState } from '@parley/call';
import type { PeerPresence } from '@parley/protocol';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { ADA, connected, waiting } from '../../testing/call-scenes.ts';
import { type CallScene, FakeCall } from '../../testing/fake-call.ts';
import { mount } from '../../testing/mount.ts';
import { dismissalFull } from '../../words/door.ts';
import { newLinkConsequence, newLinkMessage, newLinkWords } from '../../words/new-link.ts';
import '../call/call-page.ts';
import '../call/call-views.ts';
import '../in-call/in-call.ts';

const POSSIBLE: NewLinkState = { phase: 'possible' };
const words = newLinkWords();

async function mountCall(scene: CallScene): Promise<FakeCall> {
  const call = new FakeCall({ isAsking: false, ...scene });
  await mount('parley-in-call', { call });
  return call;
}

const withPeer = (peer: Partial<PeerPresence>) => connected({ peer: { ...ADA, ...peer } });
const more = () => page.getByRole('button', { name: 'More', exact: true }).click();
const item = () => page.getByRole('menuitem', { name: words.make });
const confirm = () => page.getByRole('button', { name: words.confirmation, exact: true });

async function ask(): Promise<void> {
  await more();
  await item().click();
}

test.each<[string, CallScene, Parameters<typeof newLinkConsequence>[0]['guest']]>([
  ['whoever is there goes along', { state: withPeer({ can: ['successor/1'] }) }, 'along'],
  ['an older page cannot', { state: withPeer({ can: ['chat/1'] }) }, 'old-page'],
  ['whoever only looks is not in it', { state: withPeer({ hasEntered: false, name: '' }) }, 'nobody'],
  ['nobody is there', { state: waiting() }, 'nobody'],
])(
  'Before a new link is made its host is told what will follow, and can keep the old: %s',
  async (_, scene, guest) => {
    const call = await mountCall({ ...scene, newLink: POSSIBLE });
    await ask();
    const name = guest === 'nobody' ? '' : ADA.name;
    const consequence = newLinkConsequence({ name, guest, isScheduled: false });
    await expect.element(page.getByText(consequence)).toBeVisible();
    await page.getByRole('button', { name: words.refusal }).click();
    await expect.element(confirm()).not.toBeInTheDocument();
    expect(call.asked).toEqual([]);
    await ask();
    await confirm().click();
    expect(call.asked).toEqual(['make a new link']);
  },
);

test('Where a new link is not theirs to make, or is being made, there is no line for it', async () => {
  const call = await mountCall({ state: connected() });
  await more();
  await expect.element(page.getByRole('menuitem', { name: 'Keys and sounds' })).toBeVisible();
  await expect.element(item()).not.toBeInTheDocument();
  const { state } = call.newLink as { state: { set?: (state: NewLinkState) => void } };
  state.set?.(POSSIBLE);
  await expect.element(item()).toBeVisible();
  state.set?.({ phase: 'under-way' });
  await expect.element(item()).not.toBeInTheDocument();
});

test.each<[NewLinkState, CallScene?]>([
  [{ phase: 'failed', error: 'too-many-calls' }],
  [{ phase: 'made', guest: 'along', isOldOpen: false }],
  [{ phase: 'made', guest: 'nobody', isOldOpen: true }],
  [{ phase: 'made', guest: 'nobody', isOldOpen: true }, { room: { name: 'Mondays', isHost: true } }],
  [{ phase: 'made', guest: 'not-told', isOldOpen: false }],
  [{ phase: 'followed' }],
])('What became of it is said until it was read: %j %j', async (newLink, scene = {}) => {
  const call = await mountCall({ state: connected(), newLink, ...scene });
  const message = newLinkMessage(newLink, { name: ADA.name, isRoom: scene.room !== undefined });
  await expect.element(page.getByText(message?.title ?? '', { exact: true })).toBeVisible();
  await expect.element(page.getByText(message?.help ?? '')).toBeVisible();
  await page.getByRole('button', { name: words.dismiss, exact: true }).click();
  expect(call.asked).toEqual(['dismiss the new link']);
});

test('On the way it is said where the two go, and nothing of a lost connection', async () => {
  const state = { phase: 'reconnecting', role: 'guest', hasEntered: true, peer: ADA } as const;
  const call = await mountCall({ state: { ...state, isGoingOver: true } });
  const going = page.getByRole('status').filter({ hasText: 'The call has a new link. Connecting again…' });
  await expect.element(going.first()).toBeVisible();
  await expect.element(page.getByText('Connection lost. Reconnecting…')).not.toBeInTheDocument();
  call.state.set(state);
  await expect.element(page.getByText('Connection lost. Reconnecting…').first()).toBeVisible();
});

test.each([
  [true, false, [words.make]],
  [true, true, [words.make]],
  [false, false, []],
  [false, true, []],
])(
  'A call that remembers as many as it can says so, and names a way: with a new link %s, being a lasting room %s',
  async (canMakeLink, isRoom, ways) => {
    const call = await mountCall({
      ...{ state: waiting({ because: 'peer-dismissed' }), guest: 'ada', dismissal: 'full' },
      ...(canMakeLink && { newLink: POSSIBLE }),
      ...(isRoom && { room: { name: '', isHost: true } }),
    });
    const { title, help = '' } = dismissalFull({ canMakeLink, isRoom });
    expect(help).toContain(isRoom ? 'This room remembers 3 people' : 'A call remembers 20 people');
    await expect.element(page.getByText(title)).toBeVisible();
    await expect.element(page.getByText(help)).toBeVisible();
    expect(page.getByRole('button', { name: 'Ask to leave', exact: true }).elements()).toEqual([]);
    const button = page.getByRole('button', { name: words.make });
    expect(button.elements()).toHaveLength(ways.length);
    if (!canMakeLink) return;
    await button.click();
    await confirm().click();
    expect(call.asked).toEqual(['make a new link']);
  },
);

test.each<[string, boolean]>([
  ['a call', true],
  ['a lasting room, which does not', false],
])(
  'Of %s that the database has not heard the end of it is said that it closes by itself, or not',
  (_, closes) => {
    const { help = '' } =
      newLinkMessage({ phase: 'made', guest: 'nobody', isOldOpen: true }, { name: '', isRoom: !closes }) ??
      {};
    expect(help.includes('closes by itself')).toBe(closes);
  },
);

test('While one is under way, a call that remembers as many as it can offers no second', async () => {
  await mountCall({
    ...{ state: connected(), guest: 'ada', dismissal: 'full', newLink: { phase: 'under-way' } },
  });
  await expect
    .element(page.getByText(dismissalFull({ canMakeLink: false, isRoom: false }).help))
    .toBeVisible();
  expect(page.getByRole('button', { name: words.make }).elements()).toEqual([]);
});

test.each(SCHEMES)('It has no accessibility violations in %s', async (scheme) => {
  const newLink = { phase: 'made', guest: 'along', isOldOpen: false } as const;
  await mount('parley-call-page', { call: new FakeCall({ state: connected(), isAsking: false, newLink }) });
  expect(await findViolations(scheme)).toEqual([]);
});
