import { deviceMemory, openCall, openPeople } from '@parley/call';
import {
  type CallId,
  createCallId,
  createHostKey,
  createRandomId,
  formatCallId,
  joinPath,
  type PersonName,
  parsePersonName,
  SEAT_KEPT_MS,
} from '@parley/protocol';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../ui/global.css';
import { InCallError, isInAnyCall, whileNoCallIsOpen } from '../features/people/browser-user.ts';
import { RungCallRequestedEvent } from '../features/people/events.ts';
import type { RingSheet } from '../features/people/ring-sheet.ts';
import { KnownCalls, type KnownPlan } from '../memory/known-calls.ts';
import { KnownPeople } from '../memory/known-people.ts';
import { keepHasName, keepReach } from '../memory/people-choices.ts';
import { focusedElement } from '../testing/focus.ts';
import { mount } from '../testing/mount.ts';
import { ServiceScene } from '../testing/service-scene.ts';
import { liveIn } from '../testing/time-zones.ts';
import { callErrorMessage } from '../words/errors.ts';
import { keepingWords } from '../words/keeping.ts';
import { newLinkWords } from '../words/new-link.ts';
import { lostMessage } from '../words/site.ts';
import { PageModules } from './page-modules.ts';
import type { ParleyApp } from './parley-app.ts';
import './parley-app.ts';

const { href, title } = { href: location.href, title: document.title };

let scene: ServiceScene;

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  scene = new ServiceScene();
});
afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, '', href);
  document.title = title;
});

/** The site, opened at this address. */
function open(
  path = '/',
  services: ParleyApp['services'] = scene,
  more: Partial<ParleyApp> = {},
): Promise<ParleyApp> {
  history.replaceState(null, '', path);
  return mount('parley-app', { services, ...more });
}

/** The page of calls comes, or does not, when the test says so; the others are there. */
function slowCallPage() {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const fetched: string[] = [];
  const noted = async (name: string, load: () => Promise<unknown>) => {
    fetched.push(name);
    await load();
  };
  const modules = new PageModules({
    home: () => noted('home', () => import('../features/home/home-page.ts')),
    call: () => promise.then(() => import('./call-visit-element.ts')),
    schedule: () => noted('schedule', () => import('../features/schedule/schedule-page.ts')),
    'scheduled-call': () => import('../features/schedule/scheduled-call-page.ts'),
    'broken-link': () => import('./lost-page.ts'),
    'not-found': () => import('./lost-page.ts'),
  });
  return {
    modules,
    fetched,
    come: () => resolve(undefined),
    fail: () => reject(new TypeError('Failed to fetch')),
  };
}

const heading = () => page.getByRole('heading', { level: 1 });
const button = (name: string) => page.getByRole('button', { name });
const address = () => location.pathname + location.search + location.hash;

test.each([
  ['/', 'Two halves of a talk.', 'Parley: video calls for two'],
  ['/schedule', 'Schedule a call', 'Schedule a call · Parley'],
  [
    `/schedule#${formatCallId(createCallId())}`,
    'This browser does not know this call',
    'Scheduled call · Parley',
  ],
  [joinPath(createCallId()), 'Almost ready…', 'Call · Parley'],
  ['/call#7k3md', lostMessage('too-short').title, 'Nothing here · Parley'],
  ['/nowhere', lostMessage().title, 'Nothing here · Parley'],
])('%s is the page "%s", titled "%s"', async (path, words, name) => {
  // A call is sought for as long as the services are.
  scene.hold();
  await open(path);
  await expect.element(heading()).toHaveTextContent(words);
  expect(document.title).toBe(name);
});

test('The time is that of the services, also for a form within the page', async () => {
  await liveIn('Europe/Berlin');
  await open('/schedule', { connect: scene.connect, now: () => Date.UTC(2040, 4, 17, 12) });
  await expect.element(page.getByLabelText('Date')).toHaveValue('2040-05-18');
});

test('A lost page leads back to the start, under its address', async () => {
  await open('/call#7k3md');
  await button('Back to start').click();
  await expect.element(button('Start a call')).toBeVisible();
  expect([address(), document.title]).toEqual(['/', 'Parley: video calls for two']);
});

test('A call that is started is shown at its own address', async () => {
  await open();
  await button('Start a call').click();
  await expect.element(heading()).toHaveTextContent('Your call is ready');
  const [docId] = scene.database.calls.keys();
  expect(docId).toBeDefined();
  expect(address()).toMatch(/^\/call#[0-9a-z-]{23}$/);
});

test('Nobody becomes another user while a call is open here, in its lobby too', async () => {
  const app = await open();
  const act = vi.fn(async () => {});
  await whileNoCallIsOpen(act);
  expect(act).toHaveBeenCalledOnce();
  await button('Start a call').click();
  await expect.element(heading()).toHaveTextContent('Your call is ready');
  await expect(whileNoCallIsOpen(act)).rejects.toThrow(InCallError);
  app.remove();
  await vi.waitFor(() => whileNoCallIsOpen(act));
  expect(act).toHaveBeenCalledTimes(2);
});

/** Somebody who can ring, and be rung. */
async function named(uid: string, name: PersonName, signal: AbortSignal) {
  const services = await scene.connect(uid);
  const people = await openPeople({ services, signal, isWanted: () => true, codeOf: () => 'unexpected' });
  await people.claim(name);
  return people;
}

/** The site of somebody who is rung by a friend. */
async function rungByFriend(more: Partial<ParleyApp> = {}) {
  const [ada, grace] = [parsePersonName('ada'), parsePersonName('Grace.Hopper')];
  const [before, lifetime] = [new AbortController(), new AbortController()];
  onTestFinished(() => lifetime.abort());
  await named('host-user', ada, before.signal);
  before.abort();
  keepHasName(localStorage, true);
  keepReach(localStorage, 'everybody');
  new KnownPeople(localStorage, scene.now).talk(grace, 'grace-user');
  const app = await open('/', scene, more);
  const caller = await named('grace-user', grace, lifetime.signal);
  return { app, ring: caller.ring(ada) };
}

test('A call that was answered is open here before its page is, and over for whoever goes back before that', async () => {
  const { app } = await rungByFriend({ modules: slowCallPage().modules });
  const leftAt = () =>
    [...scene.database.calls.values()].flatMap(({ seats: { host, guest } }) =>
      [host, guest].flatMap((seat) => (seat ? [seat.leftAt] : [])),
    );
  // Connected while it rings.
  await expect.poll(leftAt).toEqual([null]);
  await button('Answer').first().click();
  await expect.poll(address).toMatch(/^\/call#/);
  await app.updateComplete;
  const act = vi.fn(async () => {});
  await expect(whileNoCallIsOpen(act)).rejects.toThrow(InCallError);
  history.back();
  await vi.waitFor(() => whileNoCallIsOpen(act));
  await expect.poll(leftAt).toEqual([expect.any(Number)]);
});

test('While a friend rings, the call is drawn, which nobody sees or hears; an answer shows it as it is drawn', async () => {
  const { app, ring } = await rungByFriend();
  await expect.poll(() => ring.call).toBeDefined();
  const other = openCall({
    ...{ id: ring.call as CallId, hasEntered: true, services: scene.connect('grace-user') },
    wishes: { microphone: false, camera: false },
  });
  onTestFinished(() => other.close());
  const visit = () => app.renderRoot.querySelector('parley-call-visit');
  const callPage = () => visit()?.renderRoot.querySelector('parley-call-page');
  const drawn = () => callPage()?.renderRoot.querySelector('parley-in-call') ?? undefined;
  const isSeen = () => drawn()?.checkVisibility({ visibilityProperty: true });
  const isListening = () => callPage()?.renderRoot.querySelector('parley-call-attention') !== null;
  await expect.poll(drawn).toBeDefined();
  const ahead = drawn();
  await ahead?.updateComplete;
  const video = ahead?.renderRoot.querySelector('parley-call-stage')?.video;
  const isTimed = () => ahead?.renderRoot.querySelector('parley-call-length') !== null;
  expect(other.state.value).toMatchObject({ phase: 'connected' });
  expect([isSeen(), visit()?.inert, isListening(), isTimed()]).toEqual([false, true, false, false]);
  expect(video?.srcObject).toBeNull();
  await expect.element(button('Start a call')).toBeVisible();
  expect(address()).toBe('/');
  await button('Answer').first().click();
  await expect.poll(isSeen).toBe(true);
  expect(drawn()).toBe(ahead);
  await expect.poll(() => [visit()?.inert, isListening(), isTimed()]).toEqual([false, true, true]);
  expect(ahead?.renderRoot.querySelector('parley-call-stage')?.video).toBe(video);
  await expect.poll(() => video?.srcObject).not.toBeNull();
  expect(address()).toMatch(/^\/call#/);
});

test('A call that has another link is the same page at another address', async () => {
  await open();
  await button('Start a call').click();
  await page.getByRole('button', { name: /^(Join|Just watch)/ }).click();
  const inCall = page.getByRole('heading', { level: 1, name: 'Your call' });
  await expect.element(inCall).toBeInTheDocument();
  const [before, element] = [address(), inCall.element()];
  await button('More').click();
  await page.getByRole('menuitem', { name: newLinkWords().make }).click();
  await button(newLinkWords().confirmation).click();
  await expect.poll(address).not.toBe(before);
  await expect.element(page.getByText('This call has a new link')).toBeVisible();
  expect(inCall.element()).toBe(element);
  expect(scene.database.calls.size).toBe(2);
});

test('A page that has no name lets the others know that one is in a call, and in the lobby one is in none', async () => {
  const app = await open();
  await button('Start a call').click();
  await expect.element(heading()).toHaveTextContent('Your call is ready');
  expect(await isInAnyCall()).toBe(false);
  await page.getByRole('button', { name: /^(Join|Just watch)/ }).click();
  await expect.poll(isInAnyCall).toBe(true);
  expect(app.renderRoot.querySelector('parley-ring-sheet')).toBeNull();
  app.remove();
  await expect.poll(isInAnyCall).toBe(false);
});

test.each([
  [
    'answers somebody else',
    (sheet: RingSheet) => {
      sheet.dispatchEvent(new RungCallRequestedEvent(createCallId(), parsePersonName('grace')));
    },
  ],
  [
    'joins a call by its link',
    async () => {
      await button('Start a call').click();
      await page.getByRole('button', { name: /^(Join|Just watch)/ }).click();
    },
  ],
])('Whoever rings somebody and %s rings no more', async (_, enter) => {
  const [ada, alan] = [parsePersonName('ada'), parsePersonName('alan')];
  const [before, lifetime] = [new AbortController(), new AbortController()];
  onTestFinished(() => lifetime.abort());
  await named('host-user', ada, before.signal);
  before.abort();
  const rung = await named('alan-user', alan, lifetime.signal);
  rung.setReachable(true);
  keepHasName(localStorage, true);
  const app = await open();
  const sheet = () => app.renderRoot.querySelector('parley-ring-sheet');
  await expect.poll(() => sheet()?.desk.people.value).toBeDefined();
  sheet()?.desk.people.value?.ring(alan);
  await expect.poll(() => rung.incoming.value?.map(({ name }) => name)).toEqual([ada]);
  await enter(sheet() as RingSheet);
  await expect.poll(() => rung.incoming.value).toEqual([]);
  expect(sheet()?.desk.people.value?.outgoing.value?.state.value).toMatchObject({ outcome: 'cancelled' });
});

test('A ring for a call of one’s own leaves what is known of it, its host key included', async () => {
  const app = await open(`/?apiKey=any&oobCode=any&mode=signIn&for=return`);
  await expect.poll(() => app.renderRoot.querySelector('parley-ring-sheet')).not.toBeNull();
  const known = new KnownCalls(deviceMemory('localStorage'));
  const now = Date.now();
  const times = { opensAt: now, startsAt: now, endsAt: now + 3_600_000 };
  const plan: KnownPlan = {
    ...times,
    title: '',
    timeZone: 'UTC',
    admission: 'anyone',
    emptyTimeoutSeconds: null,
    revision: 0,
    changedAt: 1,
    hostKey: createHostKey(),
    isCancelled: false,
  };
  const id = createCallId();
  known.keep({ id, isHost: true, usedAt: 1, plan });
  app.renderRoot
    .querySelector('parley-ring-sheet')
    ?.dispatchEvent(new RungCallRequestedEvent(id, parsePersonName('grace')));
  await expect.poll(() => known.find(id)?.peerName).toBe('grace');
  expect(known.find(id)).toMatchObject({ isHost: true, plan: { hostKey: plan.hostKey } });
});

test('The link of an e-mail leaves the address at once, and is there when what it is for has come', async () => {
  const code = 'code-of-the-link';
  await open(`/?apiKey=any&oobCode=${code}&mode=signIn&for=return`);
  // Whatever is still to come: nothing was awaited but the page itself.
  expect([address(), JSON.stringify(history.state ?? '').includes(code)]).toEqual(['/', false]);
  await expect.element(page.getByText(keepingWords().leaves)).toBeVisible();
  await expect.element(button(keepingWords().finishBack)).toBeVisible();
});

test('Whoever only looks at the start page is connected to nothing, and whoever goes to press is', async () => {
  // The pointer lies over the heading when the page comes: wherever it was before, something may have been to press.
  const before = await open();
  await heading().hover();
  before.remove();
  scene = new ServiceScene();
  await open();
  await expect.element(heading()).toBeVisible();
  expect(scene.connectCount).toBe(0);
  (button('Start a call').element() as HTMLElement).focus();
  await expect.poll(() => scene.connectCount).toBe(1);
});

test('Whoever points at something before the page of a call is there has no other page fetched', async () => {
  const { modules, fetched } = slowCallPage();
  const app = await open(joinPath(createCallId()), scene, { modules });
  // As of what the document said before.
  const early = document.createElement('button');
  app.append(early);
  early.focus();
  expect(fetched).toEqual([]);
});

test('Until the page of a call is there the start page says that it is on its way, and starts no other', async () => {
  const { modules, come } = slowCallPage();
  await open('/', scene, { modules });
  await button('Start a call').click();
  await expect.element(button('Opening…')).toHaveAttribute('aria-disabled', 'true');
  await button('Opening…').click({ force: true });
  expect(scene.database.calls.size).toBe(1);
  come();
  await expect.element(heading()).toHaveTextContent('Your call is ready');
});

test('A page that cannot be fetched is told of where it would be, with a way on; a later one has the document loaded anew', async () => {
  const reload = vi.fn();
  const missing = slowCallPage();
  missing.fail();
  const first = await open(joinPath(createCallId()), scene, { modules: missing.modules, reload });
  await expect.element(page.getByText(callErrorMessage('page-incomplete').title)).toBeVisible();
  expect(reload).not.toHaveBeenCalled();
  await button('Reload').click();
  expect(reload).toHaveBeenCalledOnce();
  first.remove();
  await open('/', scene, { modules: missing.modules, reload });
  await button('Start a call').click();
  await expect.poll(() => reload.mock.calls.length).toBe(2);
  expect(address()).toMatch(/^\/call#/);
});

test('Whoever goes from an old link to the start is not kept waiting for it', async () => {
  const { modules, fetched, come } = slowCallPage();
  come();
  await open(joinPath(createCallId()), scene, { modules });
  await expect.element(heading()).toHaveTextContent(callErrorMessage('no-such-call').title);
  // At once: a call that goes on has it fetched some seconds later.
  expect(fetched).toEqual(['home']);
});

test('Whoever goes forward to a call that they were taken back into stands in its lobby', async () => {
  await open();
  await button('Start a call').click();
  await page.getByRole('button', { name: /^Join/ }).click();
  await expect.poll(() => document.title).toBe('Waiting · Parley');
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await button('Back in').click();
  await expect.poll(() => document.title).toBe('Waiting · Parley');
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.getByRole('link', { name: 'Parley' }).click();
  await expect.element(button('Start a call')).toBeVisible();
  history.back();
  await expect.poll(() => address()).toMatch(/^\/call#/);
  await expect.element(page.getByRole('button', { name: /^Join/ })).toBeVisible();
});

test('Whoever comes to a call is connected at once', async () => {
  await open(joinPath(createCallId()));
  await expect.poll(() => scene.connectCount).toBeGreaterThan(0);
});

test('Services that fail are told of, and come back without a reload', async () => {
  scene.failure = 'signaling-unreachable';
  await open();
  await button('Start a call').click();
  const { title: trouble } = callErrorMessage('signaling-unreachable');
  await expect.element(page.getByText(trouble)).toBeVisible();
  expect(address()).toBe('/');
  scene.failure = undefined;
  await button('Start a call').click();
  await expect.element(heading()).toHaveTextContent('Your call is ready');
});

test('A call whose services fail is tried again on the same page', async () => {
  scene.failure = 'signaling-unreachable';
  await open(joinPath(createCallId()));
  await expect.element(heading()).toHaveTextContent(callErrorMessage('signaling-unreachable').title);
  scene.failure = undefined;
  await button('Try again').click();
  // It was asked for now, and there is none.
  await expect.element(heading()).toHaveTextContent(callErrorMessage('no-such-call').title);
});

/** What a page before this one has kept of a call, of what was written and of a file that has come half. */
async function leaveBehind(id: CallId) {
  const mark = createRandomId();
  sessionStorage.setItem('parley:tab', `${id} ${mark}`);
  const past = { outbox: { stream: createRandomId(), first: 1 }, taken: undefined, peerTab: undefined };
  const message = { author: 'self', name: '', text: 'Thessaly', sentAt: 0, status: 'delivered' };
  const kept = { version: 1, call: id, messages: [message], past, page: 'before' };
  sessionStorage.setItem('parley:chat', JSON.stringify(kept));
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('parley-files', { create: true });
  const file = await folder.getDirectoryHandle(mark, { create: true });
  const about = { mark, tab: mark, peerTab: '', name: 'a.bin', sizeBytes: 2, mediaType: '' };
  for (const [name, text] of [
    ['about', JSON.stringify(about)],
    ['data', ''],
    ['hashes', ''],
  ] as const) {
    const writable = await (await file.getFileHandle(name, { create: true })).createWritable();
    await writable.write(text);
    await writable.close();
  }
  const locking = vi.spyOn(navigator.locks, 'request');
  return {
    /** The page has taken it over, and has let go of it. */
    isLetGo: () =>
      locking.mock.calls.some(([name, options], index) => {
        const isTakenOver = name.endsWith(mark) && 'signal' in options;
        return isTakenOver && locking.mock.settledResults[index]?.type === 'fulfilled';
      }),
    hasChat: () => sessionStorage.getItem('parley:chat')?.includes('Thessaly') === true,
    async hasFile() {
      for await (const name of folder.keys()) if (name === mark) return true;
      return false;
    },
  };
}

test('Of a call that is no more when one comes back to it, nothing is kept', async () => {
  const id = createCallId();
  const { hasChat, hasFile } = await leaveBehind(id);
  expect([hasChat(), await hasFile()]).toEqual([true, true]);
  await open(joinPath(id));
  await expect.element(heading()).toHaveTextContent(callErrorMessage('no-such-call').title);
  expect(hasChat()).toBe(false);
  await expect.poll(hasFile).toBe(false);
});

test('Whoever goes to the start from a call that could not be reached keeps nothing of it a minute later', async () => {
  const id = createCallId();
  const { hasChat, hasFile, isLetGo } = await leaveBehind(id);
  const minutes: (() => void)[] = [];
  const { setTimeout: wait } = window;
  const waiting = vi.spyOn(window, 'setTimeout').mockImplementation(((act: () => void, ms?: number) => {
    if (ms === SEAT_KEPT_MS) minutes.push(act);
    else return wait(act, ms);
    return 0;
  }) as typeof setTimeout);
  onTestFinished(() => waiting.mockRestore());
  scene.failure = 'signaling-unreachable';
  await open(joinPath(id));
  await expect.element(heading()).toHaveTextContent(callErrorMessage('signaling-unreachable').title);
  await expect.poll(() => minutes.length).toBe(1);
  await expect.poll(isLetGo).toBe(true);
  expect([hasChat(), await hasFile()]).toEqual([true, true]);
  await button('Back to start').click();
  await expect.element(button('Start a call')).toBeVisible();
  await expect.poll(() => minutes.length).toBe(3);
  expect(hasChat()).toBe(true);
  for (const pass of minutes) pass();
  await expect.poll(hasChat).toBe(false);
  await expect.poll(hasFile).toBe(false);
});

test('Whoever goes elsewhere has left the call, and is not filmed any more', async () => {
  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const tracks: MediaStreamTrack[] = [];
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (constraints) => {
    const stream = await getUserMedia(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  });
  await open();
  await button('Start a call').click();
  await expect.element(heading()).toHaveTextContent('Your call is ready');
  await expect.poll(() => tracks.length).toBeGreaterThan(0);
  await page.getByRole('link', { name: 'Parley' }).click();
  await expect.element(button('Start a call')).toBeVisible();
  await expect.poll(() => tracks.map(({ readyState }) => readyState)).not.toContain('live');
});

test('Whoever goes to another page is taken to its heading, and on arrival to nothing', async () => {
  await open();
  expect(focusedElement()).toBe(document.body);
  await page.getByRole('link', { name: /pick a time/i }).click();
  await expect.element(heading()).toHaveTextContent('Schedule a call');
  await expect.poll(focusedElement).toBe(heading().element());
  history.back();
  await expect.element(heading()).toHaveTextContent('Two halves of a talk.');
  await expect.poll(focusedElement).toBe(heading().element());
  await button('Start a call').click();
  await expect.poll(() => focusedElement()?.localName).toBe('h1');
  expect(document.title).toBe('Call · Parley');
});

test('Whoever goes back in the middle of a call is asked, and has left it only if they mean it', async () => {
  await open();
  await button('Start a call').click();
  await page.getByRole('button', { name: /^Join/ }).click();
  await expect.poll(() => document.title).toBe('Waiting · Parley');
  const call = address();
  history.back();
  await button('Stay').click();
  expect([address(), document.title]).toEqual([call, 'Waiting · Parley']);
  history.back();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await expect.element(heading()).toHaveTextContent('Go on talking.');
  expect(address()).toBe('/');
});

test('After a call that is no more, another is started with one press', async () => {
  await open(joinPath(createCallId()));
  await expect.element(heading()).toHaveTextContent(callErrorMessage('no-such-call').title);
  await button('Start a new call').click();
  await expect.poll(() => scene.database.calls.size).toBe(1);
  await expect.poll(() => address()).toMatch(/^\/call#/);
});

test('A call that is scheduled is shown with its links, and the focus goes there', async () => {
  await open();
  await page.getByRole('link', { name: /pick a time/i }).click();
  await button('Schedule the call').click();
  await expect.element(heading()).toHaveTextContent('Your call is scheduled');
  await expect.poll(focusedElement).toBe(heading().element());
  expect(address()).toMatch(/^\/schedule#[0-9a-z-]{23}$/);
  await page.getByRole('link', { name: 'Back to start' }).click();
  await expect.element(page.getByRole('region', { name: 'Your calls' })).toBeVisible();
});

test('A scheduled call that is not known here is opened as any other', async () => {
  const id = createCallId();
  await open(`/schedule#${formatCallId(id)}`);
  await button('Open the call').click();
  await expect.element(heading()).toHaveTextContent(callErrorMessage('no-such-call').title);
  expect(address()).toBe(joinPath(id));
});
