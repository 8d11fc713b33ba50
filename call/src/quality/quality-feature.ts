import type { WantedPicture } from '@parley/protocol';
import type { LinkFeature } from '../channels/link-feature.ts';
import { Cell } from '../lib/cell.ts';
import { childLifetime, every } from '../lib/lifetime.ts';
import type { Link, LinkStats } from '../link/link.ts';
import { type LinkReading, readLink } from './link-reading.ts';
import { judgeQuality, type QualityVerdict } from './quality-verdict.ts';
import {
  type DataUse,
  type GivenUp,
  NOT_YIELDING,
  sendingLimits,
  type Yielding,
  yieldTo,
} from './sending-policy.ts';

/** How a link fares, and has fared lately. */
export interface LinkQuality {
  /** The latest is the last; those of two minutes at most, which is as far back as anybody asks what that was. */
  readonly readings: readonly LinkReading[];
  /** Undefined: too early to say. */
  readonly verdict: QualityVerdict | undefined;
  readonly givenUp: GivenUp;
}

/** Often enough for a chart that moves; one reading takes a browser a few milliseconds. */
const READING_INTERVAL_MS = 2_000;
const MAX_READINGS = 60;

/** Reads how each link fares for as long as it stands, and has it send what there is room for. */
export class QualityFeature implements LinkFeature {
  /** Undefined: there is no link. */
  readonly quality = new Cell<LinkQuality | undefined>(undefined);
  /** What this side does not send for want of room. */
  readonly givenUp = new Cell<GivenUp>('nothing');
  #dataUse: DataUse = 'normal';
  #wantedByPeer: WantedPicture | undefined;
  #link: Link | undefined;
  #lifetime = new AbortController();
  #yielding: Yielding = NOT_YIELDING;

  begin(link: Link): void {
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    this.#link = link;
    // What another link could carry says nothing of this one.
    this.#yield(NOT_YIELDING);
    this.#limit();
    let lifetime: AbortController | undefined;
    link.state.subscribe((state) => {
      lifetime?.abort();
      if (state !== 'connected') return;
      lifetime = childLifetime(signal);
      this.#follow(link, lifetime.signal);
    }, signal);
  }

  end(): void {
    this.#lifetime.abort();
    this.#link = undefined;
    this.#wantedByPeer = undefined;
    this.quality.set(undefined);
  }

  setDataUse(dataUse: DataUse): void {
    this.#dataUse = dataUse;
    this.#limit();
  }

  /** @param wanted how much of this side's picture the other asks for; undefined: all of it */
  setWantedByPeer(wanted: WantedPicture | undefined): void {
    if (wanted === this.#wantedByPeer) return;
    this.#wantedByPeer = wanted;
    this.#limit();
  }

  #follow(link: Link, signal: AbortSignal): void {
    let before: LinkStats | undefined;
    const look = async () => {
      const stats = await link.readStats().catch(() => undefined);
      if (stats === undefined || signal.aborted) return;
      const reading = readLink(stats, before);
      // Of what two readings say, the first has only half.
      if (before !== undefined) this.#note(reading);
      before = stats;
    };
    void look();
    every(READING_INTERVAL_MS, look, signal);
  }

  #note(reading: LinkReading): void {
    this.#yield(yieldTo(reading, this.#yielding));
    this.#limit();
    const readings = [...(this.quality.value?.readings ?? []), reading].slice(-MAX_READINGS);
    this.quality.set({ readings, verdict: judgeQuality(readings), givenUp: this.givenUp.value });
  }

  #yield(yielding: Yielding): void {
    this.#yielding = yielding;
    this.givenUp.set(yielding.givenUp);
  }

  #limit(): void {
    const [dataUse, wantedByPeer] = [this.#dataUse, this.#wantedByPeer];
    this.#link?.limit(sendingLimits({ dataUse, wantedByPeer, givenUp: this.givenUp.value }));
  }
}
