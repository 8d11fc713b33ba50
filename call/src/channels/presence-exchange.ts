/**
 * What two linked pages tell each other of themselves over the control channel, and what that means for sound and
 * picture: nothing is sent before both have entered.
 */
import { type Capability, type PeerPresence, parseControlMessage } from '@parley/protocol';
import { type Link, NO_TRACKS, type OutgoingTracks } from '../link/link.ts';
import type { LinkFeature } from './link-feature.ts';

/** What this person shows of themselves. */
export type OwnPresence = Omit<PeerPresence, 'type' | 'hasEntered'>;

const NOTHING_SHOWN: OwnPresence = {
  name: '',
  isMicrophoneOn: false,
  isCameraOn: false,
  isScreenShared: false,
};

const FLOOD_MS = 1_000;
/** In that time; people press a few buttons a second. */
const MAX_PRESENCES = 30;

export interface PresenceExchangeOptions {
  readonly hasEntered: () => boolean;
  /** The call is over for this person, and its link about to be closed. */
  readonly isOver: () => boolean;
  /** Before anything is sent to them, should they have come in. */
  readonly onMet?: (peer: PeerPresence) => void;
  readonly onPresence: (peer: PeerPresence) => void;
  /** Both are in the call, as far as the two have said. */
  readonly onTogether?: (peer: PeerPresence) => void;
  /** They leave, and say so. */
  readonly onGoodbye: () => void;
  /** Anything at all came from the other. */
  readonly onHeard: () => void;
  /** Something came that is no message of this program. */
  readonly onIgnored: ((cause: unknown) => void) | undefined;
}

export class PresenceExchange implements LinkFeature {
  readonly #options: PresenceExchangeOptions;
  #link: Link | undefined;
  #tracks: OutgoingTracks = NO_TRACKS;
  #presence: OwnPresence = NOTHING_SHOWN;
  #peer: PeerPresence | undefined;
  /** How many presences came since when. */
  #flood = { since: Number.NEGATIVE_INFINITY, count: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PresenceExchangeOptions) {
    this.#options = options;
  }

  get ownName(): string {
    return this.#presence.name;
  }

  /** What this link's other end has said of itself; undefined: nothing yet. */
  get peer(): PeerPresence | undefined {
    return this.#peer;
  }

  begin(link: Link): void {
    this.#link = link;
    link.channel('control').listen({
      onOpen: () => this.introduce(),
      onMessage: (data) => this.#receive(data),
    });
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#link = undefined;
    this.#peer = undefined;
  }

  setTracks(tracks: OutgoingTracks): void {
    this.#tracks = tracks;
    this.#updateOutgoing();
  }

  setPresence(presence: OwnPresence): void {
    this.#presence = presence;
    this.introduce();
  }

  /** Tells the other who is here. To be said whenever it changes; when the channel opens it is said anyway. */
  introduce(): void {
    // Whoever goes lets go of their devices, and would seem to the other to be back in the lobby for a moment.
    if (!this.#options.isOver()) this.#tell();
    this.#updateOutgoing();
  }

  /** This person leaves. It is said at once, since the link is closed next; if it is lost, the other waits for them for some seconds. */
  sayGoodbye(): void {
    if (!this.#options.isOver() && this.#peer?.can?.includes('goodbye/1') === true)
      this.#link?.channel('control').send(JSON.stringify({ type: 'goodbye' }));
  }

  beat(): void {
    this.#link?.channel('control').send(JSON.stringify({ type: 'heartbeat' }));
  }

  #tell(): void {
    const hasEntered = this.#options.hasEntered();
    // Before one has joined the other learns that somebody looks, and nothing of whom.
    const shown = hasEntered ? { ...this.#presence, can: this.#can } : NOTHING_SHOWN;
    const presence: PeerPresence = { type: 'presence', ...shown, hasEntered };
    this.#link?.channel('control').send(JSON.stringify(presence));
  }

  get #can(): readonly Capability[] {
    return [...(this.#presence.can ?? []), 'goodbye/1'];
  }

  #receive(data: unknown): void {
    this.#options.onHeard();
    try {
      const message = parseControlMessage(data);
      if (message.type === 'candidate') this.#link?.addCandidate(message.candidate).catch(this.#ignore);
      if (message.type === 'presence') this.#take(message);
      if (message.type === 'goodbye') this.#options.onGoodbye();
    } catch (cause) {
      this.#ignore(cause);
    }
  }

  /** Each is drawn by the page. More than anybody's presses could make wait, and only the last of them counts. */
  #take(peer: PeerPresence): void {
    const now = performance.now();
    if (now - this.#flood.since >= FLOOD_MS) this.#flood = { since: now, count: 0 };
    this.#flood.count += 1;
    clearTimeout(this.#timer);
    if (this.#flood.count <= MAX_PRESENCES) return this.#accept(peer);
    this.#timer = setTimeout(() => this.#accept(peer), this.#flood.since + FLOOD_MS - now);
  }

  #accept(peer: PeerPresence): void {
    this.#peer = peer;
    this.#options.onMet?.(peer);
    // Before the page hears of it: what it draws takes longer than anything else between a press on Join and the first picture.
    this.#updateOutgoing();
    this.#options.onPresence(peer);
  }

  readonly #ignore = (cause: unknown): void => this.#options.onIgnored?.(cause);

  #updateOutgoing(): void {
    const peer = this.#options.hasEntered() && this.#peer?.hasEntered === true ? this.#peer : undefined;
    this.#link?.setOutgoing(peer === undefined ? NO_TRACKS : this.#tracks);
    if (peer !== undefined) this.#options.onTogether?.(peer);
  }
}
