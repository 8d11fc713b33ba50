/** The screen, window or tab that this person shows the other, from the browser's question to the end of it. */
import { Cell, type Readable } from '../lib/cell.ts';
import { NO_TRACKS, type OutgoingTracks } from '../link/link.ts';
import { type ScreenContent, type ScreenState, screenErrorCode } from './screen-state.ts';

/** What TypeScript's library does not have yet. https://www.w3.org/TR/screen-capture/#displaymediastreamoptions */
interface ScreenOptions extends DisplayMediaStreamOptions {
  readonly audio: MediaTrackConstraints & {
    readonly suppressLocalAudioPlayback: boolean;
    readonly restrictOwnAudio: boolean;
  };
  readonly selfBrowserSurface: 'exclude';
  readonly surfaceSwitching: 'include';
  readonly systemAudio: 'exclude';
  readonly windowAudio: 'exclude';
}

/**
 * The sound is taken as it is, since voice processing makes music of it a murmur. What the other says must not come back
 * to them: so it is a tab's sound, never that of the whole system, in which they are; and never this tab's.
 */
const OPTIONS: ScreenOptions = {
  video: { frameRate: { ideal: 30, max: 30 } },
  audio: {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    channelCount: 2,
    suppressLocalAudioPlayback: false,
    restrictOwnAudio: true,
  },
  selfBrowserSurface: 'exclude',
  surfaceSwitching: 'include',
  systemAudio: 'exclude',
  windowAudio: 'exclude',
};

export interface ScreenShareOptions {
  /** Without `getDisplayMedia`: this browser shares no screen. */
  readonly devices: Partial<Pick<MediaDevices, 'getDisplayMedia'>> | undefined;
}

export class ScreenShare {
  readonly #devices: ScreenShareOptions['devices'];
  readonly #state: Cell<ScreenState>;
  readonly #tracks = new Cell<OutgoingTracks>(NO_TRACKS);
  /** How often somebody was asked, or that was taken back. */
  #questionCount = 0;
  /** Of the screen that is shared. */
  #sharing = new AbortController();

  constructor({ devices }: ScreenShareOptions) {
    this.#devices = devices;
    this.#state = new Cell<ScreenState>({ status: this.#isSupported ? 'off' : 'unsupported' });
  }

  get state(): Readable<ScreenState> {
    return this.#state;
  }

  /** What is sent of it. */
  get tracks(): Readable<OutgoingTracks> {
    return this.#tracks;
  }

  /** Has the browser ask. To be called while it still counts as the person's press. Never rejects. */
  async start(): Promise<void> {
    const { status } = this.#state.value;
    if (status !== 'off' && status !== 'failed') return;
    this.#state.set({ status: 'asking' });
    this.#questionCount += 1;
    const question = this.#questionCount;
    const isWanted = () => question === this.#questionCount;
    try {
      const stream = await this.#devices?.getDisplayMedia?.(OPTIONS);
      if (stream !== undefined) this.#adopt(stream, isWanted());
    } catch (error) {
      if (isWanted()) this.#state.set({ status: 'failed', problem: screenErrorCode(error) });
    }
  }

  /** Shares nothing any more; also takes note of what failed. */
  stop(): void {
    this.#sharing.abort();
    const { status } = this.#state.value;
    // Whoever is asked answers; what they choose is not for this page to take back.
    if (status === 'on' || status === 'failed') this.#state.set({ status: 'off' });
    this.#tracks.set(NO_TRACKS);
  }

  setContent(content: ScreenContent): void {
    const state = this.#state.value;
    if (state.status !== 'on') return;
    for (const track of state.stream.getTracks()) track.contentHint = content;
    this.#state.set({ ...state, content });
  }

  /** Somebody else has come than the one it was shared with: nobody has decided to show it to them. */
  withdraw(): void {
    if (this.#state.value.status !== 'on') return;
    this.stop();
    this.#state.set({ status: 'failed', problem: 'somebody-else' });
  }

  /** Shares nothing, and takes nothing that somebody is still being asked for: the call is over, or another. */
  cancel(): void {
    this.#questionCount += 1;
    this.stop();
    if (this.#state.value.status === 'asking') this.#state.set({ status: 'off' });
  }

  get #isSupported(): boolean {
    return this.#devices?.getDisplayMedia !== undefined;
  }

  #adopt(stream: MediaStream, isWanted: boolean): void {
    const [screen] = stream.getVideoTracks();
    const [sound = null] = stream.getAudioTracks();
    const stopTracks = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    if (!isWanted || screen === undefined) return stopTracks();
    this.#sharing = new AbortController();
    const { signal } = this.#sharing;
    signal.addEventListener('abort', stopTracks, { once: true });
    // By the browser's own bar, by closing what is shared, or because the system took it away.
    screen.addEventListener('ended', () => this.stop(), { signal });
    sound?.addEventListener('ended', () => this.#loseSound(), { signal });
    screen.contentHint = 'detail' satisfies ScreenContent;
    if (sound !== null) sound.contentHint = 'music';
    this.#tracks.set({ screen, 'screen-sound': sound });
    this.#state.set({
      ...{ status: 'on', hasSound: sound !== null, content: 'detail' },
      stream: new MediaStream([screen]),
    });
  }

  #loseSound(): void {
    const state = this.#state.value;
    if (state.status !== 'on') return;
    this.#tracks.set({ ...this.#tracks.value, 'screen-sound': null });
    this.#state.set({ ...state, hasSound: false });
  }
}
