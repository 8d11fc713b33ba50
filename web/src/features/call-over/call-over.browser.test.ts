import type { CallErrorCode, EndReason } from '@parley/call';
import type { Role } from '@parley/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import type { TalkSummary } from '../../memory/talk-quality.ts';
import { ARRANGED_TIME } from '../../testing/call-scenes.ts';
import { type CallScene, FakeCall } from '../../testing/fake-call.ts';
import { transferOf } from '../../testing/fake-files.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { endMessage, endMessages } from '../../words/call-over.ts';
import { callErrorMessage, callErrorMessages } from '../../words/errors.ts';
import './call-over.ts';

/** Of a call that was arranged and seen, and in which this person had a seat. */
const overOf = (scene: CallScene, talk: TalkSummary = {}, lastRole: Role | undefined = 'guest') =>
  mount('parley-call-over', {
    call: new FakeCall({ emptyTimeoutSeconds: 600, time: ARRANGED_TIME, ...scene }),
    ...{ talk, lastRole },
  });

const END_REASONS = Object.keys(endMessages()) as EndReason[];
const ERROR_CODES = Object.keys(callErrorMessages()) as CallErrorCode[];

test.each(END_REASONS)(
  'An end (%s) says what happened, what to do, and leads back to the start',
  async (reason) => {
    await overOf({ state: { phase: 'ended', reason } });
    const events = recordEvents('home-requested');
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(endMessage(reason).title);
    await expect.element(page.getByText(endMessage(reason).help)).toBeVisible();
    await page.getByRole('button', { name: 'Back to start' }).click();
    expect(events).toHaveLength(1);
  },
);

test.each(ERROR_CODES)(
  'A failure (%s) says what happened, what to do, and leads back to the start',
  async (error) => {
    await overOf({ state: { phase: 'failed', error } });
    const events = recordEvents('home-requested');
    await expect
      .element(page.getByRole('heading', { level: 1 }))
      .toHaveTextContent(callErrorMessage(error).title);
    await expect.element(page.getByText(callErrorMessage(error).help)).toBeVisible();
    await page.getByRole('button', { name: 'Back to start' }).click();
    expect(events).toHaveLength(1);
  },
);

test.each([
  ['Back in', { phase: 'ended', reason: 'left' } as const],
  ['Bring it back here', { phase: 'ended', reason: 'taken-over' } as const],
  ['Try again', { phase: 'failed', error: 'call-full' } as const],
  ['Try again', { phase: 'failed', error: 'signaling-unreachable' } as const],
  ['Try again', { phase: 'failed', error: 'signed-out' } as const],
])('Where it makes sense there is a way back into the call: %s, %o', async (name, state) => {
  await overOf({ state });
  const events = recordEvents('rejoin-requested');
  await page.getByRole('button', { name }).click();
  expect(events).toHaveLength(1);
});

test.each([
  ['host-ended', 'Start a new call'],
  ['lapsed', 'Start a new call'],
  ['time-over', 'Start a new call'],
  ['cancelled', 'Start a new call'],
] as const)('Where it makes none, the first way on is another call: %s', async (reason, name) => {
  await overOf({ state: { phase: 'ended', reason } });
  expect(page.getByRole('button').elements()).toHaveLength(2);
  expect(page.getByRole('button', { name }).element().classList).toContain('primary');
});

const RETURN_URL = 'https://booking.example:8443/visits/7?a=b';
const ON = 'Continue to booking.example:8443';

test.each([
  [{ phase: 'ended', reason: 'left' }, [ON, 'Back in', 'Back to start']],
  [{ phase: 'ended', reason: 'host-ended' }, [ON, 'Start a new call', 'Back to start']],
  [{ phase: 'ended', reason: 'cancelled' }, [ON, 'Start a new call', 'Back to start']],
  [{ phase: 'failed', error: 'call-full' }, ['Try again', ON, 'Back to start']],
  [{ phase: 'failed', error: 'no-webrtc' }, ['Back to start', ON]],
  [{ phase: 'ended', reason: 'taken-over' }, ['Bring it back here', 'Back to start']],
] as const)(
  'Whoever arranged the call may offer a way to their site, which says where it leads: %o',
  async (state, names) => {
    const { renderRoot } = await overOf({ state, link: { returnUrl: RETURN_URL } });
    const ways = [...renderRoot.querySelectorAll('button, a')];
    expect(ways.map(({ textContent }) => textContent?.trim())).toEqual(names);
    expect(ways.findIndex((way) => way.classList.contains('primary'))).toBe(0);
    const links = ways.filter((way) => way instanceof HTMLAnchorElement);
    expect(links.map(({ href, rel, target }) => [href, rel, target])).toEqual(
      names.some((name) => name === ON) ? [[RETURN_URL, 'noreferrer', '']] : [],
    );
  },
);

test('Where no call is possible at all there is the start page only', async () => {
  await overOf({ state: { phase: 'failed', error: 'no-webrtc' } });
  expect(
    page
      .getByRole('button')
      .elements()
      .map(({ textContent }) => textContent?.trim()),
  ).toEqual(['Back to start']);
});

test.each([
  ['left', { peerName: 'Ada', talkedMs: 23 * 60_000 }, '23 minutes with Ada', /^You left the call\./],
  [
    'host-ended',
    { peerName: 'Ada', talkedMs: 20_000 },
    'Less than a minute with Ada',
    /^The call has ended\./,
  ],
  ['time-over', { talkedMs: 61 * 60_000 }, '1 hour 1 minute together', /^The time of this call is over\./],
] as const)(
  'It says what the call was, and offers another with the same person: %s, %o',
  async (reason, talk, title, why) => {
    await overOf({ state: { phase: 'ended', reason } }, talk);
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(title);
    await expect.element(page.getByText(why)).toBeVisible();
    const events = recordEvents('new-call-requested');
    await page.getByRole('button', { name: 'Call again' }).click();
    expect(events.map(({ peerName }) => peerName)).toEqual(['peerName' in talk ? talk.peerName : '']);
  },
);

test.each([
  [{ weak: 'never', side: undefined }, 'The connection was good. You left the call.'],
  [
    { weak: 'sometimes', side: 'yours' },
    'The connection seemed weak at times, on your side. You left the call.',
  ],
  [{ weak: 'often', side: 'theirs' }, 'The connection seemed weak, on their side. You left the call.'],
] as const)('It says how it went: %o', async (howItWent, words) => {
  const talk = { peerName: 'Ada', talkedMs: 6e5, howItWent };
  const element = await overOf({ state: { phase: 'ended', reason: 'left' } }, talk);
  await expect.element(page.getByText(new RegExp(`^${words}`))).toBeVisible();
  element.talk = { howItWent };
  await element.updateComplete;
  expect(page.getByText(/^The connection/).elements()).toEqual([]);
});

test('A file that is here is to be saved before one goes on, not before one leaves', async () => {
  const received = transferOf({ status: { phase: 'done' }, file: new Blob(['x']) });
  await overOf({ state: { phase: 'ended', reason: 'left' }, files: { transfers: [received] } });
  await expect.element(page.getByText(/Save it before you go on/)).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText(/stays here until you go on/)).toBeVisible();
  expect(page.getByText(/you leave/).elements()).toEqual([]);
});

test.each([
  [320, 568],
  [844, 390],
])('It fits a screen of %i × %i, with long names', async (width, height) => {
  await page.viewport(width, height);
  onTestFinished(() => page.viewport(1280, 800));
  const talk = { peerName: 'Wolfeschlegelsteinhausenbergerdorff'.padEnd(60, 'x'), talkedMs: 6e5 };
  const returnUrl = `https://${'x'.repeat(60)}.${'y'.repeat(60)}.example/`;
  const { renderRoot } = await overOf(
    { state: { phase: 'ended', reason: 'left' }, link: { returnUrl } },
    talk,
  );
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  const link = renderRoot.querySelector('a');
  expect(link?.getBoundingClientRect().right).toBeLessThanOrEqual(width);
  expect(link?.scrollWidth).toBeLessThanOrEqual(link?.offsetWidth ?? 0);
});

test('Whoever waited at the door of a call that they could not see is told that it is over, and not how', async () => {
  const state = { phase: 'ended', reason: 'lapsed' } as const;
  const unseen = { call: new FakeCall({ state }), lastRole: 'guest' as const };
  const over = await mount('parley-call-over', unseen);
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('The call is over');
  await expect.element(page.getByText(/Nobody was in it/)).not.toBeInTheDocument();
  over.call = new FakeCall({ state, emptyTimeoutSeconds: 600 });
  await expect.element(page.getByText(/Nobody was in it/)).toBeVisible();
});

test('Whoever has left is told for how long they can come back, where that is known', async () => {
  const left = { state: { phase: 'ended', reason: 'left' }, emptyTimeoutSeconds: 3_600 } as const;
  const over = await mount('parley-call-over', { call: new FakeCall(left), lastRole: 'guest' });
  await expect.element(page.getByText(/It stays open for 1 hour when nobody is in it/)).toBeVisible();
  // An arranged one is open until it ends, whoever is in it.
  over.call = new FakeCall({ ...left, time: ARRANGED_TIME });
  await expect.element(page.getByText(/It stays open for a while/)).toBeVisible();
});

test('Whoever has left a lasting room is led back into it, and to no other call', async () => {
  const room = { name: '', isHost: false };
  const left = { state: { phase: 'ended', reason: 'left' }, emptyTimeoutSeconds: 90 * 86_400 } as const;
  await mount('parley-call-over', {
    ...{ call: new FakeCall({ ...left, room }), lastRole: 'guest' },
    talk: { talkedMs: 60_000, peerName: 'Ada' },
  });
  await expect.element(page.getByText(/It stays open for 90 days when nobody is in it/)).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Back in' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Call again' })).not.toBeInTheDocument();
});

test.each([
  ['guest', false, /ended it for both of you, or made a new link/, 6e5],
  ['guest', true, /It was ended for both of you/, undefined],
  ['host', false, /It was ended for both of you/, undefined],
  [undefined, true, /look in your calls/, undefined],
  [undefined, false, /If they expect you, ask them for the link/, undefined],
] as const)(
  'What is said of an end by the host depends on the seat that one had last (%s), and on whose call it is: host’s %s',
  async (lastRole, isHost, words, talkedMs) => {
    const call = new FakeCall({ state: { phase: 'ended', reason: 'host-ended' }, isHost });
    await mount('parley-call-over', { call, lastRole, talk: { talkedMs } });
    await expect.element(page.getByText(words)).toBeVisible();
  },
);
