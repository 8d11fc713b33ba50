import { CHANNELS, type ChannelName } from '@parley/protocol';
import { type Channel, type ChannelListener, LITTLE_BUFFERED_BYTES } from './link.ts';

/** A data channel that both sides open by agreement, so that nobody has to announce it. */
export class PeerChannel implements Channel {
  readonly #channel: RTCDataChannel;
  readonly #signal: AbortSignal;

  /** @param signal ends when the link closes */
  constructor(connection: RTCPeerConnection, name: ChannelName, signal: AbortSignal) {
    this.#channel = connection.createDataChannel(name, { negotiated: true, id: CHANNELS[name] });
    // Blobs, which some browsers make of bytes, would have to be awaited.
    this.#channel.binaryType = 'arraybuffer';
    this.#channel.bufferedAmountLowThreshold = LITTLE_BUFFERED_BYTES;
    this.#signal = signal;
  }

  send(message: string | Uint8Array<ArrayBuffer>): boolean {
    if (this.#channel.readyState !== 'open') return false;
    try {
      // Two signatures, one for each.
      if (typeof message === 'string') this.#channel.send(message);
      else this.#channel.send(message);
      return true;
    } catch {
      // The other reads nothing any more, or takes less than it has said. Heartbeats miss it, and nobody here should.
      return false;
    }
  }

  get bufferedBytes(): number {
    return this.#channel.bufferedAmount;
  }

  listen({ onOpen, onMessage, onDrained }: ChannelListener): void {
    const signal = this.#signal;
    this.#channel.addEventListener('open', () => onOpen(), { signal });
    this.#channel.addEventListener('message', ({ data }) => onMessage(data), { signal });
    this.#channel.addEventListener('bufferedamountlow', () => onDrained?.(), { signal });
    if (this.#channel.readyState === 'open') onOpen();
  }
}
