import type { LinkFeature } from '../channels/link-feature.ts';
import { delay, every, ignoreAbort } from '../lib/lifetime.ts';
import type { Link } from '../link/link.ts';

const LOOK_MS = 100;
/** What is missed for longer browsers seldom get by asking for it again: it is kept for about a second. */
const SILENCE_MS = 1_000;

/** The first may be lost, sent on the way that was before: the two sides do not change to another at the same time. */
const AGAIN_MS = 800;

/**
 * Who was not heard for a while has missed pictures too, and a browser asks for a whole one only every three seconds, however soon it
 * would arrive. So whoever is heard again is sent one unasked.
 */
export class PictureRenewal implements LinkFeature {
  #lifetime = new AbortController();

  begin(link: Link): void {
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    const renew = () => {
      link.renewPictures();
      delay(AGAIN_MS, signal).then(() => link.renewPictures(), ignoreAbort);
    };
    let isSilent = false;
    every(
      LOOK_MS,
      () => {
        const silentMs = performance.now() - link.arrivedAt();
        // Before anything has come nothing was missed.
        const wasSilent = isSilent;
        isSilent = silentMs >= SILENCE_MS && Number.isFinite(silentMs);
        if (wasSilent && !isSilent) renew();
      },
      signal,
    );
    // Of somebody who sends nothing themselves only this is seen.
    let isBroken = false;
    link.state.subscribe((state) => {
      if (state === 'connected' && isBroken) renew();
      isBroken = state === 'disconnected' || state === 'failed';
    }, signal);
  }

  end(): void {
    this.#lifetime.abort();
  }
}
