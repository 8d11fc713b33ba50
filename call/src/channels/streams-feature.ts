/** The streams that share one data channel of the links, by their names. They begin once both people are in the call. */
import {
  type Capability,
  type ChannelFrame,
  type ChannelName,
  type ChannelNote,
  encodeChannelFrame,
  type PeerPresence,
  ProtocolError,
  parseChannelFrame,
} from '@parley/protocol';
import { type Channel, LITTLE_BUFFERED_BYTES, type Link } from '../link/link.ts';
import type { LinkFeature } from './link-feature.ts';
import type { ReliableStream } from './reliable-stream.ts';

const FLOOD_MS = 1_000;
/** Of those that nothing holds back. A pointer that moves makes 60 in that time. */
const MAX_NOTES = 200;

export interface StreamsFeatureOptions {
  readonly channel: ChannelName;
  /** What the other's page has to be able to. */
  readonly needs: Capability;
  /**
   * Something came that no page would send: nothing more is heard on this link, of the name that it was said in, or of any if it named none.
   * Told once for each link.
   */
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
  /** The newest of a flood, by their channels: the others are stale by then. */
  readonly #lastNotes = new Map<string, ChannelNote>();
  #lastNotesTimer: ReturnType<typeof setTimeout> | undefined;
  #hasComplained = false;

  constructor(options: StreamsFeatureOptions) {
    this.#options = options;
  }

  add(stream: ReliableStream): void {
    this.#streams.set(stream.name, stream);
    if (this.#isSpeaking) this.#attach(stream);
  }

  remove(stream: ReliableStream): void {
    if (this.#streams.get(stream.name) === stream) this.#streams.delete(stream.name);
    this.#lastNotes.delete(stream.name);
    stream.sayGoodbye();
    stream.detach();
  }

  begin(link: Link): void {
    const channel = link.channel(this.#options.channel);
    this.#channel = channel;
    this.#hasComplained = false;
    channel.listen({
      onOpen: () => {
        if (this.#channel !== channel) return;
        this.#isChannelOpen = true;
        this.#speak();
      },
      onMessage: (data) => this.#channel === channel && this.#receive(data),
      onDrained: () => {
        if (this.#channel === channel) for (const stream of this.#streams.values()) stream.goOn();
      },
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
    this.#forgetNotes();
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
      // Behind so much it would be stale when it arrives.
      if (frame.type === 'note' && (channel?.bufferedBytes ?? 0) > LITTLE_BUFFERED_BYTES) return false;
      const bytes = encodeChannelFrame(frame, this.#room);
      if (bytes.length > this.#room.length) this.#room = bytes;
      return channel?.send(bytes) === true;
    });
  }

  #receive(data: unknown): void {
    // Before both are in the call nothing is taken; who has come in says so again by the answer to our hello.
    if (!this.#isSpeaking) return;
    let frame: ChannelFrame | undefined;
    try {
      frame = parseChannelFrame(data);
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      this.#complain(cause);
      // Whose it was nobody can tell.
      this.end();
    }
    // A name that this page does not know is one that the other's has for itself.
    if (frame === undefined || !this.#streams.has(frame.channel)) return;
    if (frame.type === 'note' && this.#isFlood()) this.#hearLater(frame);
    else this.#hear(frame);
  }

  #hear(frame: ChannelFrame): void {
    const stream = this.#streams.get(frame.channel);
    // Of what was said before these, and of what is newer.
    if (frame.type === 'note' || frame.type === 'hello' || frame.type === 'goodbye')
      this.#lastNotes.delete(frame.channel);
    try {
      stream?.receive(frame);
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      this.#complain(cause);
      stream?.sayGoodbye();
      stream?.detach();
    }
  }

  #complain(cause: ProtocolError): void {
    if (!this.#hasComplained) this.#options.onIgnored(cause);
    this.#hasComplained = true;
  }

  #isFlood(): boolean {
    const now = performance.now();
    if (now - this.#notes.since >= FLOOD_MS) this.#notes = { since: now, count: 0 };
    this.#notes.count += 1;
    return this.#notes.count > MAX_NOTES;
  }

  #hearLater(note: ChannelNote): void {
    this.#lastNotes.set(note.channel, note);
    this.#lastNotesTimer ??= setTimeout(
      () => {
        this.#lastNotesTimer = undefined;
        for (const last of [...this.#lastNotes.values()]) this.#hear(last);
      },
      this.#notes.since + FLOOD_MS - performance.now(),
    );
  }

  #forgetNotes(): void {
    clearTimeout(this.#lastNotesTimer);
    this.#lastNotesTimer = undefined;
    this.#lastNotes.clear();
  }
}
