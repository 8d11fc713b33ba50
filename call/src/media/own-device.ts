/**
 * One device of this person's, which has a fate of its own. What they wish and what it does are two facts (device-state.ts): the
 * wish is never changed by the device, and it is never on without it.
 */
import { childLifetime } from '../lib/lifetime.ts';
import { answerOf } from './device-answer.ts';
import { constraintsFor, type DeviceChoices } from './device-choices.ts';
import { exchangeDevice } from './device-exchange.ts';
import { onceAllowed, type PermissionStates, permissionOf } from './device-permissions.ts';
import { type Device, type DeviceFacts, type DeviceState, factsOf, stateOf } from './device-state.ts';
import { isRefusal, type MediaErrorCode, mediaErrorCode } from './media-error.ts';

const KINDS: Record<Device, MediaDeviceKind> = { microphone: 'audioinput', camera: 'videoinput' };

/** What takes a lost one's place and is lost within this time is not worth another try. */
const SHORT_LIFE_MS = 3_000;

export interface OwnDeviceOptions {
  readonly isWished: boolean;
  /** As `getUserMedia` does. */
  readonly ask: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  readonly permissions: PermissionStates | undefined;
  readonly choices: () => DeviceChoices;
  readonly onWish: () => void;
  readonly onChange: () => void;
  readonly signal: AbortSignal;
}

export class OwnDevice {
  readonly #device: Device;
  readonly #options: OwnDeviceOptions;
  readonly #facts: DeviceFacts;

  constructor(device: Device, options: OwnDeviceOptions) {
    this.#device = device;
    this.#options = options;
    this.#facts = factsOf(options.isWished);
  }

  get isWished(): boolean {
    return this.#facts.isWished;
  }

  /** What it gives just now; null: nothing. */
  get track(): MediaStreamTrack | null {
    return this.#facts.track;
  }

  /** Why it could not be had the last time; undefined: it could, or was not asked for. */
  get problem(): MediaErrorCode | undefined {
    return this.#facts.problem;
  }

  get state(): DeviceState {
    return stateOf(this.#facts);
  }

  /** Switches it on or off, asking for it again if it could not be had. */
  async toggle(): Promise<void> {
    const facts = this.#facts;
    if (this.state.status === 'asking') return;
    if (facts.isWished && facts.track !== null) return this.switchOff();
    this.#wish(true);
    if (facts.track === null) return this.acquire();
    facts.track.enabled = true;
    this.#options.onChange();
  }

  /**
   * Whatever it does just now: it is wished no more. A muted microphone is kept, so that unmuting is instant; a camera is let go,
   * so that its light goes out.
   */
  switchOff(): void {
    const facts = this.#facts;
    if (this.#device === 'camera') this.release();
    else if (facts.track !== null) facts.track.enabled = false;
    facts.replacement = undefined;
    facts.lostDeviceId = undefined;
    this.#wish(false);
    this.#options.onChange();
  }

  /** If it cannot be had, it is wished no more: it does not come on by itself later, nor after a reload. */
  goWithout(): void {
    const { isWished, problem } = this.#facts;
    if (isWished && problem !== undefined) this.#wish(false);
  }

  /** It is about to be asked for once more. */
  wishAgain(): void {
    this.#facts.problem = undefined;
    this.#wish(true);
  }

  /** Asks for it. Never rejects: what cannot be had is `unavailable`, with its reason. */
  async acquire(): Promise<void> {
    const { permissions, onChange, signal } = this.#options;
    // The page has moved on: asking now would light the camera for nobody.
    if (signal.aborted) return;
    const facts = this.#facts;
    facts.isAsking = true;
    facts.problem = undefined;
    onChange();
    const asked = this.#ask();
    try {
      const answer = await answerOf(asked, [this.#device], permissions, signal);
      if (answer === 'overdue') {
        facts.problem = 'no-answer';
        asked.then(onChange).catch((error) => {
          if (facts.problem === 'no-answer') this.fail(mediaErrorCode(error));
        });
      }
    } catch (error) {
      if (!signal.aborted) this.fail(mediaErrorCode(error));
    }
    facts.isAsking = false;
    onChange();
  }

  /** Whenever the answer comes, it is taken if it is still wished, and let go of otherwise. */
  adopt(track: MediaStreamTrack): void {
    const { signal } = this.#options;
    const facts = this.#facts;
    if (!signal.aborted && facts.problem === 'no-answer') facts.problem = undefined;
    if (signal.aborted || !facts.isWished || facts.track !== null) return track.stop();
    const { lostDeviceId } = facts;
    const isAnother = lostDeviceId !== undefined && lostDeviceId !== track.getSettings().deviceId;
    this.#hold(track, lostDeviceId !== undefined);
    facts.replacement = isAnother ? track.label : undefined;
  }

  /**
   * Has another of its kind, or the same with other processing, take the place of what is there; see `exchangeDevice`. One
   * that is off is not asked for; one that could not be had is wished for again.
   * @returns why it could not be had; undefined: it was, or is not wanted any more
   */
  async exchange(constraints: MediaTrackConstraints): Promise<MediaErrorCode | undefined> {
    const facts = this.#facts;
    if (facts.track === null) {
      if (facts.problem === undefined || facts.isAsking) return undefined;
      this.#wish(true);
      await this.acquire();
      return facts.problem;
    }
    const { ask, permissions, choices, onChange, signal } = this.#options;
    const hold = (track: MediaStreamTrack) => {
      track.enabled = facts.isWished;
      this.#hold(track, false);
      onChange();
    };
    const lose = (code: MediaErrorCode) => {
      this.release();
      this.fail(code);
    };
    const device = this.#device;
    const known = choices();
    return exchangeDevice({ device, facts, ask, hold, lose, permissions, signal }, constraints, (id) =>
      constraintsFor(device, known, id),
    );
  }

  fail(code: MediaErrorCode): void {
    const facts = this.#facts;
    const { permissions, onChange, signal } = this.#options;
    facts.problem = code === 'not-found' && facts.lostDeviceId !== undefined ? 'disconnected' : code;
    onChange();
    if (!isRefusal(code)) return;
    facts.awaiting?.abort();
    facts.awaiting = childLifetime(signal);
    const acquire = () => {
      const { isWished, problem } = facts;
      if (isWished && isRefusal(problem)) void this.acquire();
    };
    void onceAllowed(this.#device, permissions, acquire, facts.awaiting.signal);
  }

  /** Something was plugged in or out. */
  lookAround(present: readonly MediaDeviceInfo[]): void {
    const facts = this.#facts;
    const isMissing = facts.problem === 'not-found' || facts.problem === 'disconnected';
    const isThere = present.some(({ kind }) => kind === KINDS[this.#device]);
    if (!isMissing || facts.isAsking || !isThere) return;
    if (facts.isWished) void this.acquire();
    else facts.problem = undefined;
  }

  /** Lets go of it, without a word. */
  release(): void {
    this.#facts.track?.stop();
    this.#facts.track = null;
  }

  async #ask(): Promise<void> {
    const constraints = constraintsFor(this.#device, this.#options.choices());
    const isMicrophone = this.#device === 'microphone';
    const stream = await this.#options.ask({
      audio: isMicrophone && constraints,
      video: !isMicrophone && constraints,
    });
    for (const track of stream.getTracks()) this.adopt(track);
  }

  #hold(track: MediaStreamTrack, isSubstitute: boolean): void {
    const facts = this.#facts;
    facts.track = track;
    facts.problem = facts.replacement = facts.lostDeviceId = undefined;
    void this.#watch(track, isSubstitute);
  }

  async #watch(track: MediaStreamTrack, isSubstitute: boolean): Promise<void> {
    const { permissions, onChange, signal } = this.#options;
    const since = performance.now();
    for (const type of ['mute', 'unmute']) track.addEventListener(type, onChange, { signal });
    // A status changes with the permission, so its first state has to be kept.
    let wasGranted = false;
    const onEnded = () =>
      void this.#lose(track, isSubstitute && performance.now() - since < SHORT_LIFE_MS, wasGranted);
    track.addEventListener('ended', onEnded, { signal });
    wasGranted = (await permissionOf(this.#device, permissions))?.state === 'granted';
  }

  /** Unplugged, or taken away by the browser or the system. */
  async #lose(track: MediaStreamTrack, isFutile: boolean, wasGranted: boolean): Promise<void> {
    const facts = this.#facts;
    const { permissions, onChange, signal } = this.#options;
    if (facts.track !== track) return;
    const { deviceId } = track.getSettings();
    this.release();
    facts.replacement = undefined;
    // Off it stays; whoever switches it on again will be told.
    if (!facts.isWished) return onChange();
    facts.isAsking = true;
    facts.lostDeviceId = deviceId ?? '';
    onChange();
    const permission = (await permissionOf(this.#device, permissions))?.state;
    facts.isAsking = false;
    if (signal.aborted) return;
    const isWithdrawn = permission === 'denied' || (wasGranted && permission === 'prompt');
    if (isWithdrawn) this.fail('permission-denied');
    else if (isFutile) this.fail('disconnected');
    // Another of its kind, if there is one.
    else await this.acquire();
  }

  #wish(isWished: boolean): void {
    this.#facts.isWished = isWished;
    this.#options.onWish();
  }
}
