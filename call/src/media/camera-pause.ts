/** The camera of somebody who lets a call use sound alone for a while: it comes back with the pictures, if it was on before. */
import type { DeviceWishes } from './device-state.ts';
import type { LocalMedia } from './local-media.ts';

export class CameraPause {
  readonly #media: Pick<LocalMedia, 'wishes' | 'switchOff' | 'toggle'>;
  /** It was on, and went off for the sake of sound alone. Undefined: there is no pause. */
  #wasWished: boolean | undefined;

  /** @param before what was wished, where the call begins with sound alone; undefined: it does not */
  constructor(media: Pick<LocalMedia, 'wishes' | 'switchOff' | 'toggle'>, before?: DeviceWishes) {
    this.#media = media;
    this.#wasWished = before?.camera;
  }

  /** Whoever has switched it on meanwhile has it already. */
  set(isPaused: boolean): void {
    const { wishes } = this.#media;
    if (isPaused) {
      this.#wasWished ??= wishes.value.camera;
      return this.#media.switchOff('camera');
    }
    if (this.#wasWished && !wishes.value.camera) void this.#media.toggle('camera');
    this.#wasWished = undefined;
  }
}
