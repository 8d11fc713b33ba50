/** What the two pages say of a call that takes this one's place: the host where it is, and the guest that they go on there. */
import { type CallId, type ControlMessage, ProtocolError, parseControlMessage } from '@parley/protocol';
import type { LinkFeature } from '../channels/link-feature.ts';
import type { Channel, Link } from '../link/link.ts';

export interface SuccessionListener {
  /** What is said now arrives at somebody who is in the call, by what both have said over this very link. */
  readonly onOpen: () => void;
  /** The other says that the call goes on there. */
  readonly onSuccessor: (id: CallId) => void;
  /** The other goes on there. */
  readonly onTaken: () => void;
}

export class SuccessionFeature implements LinkFeature {
  readonly #listener: SuccessionListener;
  #control: Channel | undefined;
  #isChannelOpen = false;
  #isTogether = false;
  #isSpeaking = false;

  constructor(listener: SuccessionListener) {
    this.#listener = listener;
  }

  begin(link: Link): void {
    this.end();
    const control = link.channel('control');
    this.#control = control;
    control.listen({
      onOpen: () => {
        if (this.#control !== control) return;
        this.#isChannelOpen = true;
        this.#speak();
      },
      onMessage: (data) => this.#control === control && this.#receive(data),
    });
  }

  together(): void {
    this.#isTogether = true;
    this.#speak();
  }

  end(): void {
    this.#control = undefined;
    this.#isChannelOpen = false;
    this.#isTogether = false;
    this.#isSpeaking = false;
  }

  /** @returns false: it could not be said, or whoever is at the other end is not known to be in the call */
  say(message: Extract<ControlMessage, { type: 'successor' | 'successor-taken' }>): boolean {
    return this.#isSpeaking && this.#control?.send(JSON.stringify(message)) === true;
  }

  #speak(): void {
    if (this.#isSpeaking || !this.#isChannelOpen || !this.#isTogether) return;
    this.#isSpeaking = true;
    this.#listener.onOpen();
  }

  #receive(data: unknown): void {
    // Presences and heartbeats are read elsewhere, which also tells of what is none of either.
    if (typeof data !== 'string' || !data.startsWith('{"type":"successor')) return;
    try {
      const message = parseControlMessage(data);
      if (message.type === 'successor') this.#listener.onSuccessor(message.call);
      else if (message.type === 'successor-taken') this.#listener.onTaken();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
  }
}
