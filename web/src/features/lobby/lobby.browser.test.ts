import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import {
  ADA,
  ARRANGED_TIME,
  connected,
  MEDIA_NONE,
  MEDIA_ON,
  NOW,
  waiting,
} from '../../testing/call-scenes.ts';
import { type CallScene, FakeCall } from '../../testing/fake-call.ts';
import { createFakePicture } from '../../testing/fake-picture.ts';
import { focusedElement } from '../../testing/focus.ts';
import { middleOf, mouse } from '../../testing/hand.ts';
import { mount } from '../../testing/mount.ts';
import { twoFrames } from '../../testing/two-frames.ts';
import '../../ui/press.ts';
import { ODD_ZONES } from '../../testing/odd-zones.ts';
import { liveIn } from '../../testing/time-zones.ts';
import { mediaMessage } from '../../words/device-messages.ts';
import { cityOf } from '../../words/times.ts';
import './lobby.ts';

async function mountLobby(scene: CallScene = {}): Promise<FakeCall> {
  const call = new FakeCall({ state: waiting({ hasEntered: false }), ...scene });
  await mount('parley-lobby', { call });
  return call;
}

/** Wanted seldom, it is folded away. */
const openPrivacy = () => page.getByText('Privacy', { exact: true }).click();

test.each([
  ['One moment', { phase: 'arriving', hasEntered: false } as const],
  ['Nobody here yet.', waiting({ hasEntered: false })],
  ['They have left the call.', waiting({ hasEntered: false, because: 'peer-left' })],
  ['They may be back in a moment.', waiting({ hasEntered: false, because: 'peer-left', mayBeBack: true })],
  [
    'Ada is here. Connecting',
    { phase: 'connecting', role: 'guest', hasEntered: false, peerName: 'Ada' } as const,
  ],
  [/Someone is here\.\s*$/, { phase: 'connecting', role: 'guest', hasEntered: false, peerName: '' } as const],
  ['Ada is in the call.', connected({ hasEntered: false })],
  ['Ada is in the lobby too.', connected({ hasEntered: false, peer: { ...ADA, hasEntered: false } })],
  ['Someone is in the call.', connected({ hasEntered: false, peer: { ...ADA, name: '' } })],
  ['connection is unstable', connected({ hasEntered: false, isStalled: true })],
  ['Reconnecting', { phase: 'reconnecting', role: 'host', hasEntered: false } as const],
])('It says who is there: %s', async (sentence, state) => {
  await mountLobby({ state });
  await expect.element(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
});

test('Of whoever has no name there is a person to be seen', async () => {
  await mountLobby({ state: connected({ hasEntered: false, peer: { ...ADA, name: '' } }) });
  const place = () => document.querySelector('parley-lobby')?.shadowRoot?.querySelector('parley-other-place');
  const parts = () => [...(place()?.shadowRoot?.querySelectorAll('.initial svg > *') ?? [])];
  // A head, and shoulders.
  await expect.poll(() => parts().length).toBe(2);
  const seat = getComputedStyle(place()?.shadowRoot?.querySelector('.seat > svg path') as Element);
  for (const part of parts()) {
    expect(getComputedStyle(part).stroke).not.toBe(seat.fill);
    expect(getComputedStyle(part).fill).toBe('none');
  }
});

test.each<[string, CallScene['state']]>([
  ['Your call is ready', waiting({ hasEntered: false })],
  ['You are first', waiting({ hasEntered: false, role: 'guest' })],
  ['Nobody is here just now', waiting({ hasEntered: false, role: 'guest', because: 'peer-left' })],
  ['Ada is waiting for you', connected({ hasEntered: false })],
  ['Someone is waiting for you', connected({ hasEntered: false, peer: { ...ADA, name: '' } })],
  ['Ada is here', connected({ hasEntered: false, peer: { ...ADA, hasEntered: false } })],
  ['You are in this call already', { phase: 'early', hasEntered: false, because: 'other-tab' }],
])('It is headed by what matters to whoever comes: %s', async (heading, state) => {
  await mountLobby(state === undefined ? {} : { state });
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(heading);
});

test('The other place is empty with the link to send, and fills with their initial when they come', async () => {
  const call = await mountLobby();
  const place = page.getByRole('region', { name: 'The other place' });
  await expect.element(place.getByRole('button', { name: 'Copy link' })).toBeVisible();
  expect(place.getByText('A', { exact: true }).elements()).toEqual([]);
  call.state.set(connected({ hasEntered: false }));
  await expect.element(place.getByText('A', { exact: true })).toBeVisible();
  await expect.element(place.getByRole('button', { name: 'Copy link' })).not.toBeInTheDocument();
});

test('It does not say that nobody learns what somebody has learnt', async () => {
  const call = await mountLobby({
    state: { phase: 'early', hasEntered: false, because: 'not-joined' },
    connectsOnlyWhenJoining: true,
  });
  await openPrivacy();
  const help = page.getByRole('checkbox', { name: /Before that nobody learns that you are here/ });
  await expect.element(help).toBeVisible();
  call.state.set(waiting({ hasEntered: false }));
  await expect.element(page.getByRole('checkbox', { name: /to this call you are connected/ })).toBeVisible();
});

test('Joining takes the name along, without what would not show', async () => {
  const call = await mountLobby();
  await page.getByLabelText(/Your name/).fill('  Grace\u200b Hopper ');
  await page.getByRole('button', { name: 'Join now' }).click();
  expect(call.name.value).toBe('Grace Hopper');
  expect(call.asked.at(-1)).toBe('enter');
});

test('Enter in the name field joins', async () => {
  const call = await mountLobby({ name: 'Grace' });
  await page.getByLabelText(/Your name/).click();
  await userEvent.keyboard('{Enter}');
  expect([call.name.value, call.asked.at(-1)]).toEqual(['Grace', 'enter']);
});

test('One may join while still arriving', async () => {
  const call = await mountLobby({ state: { phase: 'arriving', hasEntered: false } });
  await page.getByRole('button', { name: 'Join now' }).click();
  expect(call.asked).toContain('enter');
});

test.each([
  [1280, 800],
  [960, 600],
  [390, 844],
])('A press that has begun is one, whatever is read of the call meanwhile: %i by %i', async (...size) => {
  await page.viewport(...size);
  onTestFinished(() => page.viewport(1280, 800));
  const call = new FakeCall({ state: { phase: 'arriving', hasEntered: false }, now: () => NOW });
  await mount('parley-lobby', { call, isOwn: true });
  // Drawn to its innermost, and in its place.
  await expect.element(page.getByRole('heading', { name: 'Send them the link' })).toBeInTheDocument();
  await expect.element(page.getByRole('button', { name: /(Copy|Share|Send)/ }).first()).toBeVisible();
  const button = page.getByRole('button', { name: 'Join now' }).element();
  button.scrollIntoView({ block: 'center', behavior: 'instant' });
  await twoFrames();
  const before = middleOf(button);
  await mouse.down(before);
  call.time.set(ARRANGED_TIME);
  call.state.set({ phase: 'early', hasEntered: false, because: 'host-elsewhere' });
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(ARRANGED_TIME.title);
  await twoFrames();
  expect(middleOf(button).y).not.toBe(before.y);
  await mouse.up(before);
  await expect.poll(() => call.asked).toContain('enter');
});

test.each([
  ['Join without camera', { ...MEDIA_ON, camera: MEDIA_NONE.camera }],
  ['Join without microphone', { ...MEDIA_ON, microphone: MEDIA_NONE.microphone }],
  ['Just watch and listen', MEDIA_NONE],
  ['Join now', { ...MEDIA_ON, camera: { status: 'off' } } as const],
])('The button says what joining will mean: %s', async (name, media) => {
  await mountLobby({ media });
  await expect.element(page.getByRole('button', { name })).toBeVisible();
});

test('Each device is chosen where it shows what is in use', async () => {
  await page.viewport(1280, 800);
  const call = await mountLobby();
  for (const [now, next, asked] of [
    ['Microphone: Built-in microphone', 'Headset', 'choose microphone headset'],
    ['Camera: Built-in camera', 'Webcam', 'choose camera webcam'],
    ['Speaker: System default', 'Headset', 'choose speaker headset'],
  ] as const) {
    await page.getByRole('button', { name: now }).click();
    await page.getByRole('menuitemradio', { name: next }).click();
    const [kind] = now.split(':');
    await expect.element(page.getByRole('button', { name: `${kind}: ${next}` })).toBeVisible();
    expect(call.asked.at(-1)).toBe(asked);
  }
});

test('Where three names have no room beside each other all is chosen in one menu, which says so', async () => {
  await page.viewport(390, 844);
  onTestFinished(() => page.viewport(1280, 800));
  await mountLobby();
  const chips = page.getByRole('group', { name: 'Your devices' }).getByRole('button');
  await expect.element(chips).toHaveTextContent('Microphone, camera, speaker');
  const { scrollWidth, clientWidth } = (chips.element() as HTMLElement).querySelector(
    '.shown',
  ) as HTMLElement;
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  await chips.click();
  for (const name of ['Microphone', 'Camera', 'Speaker'])
    await expect.element(page.getByRole('group', { name, exact: true })).toBeVisible();
});

test('Of two that could not be had others can be chosen, if there are any', async () => {
  const call = await mountLobby({ media: MEDIA_NONE });
  await expect.element(page.getByRole('group', { name: 'Your devices' })).toBeVisible();
  call.devices.list.set({ microphone: [], camera: [], speaker: [] });
  await expect.element(page.getByRole('group', { name: 'Your devices' })).not.toBeInTheDocument();
});

test('The ring around the microphone grows with what is heard, and nothing else is drawn', async () => {
  const call = await mountLobby();
  const button = page.getByRole('button', { name: 'Turn off microphone' }).element();
  const { host } = button.getRootNode() as ShadowRoot;
  const disc = button.querySelector('.disc') as HTMLElement;
  const still = getComputedStyle(disc).boxShadow;
  call.microphoneLevel.set(0.5);
  expect((host as HTMLElement).style.getPropertyValue('--level')).toBe('0.5');
  await expect.poll(() => getComputedStyle(disc).boxShadow).not.toBe(still);
  expect(button.isConnected).toBe(true);
});

test('What was plugged in is offered, and used when one says so', async () => {
  const plugged = { label: 'Ada’s headset', groupId: 'g', devices: [] };
  const call = await mountLobby({ devices: { plugged } });
  await expect.element(page.getByText('“Ada’s headset” was plugged in')).toBeVisible();
  await page.getByRole('button', { name: 'Use it' }).click();
  expect(call.asked).toEqual(['use what was plugged in']);
  await expect.element(page.getByText('“Ada’s headset” was plugged in')).not.toBeInTheDocument();
});

test('A device that could not be had is explained, and can be tried again', async () => {
  const call = await mountLobby({ media: MEDIA_NONE });
  const { title, help } = mediaMessage('microphone', 'permission-denied');
  await expect.element(page.getByText(title)).toBeVisible();
  await expect.element(page.getByText(help)).toBeVisible();
  await expect.element(page.getByText(mediaMessage('camera', 'not-found').title)).toBeVisible();
  await page.getByRole('button', { name: 'Try microphone again' }).click();
  expect(call.asked).toEqual(['toggle microphone']);
});

test('One reason for both devices is said once', async () => {
  const unavailable = { status: 'unavailable', problem: 'permission-denied' } as const;
  await mountLobby({ media: { stream: null, microphone: unavailable, camera: unavailable } });
  await expect.element(page.getByText(mediaMessage('both', 'permission-denied').title)).toBeVisible();
  expect(page.getByText(mediaMessage('camera', 'permission-denied').help).elements()).toEqual([]);
});

test('The switches say what a press will do, and ask for it', async () => {
  const call = await mountLobby({ media: { ...MEDIA_ON, microphone: { status: 'off' } } });
  await page.getByRole('button', { name: 'Turn off camera' }).click();
  await page.getByRole('button', { name: 'Turn on microphone' }).click();
  expect(call.asked).toEqual(['toggle camera', 'toggle microphone']);
});

test('While the browser asks for permission, a switch does nothing', async () => {
  const asking = { status: 'asking' } as const;
  const call = await mountLobby({ media: { stream: null, microphone: asking, camera: asking } });
  const button = page.getByRole('button', { name: 'Waiting for camera' }).element() as HTMLElement;
  expect(button.getAttribute('aria-disabled')).toBe('true');
  button.click();
  expect(call.asked).toEqual([]);
});

test('One sees oneself, mirrored and without sound', async () => {
  await mountLobby({ media: { ...MEDIA_ON, stream: createFakePicture() } });
  const video = page.getByTestId('local-video').element() as HTMLVideoElement;
  await expect.poll(() => video.videoWidth).toBe(320);
  expect(video.muted).toBe(true);
  expect(getComputedStyle(video).scale).toBe('-1 1');
});

const early = (because: 'not-open' | 'host-absent', hasEntered = false) =>
  ({ phase: 'early', because, hasEntered }) as const;

test.each(ODD_ZONES)(
  'Whoever is early in %s sees what the call is about, when it is here and there, and how long that is',
  async (own) => {
    await liveIn(own);
    let now = NOW;
    await mountLobby({ state: early('not-open'), time: ARRANGED_TIME, now: () => now });
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(ARRANGED_TIME.title);
    await expect.element(page.getByText(/Kathmandu time \(GMT\+5:45\)/)).toBeVisible();
    await expect
      .element(page.getByText(own === 'UTC' ? 'UTC' : new RegExp(`^${cityOf(own)} time`)))
      .toBeVisible();
    expect(document.querySelector('parley-lobby')?.renderRoot.querySelector('time')?.dateTime).toBe(
      new Date(ARRANGED_TIME.startsAt).toISOString(),
    );
    await expect.element(page.getByRole('timer')).toHaveTextContent('10:00');
    now += 61_000;
    await expect.element(page.getByRole('timer')).toHaveTextContent('8:59');
  },
);

test.each([
  ['not-open', 'Join when it opens', 'You go in as soon as it opens.'],
  ['host-absent', 'Join when the host is here', 'You go in as soon as the host is here.'],
] as const)('Whoever is early (%s) may press Join already', async (because, label, sentence) => {
  const call = await mountLobby({ state: early(because), time: ARRANGED_TIME, now: () => NOW });
  const said = page.getByRole('status').elements();
  await page.getByRole('button', { name: label }).click();
  expect(call.asked).toContain('enter');
  call.state.set(early(because, true));
  await expect.element(page.getByText(sentence)).toBeVisible();
  // A region that comes with its words in it may not be announced.
  expect(said).toContain(page.getByText(sentence).element().closest('[role=status]'));
  await expect.element(page.getByRole('button', { name: /Join/ })).not.toBeInTheDocument();
});

test('The heading has the focus when the link to copy goes, since the other has come', async () => {
  const call = await mountLobby();
  const copy = page.getByRole('button', { name: 'Copy link' });
  await expect.element(copy).toBeVisible();
  (copy.element() as HTMLElement).focus();
  call.state.set(connected({ hasEntered: false }));
  await expect.poll(() => focusedElement()?.localName).toBe('h1');
});

test('The heading has the focus when Join was pressed early', async () => {
  const call = await mountLobby({ state: early('not-open'), time: ARRANGED_TIME, now: () => NOW });
  await page.getByRole('button', { name: 'Join when it opens' }).click();
  call.state.set(early('not-open', true));
  await expect.poll(() => focusedElement()?.localName).toBe('h1');
});

const plugged = { label: 'Ada’s headset', groupId: 'g', devices: [] };
const failure = { kind: 'camera', label: 'Webcam', code: 'in-use' } as const;

test.each([
  ['Use it', { plugged }],
  ['Not now', { plugged }],
  ['OK', { failure }],
])('The heading has the focus when a notice goes by a press: %s', async (name, devices) => {
  await mountLobby({ devices });
  await page.getByRole('button', { name }).click();
  await expect.poll(() => focusedElement()?.localName).toBe('h1');
});

test('Only the host is asked to invite somebody before it opens', async () => {
  const properties = { state: early('not-open'), now: () => NOW };
  const call = await mountLobby({ ...properties, time: ARRANGED_TIME });
  await expect.element(page.getByRole('heading', { name: 'Send them the link' })).not.toBeInTheDocument();
  call.time.set({ ...ARRANGED_TIME, isHost: true });
  await expect.element(page.getByRole('heading', { name: 'Send them the link' })).toBeVisible();
});

test('Until it is known who is there, only whoever made the call is asked to invite somebody', async () => {
  const call = new FakeCall({ state: { phase: 'arriving', hasEntered: false } });
  const lobby = await mount('parley-lobby', { call });
  const invitation = page.getByRole('button', { name: 'Copy link' });
  await expect.element(page.getByRole('status').filter({ hasText: 'One moment' })).toBeVisible();
  expect(invitation.elements()).toEqual([]);
  lobby.isOwn = true;
  await expect.element(invitation).toBeVisible();
  lobby.isOwn = false;
  await expect.element(invitation).not.toBeInTheDocument();
  call.state.set(waiting({ role: 'guest', hasEntered: false }));
  await expect.element(invitation).toBeVisible();
});

test('A call without a title is headed as one of now', async () => {
  const call = await mountLobby({ time: { ...ARRANGED_TIME, title: '' } });
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Your call is ready');
  call.time.set(ARRANGED_TIME);
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(ARRANGED_TIME.title);
});

test('Beside the link it is said how long the call stays open, once that is known', async () => {
  const call = await mountLobby();
  expect(page.getByText(/It stays open/).elements()).toEqual([]);
  call.emptyTimeoutSeconds = 86_400;
  call.state.set(waiting({ hasEntered: false }));
  await expect.element(page.getByText(/Open for 24 hours while empty/)).toBeVisible();
});

test('An address can be hidden where the site has relays, or where it is hidden already', async () => {
  const call = await mountLobby({ state: connected({ hasEntered: false }) });
  await openPrivacy();
  const choice = page.getByRole('checkbox', { name: /Hide my address/ });
  expect(choice.elements()).toEqual([]);
  call.hasRelays.set(true);
  await expect.element(page.getByText(/relay, which sees where you are/)).toBeVisible();
  await choice.click();
  expect(call.asked).toEqual(['hide the address: true']);
  // They were connected before.
  await expect.element(page.getByText(/may have learned it already/)).toBeVisible();
  call.hasRelays.set(false);
  await expect.element(choice).toBeChecked();
});

test('Whoever hides their address from the start has told it nobody', async () => {
  await mountLobby({ state: connected({ hasEntered: false }), hidesAddress: true });
  await openPrivacy();
  await expect.element(page.getByText(/relay, which sees where you are/)).toBeVisible();
});

test('What this person chooses is asked of the call', async () => {
  const call = await mountLobby({
    state: { phase: 'early', hasEntered: false, because: 'other-tab', canSitBeside: true },
  });
  await openPrivacy();
  await page.getByRole('checkbox', { name: /Connect only when I join/ }).click();
  await page.getByRole('button', { name: 'Join here as the other person' }).click();
  expect(call.asked).toEqual(['connect only when joining: true', 'join beside']);
});

test.each([
  ['at-door', 'The host lets people in one by one.'],
  ['ringing', 'Your knock is on its way.'],
  ['unheard', 'Your knock does not get through.'],
  ['knock-refused', 'You cannot ask to come in at this time.'],
  ['rung', 'You have knocked.'],
  ['one-moment', 'The host has seen you, and asks for a moment.'],
  ['declined', 'The host cannot let you in just now.'],
  ['rung-elsewhere', 'You are answered there while it is open.'],
  [
    'put-out',
    'The host has asked you to leave, has let in somebody else, or has begun to let people in one by one.',
  ],
  ['rung-enough', 'You have asked as often as this call allows for now.'],
] as const)('At a door it says how one stands: %s', async (because, sentence) => {
  await mountLobby({ state: { phase: 'early', hasEntered: false, because } });
  await expect.element(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
});

test.each([
  ['without a word', ''],
  ['with a word', 'Tomorrow, please'],
])(
  'Whoever has asked as often as they may is told when they can ask again, turned away %s',
  async (_, word) => {
    const mayAskAt = NOW + 17.5 * 60_000;
    await mountLobby({
      state: { phase: 'early', hasEntered: false, because: 'rung-enough', mayAskAt, ...(word && { word }) },
      now: () => NOW,
    });
    const status = page.getByRole('status').filter({ hasText: /In 18 minutes you can ask again here/ });
    await expect.element(status).toBeVisible();
    const says = word === '' ? '' : `The host says: “${word}”`;
    expect(status.element().textContent.trim()).toMatch(new RegExp(`^${says}You have asked as often`));
  },
);

test('At a door one asks to come in, and once more when turned away, as often as one may', async () => {
  const call = await mountLobby({ state: { phase: 'early', hasEntered: false, because: 'at-door' } });
  await page.getByRole('button', { name: 'Ask to come in' }).click();
  expect(call.asked).toContain('enter');
  call.state.set({ phase: 'early', hasEntered: true, because: 'rung' });
  await expect.element(page.getByText('You go in as soon as they let you in.')).toBeVisible();
  call.state.set({ phase: 'early', hasEntered: false, because: 'declined', word: 'Tomorrow, please' });
  await expect.element(page.getByText('The host says: “Tomorrow, please”')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Ask once more' })).toBeVisible();
  call.state.set({ phase: 'early', hasEntered: false, because: 'rung-elsewhere' });
  await expect.element(page.getByRole('button', { name: 'Ask here instead' })).toBeVisible();
  call.state.set({ phase: 'early', hasEntered: false, because: 'put-out' });
  await expect.element(page.getByRole('button', { name: 'Ask to come in' })).toBeVisible();
  call.state.set({ phase: 'early', hasEntered: false, because: 'rung-enough' });
  await expect.element(page.getByRole('button', { name: 'Ask' })).not.toBeInTheDocument();
});

test('The host is told in the lobby who is at the door', async () => {
  const visitor = { uid: 'u', name: 'Grace', since: NOW, isAskedToWait: false };
  const call = await mountLobby({ visitors: [visitor] });
  await expect.element(page.getByText('Grace is at the door. Join to let somebody in.')).toBeVisible();
  call.visitors.set([visitor, { ...visitor, uid: 'v' }]);
  await expect.element(page.getByText('2 people are at the door. Join to let somebody in.')).toBeVisible();
});

test('A name that the call is given stands in the field, and takes nothing away that is being typed', async () => {
  const call = await mountLobby();
  const field = page.getByLabelText('Your name');
  call.name.set('Dr. Ada');
  await expect.element(field).toHaveValue('Dr. Ada');
  await field.fill('');
  await userEvent.type(field, 'Love');
  call.name.set('Dr. Ada Lovelace');
  call.hasRelays.set(true);
  await expect.element(page.getByText('Privacy', { exact: true })).toBeVisible();
  await expect.element(field).toHaveValue('Love');
  await userEvent.keyboard('{Tab}');
  expect(call.name.value).toBe('Love');
});

test('A lasting room is headed by its name, and its host can change it', async () => {
  const call = await mountLobby({
    ...{ room: { name: 'Mondays', isHost: true }, emptyTimeoutSeconds: 90 * 86_400 },
  });
  await expect.element(page.getByRole('heading', { level: 1, name: 'Mondays' })).toBeVisible();
  await expect.element(page.getByText('Open for 90 days while empty.')).toBeVisible();
  await page.getByText('This room').click();
  await expect.element(page.getByText(/Each visit is sealed by keys of its own/)).toBeVisible();
  await page.getByLabelText('What it is called, for both of you').fill('Fridays');
  await userEvent.keyboard('{Enter}');
  expect(call.asked).toEqual(['call the room Fridays']);
  await expect.element(page.getByRole('heading', { level: 1, name: 'Fridays' })).toBeVisible();
});

test('Who is the guest of a room reads what it is, and changes nothing; a room without a name is headed as any call', async () => {
  await mountLobby({ room: { name: '', isHost: false } });
  await expect.element(page.getByRole('heading', { level: 1, name: 'Your call is ready' })).toBeVisible();
  await page.getByText('This room').click();
  await expect.element(page.getByText(/the same link leads here/)).toBeVisible();
  await expect.element(page.getByLabelText('What it is called, for both of you')).not.toBeInTheDocument();
});
