/** Two pages that send each other files, with link after link between them. */
import { createRandomId, encodeChannelFrame, type PeerPresence } from '@parley/protocol';
import { FileExchange } from '../files/file-exchange.ts';
import { type FileSink, FileSinkError } from '../files/file-sink.ts';
import { type FakeLink, FakeNetwork } from './fake-network.ts';

const PRESENCE: PeerPresence = {
  ...{ type: 'presence', name: '', hasEntered: true, isMicrophoneOn: false, isCameraOn: false },
  can: ['files/1'],
};

export class ExchangingPage {
  readonly ignored: unknown[] = [];
  /** How much this device's disk takes. */
  roomBytes = Number.POSITIVE_INFINITY;
  removedCount = 0;
  pace = Number.POSITIVE_INFINITY;
  #tab = createRandomId();
  files: FileExchange;

  constructor() {
    this.files = this.#load();
  }

  reload(): void {
    this.files.feature.end();
    this.files = this.#load();
  }

  replace(): void {
    this.#tab = createRandomId();
    this.reload();
  }

  /** As one would read it aloud. */
  get read(): string[] {
    return this.files.transfers.value.map(({ name, status, doneBytes, sizeBytes }) => {
      const why = 'because' in status ? ` ${status.because}` : 'by' in status ? ` by ${status.by}` : '';
      return `${name}: ${status.phase}${why}, ${doneBytes} of ${sizeBytes}`;
    });
  }

  readonly #openSink = async (): Promise<FileSink> => {
    let blocks: Uint8Array<ArrayBuffer>[] = [];
    return {
      write: async (block) => {
        this.roomBytes -= block.length;
        if (this.roomBytes < 0) throw new FileSinkError('no-space');
        blocks.push(block);
      },
      close: async () => new Blob(blocks),
      remove: async () => {
        this.removedCount += 1;
        blocks = [];
      },
    };
  };

  #load(): FileExchange {
    return new FileExchange({
      tab: this.#tab,
      openSink: this.#openSink,
      pace: () => this.pace,
      onIgnored: (cause) => this.ignored.push(cause),
    });
  }
}

export class ExchangingPages {
  readonly ada = new ExchangingPage();
  readonly bob = new ExchangingPage();
  readonly #network = new FakeNetwork();
  #links: readonly FakeLink[] = [];

  async link(): Promise<void> {
    this.unlink();
    const [one, two] = [this.#network.createLink(() => {}), this.#network.createLink(() => {})] as const;
    this.#links = [one, two] as FakeLink[];
    const answer = await two.acceptOffer((await one.createOffer({ iceRestart: false })).sdp);
    await one.acceptAnswer(answer.sdp);
    for (const [{ files }, link] of [
      [this.ada, one],
      [this.bob, two],
    ] as const) {
      files.feature.begin(link);
      files.feature.together(PRESENCE);
    }
  }

  unlink(): void {
    for (const link of this.#links) link.close();
    for (const { files } of [this.ada, this.bob]) files.feature.end();
  }

  /** Bob hears what Ada's page would not say. */
  lie(id: number, data: string | Uint8Array): void {
    const frame = { type: 'message', channel: 'files', id, data } as const;
    this.#links[1]?.channel('files').hear(encodeChannelFrame(frame).buffer);
  }
}
