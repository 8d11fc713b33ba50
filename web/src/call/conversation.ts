/**
 * What two linked pages tell each other over the control channel, and what that means for sound and picture: nothing is
 * sent before both have entered.
 */
import { type PeerPresence, parseControlMessage } from '@parley/protocol';
import { type Link, NO_TRACKS, type OutgoingTracks } from './link.ts';

/** What this person shows of themselves. */
export type OwnPresence = Omit<PeerPresence, 'type' | 'hasEntered'>;

export interface ConversationOptions {
  readonly hasEntered: () => boolean;
  readonly onPresence: (peer: PeerPresence) => void;
  /** Something came that is no message of this program. */
  readonly onIgnored: ((cause: unknown) => void) | undefined;
}

export class Conversation {
  readonly #options: ConversationOptions;
  #link: Link | undefined;
  #tracks: OutgoingTracks = NO_TRACKS;
  #presence: OwnPresence = { name: '', isMicrophoneOn: false, isCameraOn: false };
  #peer: PeerPresence | undefined;

  constructor(options: ConversationOptions) {
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
  }

  end(): void {
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

  /** Tells the other who is here. To be said when the channel opens, and whenever it changes. */
  introduce(): void {
    const hasEntered = this.#options.hasEntered();
    // Before one has joined the other learns that somebody looks, and nothing of whom.
    const shown = hasEntered ? this.#presence : { name: '', isMicrophoneOn: false, isCameraOn: false };
    const presence: PeerPresence = { type: 'presence', ...shown, hasEntered };
    this.#link?.send(JSON.stringify(presence));
    this.#updateOutgoing();
  }

  beat(): void {
    this.#link?.send(JSON.stringify({ type: 'heartbeat' }));
  }

  receive(data: unknown): void {
    try {
      const message = parseControlMessage(data);
      if (message.type === 'candidate') this.#link?.addCandidate(message.candidate).catch(this.#ignore);
      if (message.type !== 'presence') return;
      this.#peer = message;
      this.#options.onPresence(message);
      this.#updateOutgoing();
    } catch (cause) {
      this.#ignore(cause);
    }
  }

  readonly #ignore = (cause: unknown): void => this.#options.onIgnored?.(cause);

  #updateOutgoing(): void {
    const isShown = this.#options.hasEntered() && this.#peer?.hasEntered === true;
    this.#link?.setOutgoing(isShown ? this.#tracks : NO_TRACKS);
  }
}
