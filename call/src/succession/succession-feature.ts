/** What the two pages say of a call that takes this one's place: the host where it is, and the guest that they go on there. */
import { type CallId, type ControlMessage, ProtocolError, parseControlMessage } from '@parley/protocol';
import type { LinkFeature } from '../channels/link-feature.ts';
import type { Channel, Link } from '../link/link.ts';

export interface SuccessionListener {
  /** What is said now arrives. */
  readonly onOpen: () => void;
  /** The other says that the call goes on there. */
  readonly onSuccessor: (id: CallId) => void;
  /** The other goes on there. */
  readonly onTaken: () => void;
}

export class SuccessionFeature implements LinkFeature {
  readonly #listener: SuccessionListener;
  #control: Channel | undefined;

  constructor(listener: SuccessionListener) {
    this.#listener = listener;
  }

  begin(link: Link): void {
    const control = link.channel('control');
    this.#control = control;
    control.listen({
      onOpen: () => this.#control === control && this.#listener.onOpen(),
      onMessage: (data) => this.#control === control && this.#receive(data),
    });
  }

  end(): void {
    this.#control = undefined;
  }

  /** @returns false: it could not be said */
  say(message: Extract<ControlMessage, { type: 'successor' | 'successor-taken' }>): boolean {
    return this.#control?.send(JSON.stringify(message)) === true;
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
