/** Two pages with a channel between them, and links that carry, hold and lose what is said, as a test has it. */
import { type ChannelData, type ChannelFrame, createRandomId } from '@parley/protocol';
import { ReliableStream, type StreamPast } from '../channels/reliable-stream.ts';

/** One page after the other in one tab. */
export class TalkingPage {
  readonly tab: string;
  stream: ReliableStream;
  /** What was taken, on all pages of the tab. */
  readonly taken: ChannelData[] = [];
  readonly notes: ChannelData[] = [];
  otherPeerCount = 0;
  /** How often it heard that some was taken. */
  takenCount = 0;
  /** Whether somebody takes what comes. */
  isTaking = true;
  /** What is under way to the other. */
  readonly wire: ChannelFrame[] = [];

  /** @param past what it knows of the page before it */
  constructor(tab = createRandomId(), past?: StreamPast) {
    this.tab = tab;
    this.stream = this.#load(past);
  }

  /** @param keeps what the page before remembers is known to the new one, with what it has not sent */
  reload(keeps: boolean, kept: readonly ChannelData[] = []): void {
    const { past } = this.stream;
    this.stream = this.#load(keeps ? { ...past, outbox: { ...past.outbox, kept } } : undefined);
  }

  takeAll(): void {
    let isNew = false;
    for (let data = this.stream.take(); data !== undefined; data = this.stream.take()) {
      isNew = true;
      this.taken.push(data);
    }
    if (isNew) this.stream.acknowledge();
  }

  #load(past: StreamPast | undefined): ReliableStream {
    return new ReliableStream({
      ...{ name: 'a', tab: this.tab, past },
      onReadable: () => this.isTaking && this.takeAll(),
      onTaken: () => {
        this.takenCount += 1;
      },
      onOtherPeer: () => {
        this.otherPeerCount += 1;
      },
      onNote: (data) => this.notes.push(data),
    });
  }
}

export class TalkingPages {
  readonly pages: readonly [TalkingPage, TalkingPage] = [new TalkingPage(), new TalkingPage()];

  /** A link between them. @param late who comes in only when the other has said hello already, which they do not hear */
  link(late?: 0 | 1): void {
    this.unlink();
    for (const page of late === 0 ? this.pages.toReversed() : this.pages) {
      page.stream.attach((frame) => {
        page.wire.push(frame);
        return true;
      });
      if (late !== undefined) this.carryAll();
    }
  }

  /** What was under way is lost. */
  unlink(): void {
    for (const page of this.pages) {
      page.stream.detach();
      page.wire.length = 0;
    }
  }

  /** @returns false: nothing is under way from there */
  carryOne(from: 0 | 1): boolean {
    const frame = this.pages[from].wire.shift();
    if (frame === undefined) return false;
    this.pages[from === 0 ? 1 : 0].stream.receive(frame);
    return true;
  }

  carryAll(): void {
    while (this.carryOne(0) || this.carryOne(1));
  }
}
