/** Two pages that send each other files, with link after link between them. */
import { type Capability, createRandomId, encodeChannelFrame, type PeerPresence } from '@parley/protocol';
import { FileExchange } from '../files/file-exchange.ts';
import { type FileAbout, type FileSink, FileSinkError, type FileStore } from '../files/file-sink.ts';
import type { SentFile, SentFiles } from '../files/sent-files.ts';
import { type FakeLink, FakeNetwork } from './fake-network.ts';
import { aPresence } from './presences.ts';

/** What a page says of itself that can this. */
export function presenceOf(can: readonly Capability[]): PeerPresence {
  return aPresence({ can });
}

/** A page of today, one of before smaller chunks, one of before larger ones, and one of before files outlived reloads. */
export const TODAY = ['files/1', 'files/2', 'files/3', 'files/4'] as const;
export const OF_LATE = ['files/1', 'files/2', 'files/3'] as const;
export const YESTERDAY = ['files/1', 'files/2'] as const;
export const BEFORE = ['files/1'] as const;

interface StoredFile {
  readonly about: FileAbout;
  readonly blocks: { readonly bytes: Uint8Array<ArrayBuffer>; readonly hash: string }[];
  isWhole: boolean;
}

export class ExchangingPage {
  readonly ignored: unknown[] = [];
  /** How much this device's disk takes. */
  roomBytes = Number.POSITIVE_INFINITY;
  removedCount = 0;
  /** What it waits for before it opens a file, or says what lies there. */
  disk: Promise<void> = Promise.resolve();
  /** It takes blocks and never writes them down. */
  isStuck = false;
  writingCount = 0;
  /** What it waits for before it writes any down. */
  taking: Promise<void> = Promise.resolve();
  can: readonly Capability[] = TODAY;
  readonly #stored = new Map<string, StoredFile>();
  readonly #sent = new Map<string, SentFile>();
  /** Whether this browser keeps small files for a reload. */
  keepsFiles = true;
  /** Its page is gone before it notes that a file has arrived. */
  isGoneTooSoon = false;
  #page = new AbortController();
  pace = Number.POSITIVE_INFINITY;
  #tab = createRandomId();

  reload(): void {
    this.files.feature.end();
    this.#page.abort();
    this.#page = new AbortController();
    this.files = this.#load();
  }

  /** How much of the other's and of one's own is kept on this device. */
  get keptCount(): number {
    return this.#stored.size + this.#sent.size;
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

  #sinkOf(mark: string, stored: StoredFile): FileSink {
    const page = this.#page.signal;
    return {
      hashes: stored.blocks.map(({ hash }) => hash),
      write: async (index, bytes, hash) => {
        // What a page that is gone had under way comes to nothing.
        this.writingCount += 1;
        if (page.aborted || this.isStuck) return new Promise(() => {});
        await this.taking;
        this.roomBytes -= bytes.length;
        if (this.roomBytes < 0) throw new FileSinkError('no-space');
        stored.blocks[index] = { bytes, hash };
        return undefined;
      },
      close: async () => {
        stored.isWhole = true;
        return new Blob(stored.blocks.map(({ bytes }) => bytes));
      },
      remove: async () => {
        this.removedCount += 1;
        this.#stored.delete(mark);
      },
      leave: () => {},
    };
  }

  readonly #store: FileStore = {
    open: async (about) => {
      await this.disk;
      const stored: StoredFile = { about, blocks: [], isWhole: false };
      this.#stored.set(about.mark, stored);
      return this.#sinkOf(about.mark, stored);
    },
    left: async (tab) => {
      await this.disk;
      const own = [...this.#stored.values()].filter(({ about }) => about.tab === tab);
      for (const { blocks } of own) cutAtGap(blocks);
      return own.map((stored) => ({
        about: stored.about,
        sink: this.#sinkOf(stored.about.mark, stored),
        file: stored.isWhole ? new Blob(stored.blocks.map(({ bytes }) => bytes)) : undefined,
      }));
    },
  };

  readonly #sentFiles: SentFiles = {
    keep: async (sent) => {
      this.#sent.set(sent.mark, { ...sent, file: this.keepsFiles ? sent.file : undefined });
    },
    forget: async (mark) => void (this.isGoneTooSoon || this.#sent.delete(mark)),
    leave: () => {},
    left: async (tab) => [...this.#sent.values()].filter((sent) => sent.tab === tab),
  };

  files: FileExchange = this.#load();

  #load(): FileExchange {
    return new FileExchange({
      tab: this.#tab,
      store: this.#store,
      sentFiles: this.#sentFiles,
      pace: () => this.pace,
      onIgnored: (cause) => this.ignored.push(cause),
    });
  }
}

/** What is behind a block that was not written down is not gone on with. */
function cutAtGap(blocks: unknown[]): void {
  const gap = Array.from(blocks).indexOf(undefined);
  if (gap >= 0) blocks.splice(gap);
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
    for (const [{ files }, link, { can }] of [
      [this.ada, one, this.bob],
      [this.bob, two, this.ada],
    ] as const) {
      files.feature.begin(link);
      files.feature.together(presenceOf(can));
    }
  }

  unlink(): void {
    for (const link of this.#links) link.close();
    for (const { files } of [this.ada, this.bob]) files.feature.end();
  }

  /** Bob hears what Ada's page would not say, and it nothing more: it would say goodbye at acknowledgements of what it has not said. */
  lie(id: number, data: string | Uint8Array): void {
    this.ada.files.feature.end();
    const frame = { type: 'message', channel: 'files', id, data } as const;
    this.#links[1]?.channel('files').hear(encodeChannelFrame(frame).buffer);
  }
}

/** Its bytes are there up to one, and then reading fails with a DOMException of that name, as of a file on a disk. */
export function failFrom(file: File, at: number, errorName: string): void {
  const { slice } = file;
  file.slice = (start = 0, end = file.size) =>
    end <= at
      ? slice.call(file, start, end)
      : Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new DOMException('', errorName)) });
}
