/** What is heard of this person's own microphone: how loud they are, and whether they speak while it is off. */

import type { Readable } from '../lib/cell.ts';
import { childLifetime } from '../lib/lifetime.ts';
import { WatchedCell } from '../lib/watched-cell.ts';
import type { DeviceChoices } from './device-choices.ts';
import type { DeviceTracks, DeviceWishes } from './device-state.ts';
import { followLoudness, levelOf } from './loudness.ts';
import { SpeechDetector } from './speech-detector.ts';

export interface MicrophoneMeterOptions {
  readonly tracks: Readable<DeviceTracks>;
  readonly wishes: Readable<DeviceWishes>;
  readonly choices: Readable<DeviceChoices>;
}

export class MicrophoneMeter {
  readonly level: Readable<number>;
  readonly isSpeakingWhileMuted: Readable<boolean>;
  readonly #options: MicrophoneMeterOptions;

  constructor(options: MicrophoneMeterOptions) {
    this.#options = options;
    this.level = new WatchedCell(0, (set, signal) =>
      this.#followTrack(true, signal, (track, measuring) => {
        set(0);
        if (track !== null) followLoudness(track, (loudness) => set(levelOf(loudness)), measuring);
      }),
    );
    this.isSpeakingWhileMuted = new WatchedCell(false, (set, signal) =>
      this.#followTrack(false, signal, (track, measuring) => {
        set(false);
        if (track !== null) listenMuted(track, set, measuring);
      }),
    );
  }

  /** Calls with the track while it is on, or while it is off, and with null in between; each with a lifetime of its own. */
  #followTrack(
    isOn: boolean,
    signal: AbortSignal,
    follow: (track: MediaStreamTrack | null, measuring: AbortSignal) => void,
  ): void {
    const { tracks, wishes, choices } = this.#options;
    let followed: MediaStreamTrack | null | undefined;
    let measuring = childLifetime(signal);
    const update = () => {
      const mayListen = isOn || choices.value.noticesMutedSpeech !== false;
      const track = wishes.value.microphone === isOn && mayListen ? tracks.value.microphone : null;
      if (track === followed) return;
      followed = track;
      measuring.abort();
      measuring = childLifetime(signal);
      follow(track, measuring.signal);
    };
    for (const cell of [tracks, wishes, choices]) (cell as Readable<unknown>).subscribe(update, signal);
  }
}

/** A track that is off is silent for everybody, this page too: so a copy of it is listened to, which is never sent. */
function listenMuted(track: MediaStreamTrack, set: (isSpeaking: boolean) => void, signal: AbortSignal): void {
  const copy = track.clone();
  copy.enabled = true;
  signal.addEventListener('abort', () => copy.stop(), { once: true });
  const detector = new SpeechDetector();
  followLoudness(copy, (loudness) => set(detector.update(loudness, performance.now())), signal);
}
