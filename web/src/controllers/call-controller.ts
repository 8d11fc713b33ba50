/** One page load in one call, as the page shows it: joins the session, the devices and the screen. */
import { type CallId, type HostKey, MAX_SCHEDULED_LENGTH_MS } from '@parley/protocol';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { failureCode } from '../app/failure-code.ts';
import type { ArrangedTime } from '../call/arranged-time.ts';
import { CallSession } from '../call/call-session.ts';
import { type CallState, INITIAL_CALL_STATE } from '../call/call-state.ts';
import type { CallStore } from '../call/call-store.ts';
import type { HostDesk } from '../call/host-desk.ts';
import type { Identity } from '../call/identity.ts';
import { NO_TRACKS, type OutgoingTracks } from '../call/link.ts';
import { rescheduleCall } from '../call/schedule-call.ts';
import type { ServerClock } from '../call/server-clock.ts';
import { deviceMemory } from '../lib/device-memory.ts';
import { TabLocks } from '../lib/tab-locks.ts';
import type { Device, DeviceWishes } from '../rtc/device-state.ts';
import { LocalMedia, type LocalMediaState } from '../rtc/local-media.ts';
import { PeerLink } from '../rtc/peer-link.ts';

/** What a call runs on, once it is there. */
export interface CallServices {
  readonly store: CallStore;
  readonly identity: Identity;
  readonly desk: HostDesk;
  readonly clock: ServerClock;
  readonly rtcConfiguration: RTCConfiguration;
}

export interface CallControllerOptions {
  readonly id: CallId;
  /** From the host link; undefined: the person came by the join link. */
  readonly hostKey?: HostKey | undefined;
  /** May reject with a CallError, which is then what the page shows. */
  readonly services: Promise<CallServices>;
  /** Enter at once: the person was in the call before the page was reloaded. */
  readonly isResumed: boolean;
  readonly name: string;
  /** Nothing is connected before the person joins. */
  readonly connectsOnlyWhenJoining: () => boolean;
  /** What the person wanted of their devices the last time, before this page was loaded perhaps. */
  readonly wishes: DeviceWishes;
  readonly onWish: (wishes: DeviceWishes) => void;
  readonly onTransition: (from: CallState, to: CallState) => void;
  readonly onIgnored: (cause: unknown) => void;
}

const ASKING: LocalMediaState = {
  stream: null,
  microphone: { status: 'asking' },
  camera: { status: 'asking' },
};

export class CallController implements ReactiveController {
  readonly id: CallId;
  /** From the host link; undefined: the person came by the join link. */
  readonly hostKey: HostKey | undefined;
  state: CallState = INITIAL_CALL_STATE;
  localMedia: LocalMediaState = ASKING;
  remoteStream: MediaStream | null = null;
  /** Undefined: a call of now, or not read yet. */
  arrangedTime: ArrangedTime | undefined;
  name: string;
  readonly #host: ReactiveControllerHost;
  readonly #options: CallControllerOptions;
  readonly #media: LocalMedia;
  #session: CallSession | undefined;
  #clock: ServerClock | undefined;
  readonly #lifetime = new AbortController();
  #tracks: OutgoingTracks = NO_TRACKS;
  #isDisposed = false;

  constructor(host: ReactiveControllerHost, options: CallControllerOptions) {
    this.#host = host;
    this.#options = options;
    this.id = options.id;
    this.hostKey = options.hostKey;
    this.name = options.name;
    this.#media = new LocalMedia({
      devices: navigator.mediaDevices,
      permissions: navigator.permissions,
      wishes: options.wishes,
      onWish: options.onWish,
      onChange: (state, tracks) => {
        this.localMedia = state;
        this.#tracks = tracks;
        // First of all, since it depends on nobody: what follows may fail with the link.
        host.requestUpdate();
        try {
          this.#session?.setTracks(tracks);
        } finally {
          this.#showSelf();
        }
      },
    });
    if (options.isResumed) this.state = { phase: 'arriving', hasEntered: true };
    host.addController(this);
    void this.#media.start();
    void this.#arrive();
  }

  /** How long the call stays open while nobody is in it; undefined: not read yet. */
  get emptyTimeoutSeconds(): number | undefined {
    return this.#session?.emptyTimeoutSeconds;
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.dispose();
  }

  enter(): void {
    this.#media.goWithout();
    if (this.state.phase === 'arriving' && this.#session === undefined)
      this.#change({ ...this.state, hasEntered: true });
    this.#session?.enter();
  }

  /** In another tab of this browser one has one seat; here one takes the other. */
  joinBeside(): void {
    this.#media.goWithout();
    this.#session?.joinBeside();
  }

  /** The host lets somebody else have the seat that the guest has just left. */
  freeGuestSeat(): void {
    void this.#session?.freeGuestSeat();
  }

  /** The host has seen that the guest is another than before. */
  noteOtherGuest(): void {
    this.#session?.noteOtherGuest();
  }

  leave(): void {
    if (this.#session === undefined) this.#change({ phase: 'ended', reason: 'left' });
    else this.#session.leave();
  }

  async end(): Promise<void> {
    try {
      await this.#session?.end();
    } catch (error) {
      this.#session?.meetTrouble(failureCode(error));
    }
  }

  /** Moves the end of a scheduled call. Only the host may. */
  async extend(byMs: number): Promise<void> {
    const time = this.arrangedTime;
    if (time === undefined) return;
    const endsAt = Math.min(time.endsAt + byMs, time.startsAt + MAX_SCHEDULED_LENGTH_MS);
    const { signal } = this.#lifetime;
    try {
      const { store, identity } = await this.#options.services;
      await rescheduleCall({ store, identity, signal }, this.id, { ...time, endsAt });
    } catch (error) {
      if (!signal.aborted) this.#session?.meetTrouble(failureCode(error));
    }
  }

  /** The server's time, as far as it is known. */
  readonly now = (): number => this.#clock?.now() ?? Date.now();

  toggle(device: Device): void {
    void this.#media.toggle(device);
  }

  setName(name: string): void {
    this.name = name;
    this.#host.requestUpdate();
    this.#showSelf();
  }

  networkChanged(): void {
    this.#session?.networkChanged();
  }

  /** The page goes away. */
  unload(): void {
    this.#session?.unload();
  }

  /** Leaves if still there, and lets go of camera and microphone. Idempotent. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#lifetime.abort();
    this.#session?.leave();
    this.#media.stop();
    this.#host.removeController(this);
  }

  async #arrive(): Promise<void> {
    let services: CallServices;
    try {
      services = await this.#options.services;
    } catch (error) {
      if (!this.#isOver()) this.#change({ phase: 'failed', error: failureCode(error) });
      return;
    }
    if (this.#isOver()) return;
    const { rtcConfiguration, ...ports } = services;
    this.#clock = services.clock;
    const session = new CallSession({
      ...ports,
      locks: new TabLocks(),
      createLink: (handlers) => new PeerLink(rtcConfiguration, handlers),
      hostKey: this.#options.hostKey,
      memory: deviceMemory('sessionStorage'),
      connectsOnlyWhenJoining: this.#options.connectsOnlyWhenJoining,
      onState: (state) => this.#follow(state),
      onArrangedTime: (time) => {
        this.arrangedTime = time;
        this.#host.requestUpdate();
      },
      onIncoming: (stream) => {
        this.remoteStream = stream;
        this.#host.requestUpdate();
      },
      onIgnored: this.#options.onIgnored,
    });
    this.#session = session;
    session.setTracks(this.#tracks);
    this.#showSelf();
    const hasEntered = this.state.phase === 'arriving' && this.state.hasEntered;
    if (hasEntered) session.enter();
    try {
      await session.arrive(this.id);
    } catch (error) {
      session.abandon();
      if (!this.#isOver()) this.#change({ phase: 'failed', error: failureCode(error) });
    }
  }

  /** Whoever was in a call that was moved waits for its new time, in the lobby again. */
  #follow(state: CallState): void {
    if (state.phase !== 'ended' || state.reason !== 'moved') return this.#change(state);
    this.remoteStream = null;
    this.#change({ phase: 'arriving', hasEntered: false });
    void this.#arrive();
  }

  /** Left or gone, while the services were awaited. */
  #isOver(): boolean {
    return this.#isDisposed || this.state.phase === 'ended';
  }

  #showSelf(): void {
    const { microphone, camera } = this.localMedia;
    this.#session?.setPresence({
      name: this.name,
      isMicrophoneOn: microphone.status === 'on',
      isCameraOn: camera.status === 'on',
    });
  }

  #change(state: CallState): void {
    this.#options.onTransition(this.state, state);
    this.state = state;
    // The camera's light must not burn for a call that is over.
    if (state.phase === 'ended' || state.phase === 'failed') {
      this.#media.stop();
      this.localMedia = { ...ASKING, stream: null };
      this.remoteStream = null;
    }
    this.#host.requestUpdate();
  }
}
