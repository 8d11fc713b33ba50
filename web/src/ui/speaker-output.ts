import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Has an element's sound come from the speaker that the person has chosen. */
export class SpeakerOutput implements ReactiveController {
  readonly #find: () => HTMLMediaElement | null | undefined;
  readonly #sinkId: () => string;
  /** What was asked for last: one that refuses is not asked again at every render. */
  #asked: string | undefined;

  /** @param sinkId as for `setSinkId`; empty: the system's default */
  constructor(
    host: ReactiveControllerHost,
    find: () => HTMLMediaElement | null | undefined,
    sinkId: () => string,
  ) {
    this.#find = find;
    this.#sinkId = sinkId;
    host.addController(this);
  }

  hostUpdated(): void {
    const [element, sinkId] = [this.#find(), this.#sinkId()];
    // Undefined before Safari 18.4 and in Chrome on Android, where the system alone decides.
    if (element?.sinkId === undefined || sinkId === (this.#asked ?? element.sinkId)) return;
    this.#asked = sinkId;
    // What has just been unplugged is no speaker any more; the sound goes on by the one that there is.
    element.setSinkId(sinkId).catch(() => {});
  }
}
