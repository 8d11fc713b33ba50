/** The streams that share one data channel of the links, by their names. They begin once both people are in the call. */
import {
  type Capability,
  type ChannelName,
  encodeChannelFrame,
  type PeerPresence,
  ProtocolError,
  parseChannelFrame,
} from '@parley/protocol';
import type { Channel, Link } from '../link/link.ts';
import type { LinkFeature } from './link-feature.ts';
import type { ReliableStream } from './reliable-stream.ts';

const FLOOD_MS = 1_000;
/** Of those that nothing holds back. A pointer that moves makes 60 in that time. */
const MAX_NOTES = 200;

export interface StreamsFeatureOptions {
  readonly channel: ChannelName;
  /** What the other's page has to be able to. */
  readonly needs: Capability;
  /** Something came that no page would send; nothing more of it is heard on this link. */
  readonly onIgnored: (cause: unknown) => void;
}

export class StreamsFeature implements LinkFeature {
  readonly #options: StreamsFeatureOptions;
  readonly #streams = new Map<string, ReliableStream>();
  #channel: Channel | undefined;
  #isChannelOpen = false;
  #isTogether = false;
  #isSpeaking = false;
  /** Where frames are written, as large as the largest so far: memory for each anew costs a fast file a tenth of its speed. */
  #room: Uint8Array<ArrayBuffer> = new Uint8Array();
  #notes = { since: Number.NEGATIVE_INFINITY, count: 0 };

  constructor(options: StreamsFeatureOptions) {
    this.#options = options;
  }

  add(stream: ReliableStream): void {
    this.#streams.set(stream.name, stream);
    if (this.#isSpeaking) this.#attach(stream);
  }

  remove(stream: ReliableStream): void {
    if (this.#streams.get(stream.name) === stream) this.#streams.delete(stream.name);
    stream.detach();
  }

  begin(link: Link): void {
    const channel = link.channel(this.#options.channel);
    this.#channel = channel;
    channel.listen({
      onOpen: () => {
        if (this.#channel !== channel) return;
        this.#isChannelOpen = true;
        this.#speak();
      },
      onMessage: (data) => this.#channel === channel && this.#receive(data),
    });
  }

  together(peer: PeerPresence): void {
    if (!peer.can?.includes(this.#options.needs)) return;
    this.#isTogether = true;
    this.#speak();
  }

  end(): void {
    this.#channel = undefined;
    this.#isChannelOpen = false;
    this.#isTogether = false;
    this.#isSpeaking = false;
    for (const stream of this.#streams.values()) stream.detach();
  }

  #speak(): void {
    if (this.#isSpeaking || !this.#isChannelOpen || !this.#isTogether) return;
    this.#isSpeaking = true;
    for (const stream of this.#streams.values()) this.#attach(stream);
  }

  #attach(stream: ReliableStream): void {
    const channel = this.#channel;
    stream.attach((frame) => {
      const bytes = encodeChannelFrame(frame, this.#room);
      if (bytes.length > this.#room.length) this.#room = bytes;
      return channel?.send(bytes) === true;
    });
  }

  #receive(data: unknown): void {
    // Before both are in the call nothing is taken; who has come in says so again by the answer to our hello.
    if (!this.#isSpeaking) return;
    try {
      const frame = parseChannelFrame(data);
      if (frame === undefined || (frame.type === 'note' && this.#isFlood())) return;
      // A name that this page does not know is one that the other's has for itself.
      this.#streams.get(frame.channel)?.receive(frame);
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      this.end();
      this.#options.onIgnored(cause);
    }
  }

  #isFlood(): boolean {
    const now = performance.now();
    if (now - this.#notes.since >= FLOOD_MS) this.#notes = { since: now, count: 0 };
    this.#notes.count += 1;
    return this.#notes.count > MAX_NOTES;
  }
}
