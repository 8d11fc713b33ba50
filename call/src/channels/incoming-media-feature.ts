import { Cell } from '../lib/cell.ts';
import { type Link, NO_MEDIA } from '../link/link.ts';
import type { LinkFeature } from './link-feature.ts';

/** What comes from the other, over whichever link there is. */
export class IncomingMediaFeature implements LinkFeature {
  readonly media = new Cell(NO_MEDIA);
  #lifetime = new AbortController();

  begin(link: Link): void {
    this.#lifetime = new AbortController();
    link.incoming.subscribe((media) => this.media.set(media), this.#lifetime.signal);
  }

  end(): void {
    this.#lifetime.abort();
    this.media.set(NO_MEDIA);
  }
}
