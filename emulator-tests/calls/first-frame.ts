/** From a press that leads into a call to the first picture of the other: what happens between, as both pages see it. */
import type { Person } from './person.ts';

/** In this order in most calls. `frame` is decoded, `shown` is before the person; `frame` is late in a page that is busy. */
type Mark =
  | 'pressed'
  | 'page'
  | 'devices asked'
  | 'devices'
  | 'camera asked'
  | 'camera'
  | 'tracks'
  | 'frame'
  | 'shown';

/** Milliseconds since the epoch; absent: it has not happened. */
export type Marks = Partial<Record<Mark, number>>;

declare global {
  interface Window {
    parleyMarks: Marks;
  }
}

/** In the page, from now on: everything before is forgotten. */
function watch(): void {
  const isFirst = window.parleyMarks === undefined;
  window.parleyMarks = {};
  if (!isFirst) return;
  const mark = (what: Mark, at = performance.timeOrigin + performance.now()) => {
    window.parleyMarks[what] ??= at;
  };
  const onClick = (event: Event) => {
    const [target] = event.composedPath();
    const text = target instanceof Element ? (target.closest('button')?.textContent ?? '') : '';
    if (/^\s*(Answer|Join)/.test(text)) mark('pressed');
  };
  addEventListener('click', onClick, true);
  const { pushState } = history;
  history.pushState = function (...args) {
    mark('page');
    pushState.apply(this, args);
  };
  const media = navigator.mediaDevices;
  const { getUserMedia } = media;
  media.getUserMedia = async (constraints) => {
    const isForCamera = constraints?.video !== undefined && constraints.video !== false;
    mark('devices asked');
    if (isForCamera) mark('camera asked');
    const stream = await getUserMedia.call(media, constraints);
    mark('devices');
    if (isForCamera) mark('camera');
    return stream;
  };
  const { replaceTrack } = RTCRtpSender.prototype;
  RTCRtpSender.prototype.replaceTrack = function (track) {
    if (track?.kind === 'video') mark('tracks');
    return replaceTrack.call(this, track);
  };
  const showsOther = ({ srcObject }: HTMLVideoElement) =>
    srcObject instanceof MediaStream &&
    srcObject
      .getVideoTracks()
      .some(({ id }) =>
        window.parleyTestConnections.some((one) => one.getReceivers().some(({ track }) => track.id === id)),
      );
  const videos = new WeakSet<HTMLVideoElement>();
  const follow = (element: HTMLVideoElement) => {
    if (videos.has(element)) return;
    videos.add(element);
    const onFrame = () => {
      if (showsOther(element)) mark('shown');
      element.requestVideoFrameCallback(onFrame);
    };
    element.requestVideoFrameCallback(onFrame);
  };
  const lookInto = (root: ParentNode) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot !== null) lookInto(element.shadowRoot);
      if (element instanceof HTMLVideoElement) follow(element);
    }
  };
  lookInto(document);
  // Those that come later. To look for them again and again would keep the page from what is measured.
  const known = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...known,
    set(this: HTMLMediaElement, stream) {
      known?.set?.call(this, stream);
      if (this instanceof HTMLVideoElement) follow(this);
    },
  });
  // What a browser has counted is up to 50 ms old, and dear. This is when it gave out the last frame, of which the first is looked for.
  setInterval(() => {
    for (const connection of window.parleyTestConnections)
      for (const receiver of connection.connectionState === 'connected' ? connection.getReceivers() : []) {
        const [newest] = receiver.track.kind === 'video' ? receiver.getSynchronizationSources() : [];
        if (newest !== undefined) mark('frame', newest.timestamp);
      }
  }, 5);
}

export async function watchForFrames(...people: readonly Person[]): Promise<void> {
  await Promise.all(people.map(({ page }) => page.evaluate(watch)));
}

export const marksOf = ({ page }: Person): Promise<Marks> => page.evaluate(() => window.parleyMarks);

/** How long it takes, in milliseconds, until each of both sees the other. */
export interface Seen {
  readonly presser: number;
  readonly other: number;
  /** Each mark of both, from the press of the one. */
  readonly marks: Readonly<Record<'presser' | 'other', Marks>>;
}

/** Waits until both see each other. */
export async function seenSincePress(presser: Person, other: Person): Promise<Seen> {
  const isShown = ({ page }: Person) =>
    page.waitForFunction(
      () => window.parleyMarks.frame !== undefined && window.parleyMarks.shown !== undefined,
    );
  await Promise.all([isShown(presser), isShown(other)]);
  const [ofPresser, ofOther] = [await marksOf(presser), await marksOf(other)];
  const { pressed = Number.NaN } = ofPresser;
  const since = (marks: Marks) =>
    Object.fromEntries(Object.entries(marks).map(([what, at]) => [what, at - pressed])) as Marks;
  const marks = { presser: since(ofPresser), other: since(ofOther) };
  const { frame: toPresser = Number.NaN } = marks.presser;
  const { frame: toOther = Number.NaN } = marks.other;
  return { presser: toPresser, other: toOther, marks };
}

/** The guest joins from a lobby that is connected, with the camera on: what an answer to a ring is held against. */
export async function joinFromLobby(
  host: Person,
  guest: Person,
  isReady: (...both: readonly Person[]) => Promise<void> = async () => {},
): Promise<Seen> {
  await host.startCall();
  await host.enter('Grace');
  await host.isIn('waiting');
  await guest.openLink(host.page.url());
  await Promise.all([host.isIn('connected'), guest.isIn('connected')]);
  await guest.page.getByRole('button', { name: 'Turn off camera' }).waitFor();
  await isReady(host, guest);
  await watchForFrames(host, guest);
  await guest.enter('Ada');
  return seenSincePress(guest, host);
}
