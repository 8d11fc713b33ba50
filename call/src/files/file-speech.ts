/** What this page says of files, and under which numbers the two pages speak of them. */
import {
  type ChannelData,
  type FileDecision,
  type FileOffer,
  type FilesKnown,
  type KnownFile,
  MAX_FILE_CHUNK_BYTES,
  MIN_FILE_CHUNK_BYTES,
  PAST_FILE_CHUNK_BYTES,
  type PeerPresence,
  RECENT_FILE_CHUNK_BYTES,
} from '@parley/protocol';
import { MAX_UNDERWAY_BYTES, sizeOf } from '../channels/outbox.ts';
import type { ReliableStream } from '../channels/reliable-stream.ts';
import type { FileDescription } from './file-description.ts';
import { FileNumbers } from './file-numbers.ts';
import { type FileTransfer, markOf } from './file-transfer.ts';
import { MAX_WINDOW_BYTES, MIN_WINDOW_BYTES, PAST_WINDOW_BYTES } from './file-window.ts';

export class FileSpeech {
  readonly #stream: ReliableStream;
  readonly #numbers = new FileNumbers();
  /** Of one's own that the other has not answered yet. */
  readonly #descriptions = new Map<string, FileDescription>();
  /** The other page goes on with a file after a reload, and takes longer offers. */
  isPeerResuming = false;
  /** How much of a file is said at once. */
  chunks = { minBytes: PAST_FILE_CHUNK_BYTES, maxBytes: PAST_FILE_CHUNK_BYTES };
  /** Of less under way the other's page might say nothing. */
  leastWindowBytes = MAX_UNDERWAY_BYTES;
  /** What their page takes, and what this one wants to have under way. */
  #peerWindowBytes = MAX_UNDERWAY_BYTES;
  #limitBytes = Number.POSITIVE_INFINITY;
  #saidCount = 0;
  #saidBytes = 0;
  #page = new AbortController();

  constructor(stream: ReliableStream) {
    this.#stream = stream;
  }

  /** For as long as the page at the other end is the same one: what is said to one is not heard by the next. */
  get page(): AbortSignal {
    return this.#page.signal;
  }

  /** What the other's page says that it can. */
  meet({ can = [] }: PeerPresence): void {
    this.isPeerResuming = can.includes('files/2');
    const [isFast, isPrompt] = [can.includes('files/3'), can.includes('files/4')];
    this.chunks = {
      minBytes: isPrompt ? MIN_FILE_CHUNK_BYTES : PAST_FILE_CHUNK_BYTES,
      maxBytes: isPrompt ? MAX_FILE_CHUNK_BYTES : isFast ? RECENT_FILE_CHUNK_BYTES : PAST_FILE_CHUNK_BYTES,
    };
    this.leastWindowBytes = isPrompt ? MIN_WINDOW_BYTES : MAX_UNDERWAY_BYTES;
    const pastWindowBytes = isFast ? PAST_WINDOW_BYTES : MAX_UNDERWAY_BYTES;
    this.#peerWindowBytes = isPrompt ? MAX_WINDOW_BYTES : pastWindowBytes;
    this.limitTo(this.#limitBytes);
  }

  /** No more than so much is under way, also of what is said again on a new link. */
  limitTo(bytes: number): void {
    this.#limitBytes = bytes;
    this.#stream.peerWindowBytes = Math.min(this.#peerWindowBytes, bytes);
  }

  get numbers(): Pick<FileNumbers, 'bind' | 'keyOf' | 'idOf'> {
    return this.#numbers;
  }

  /** How much of what was said the other has taken. */
  get takenCount(): number {
    return this.#saidCount - this.#stream.keptCount;
  }

  get takenBytes(): number {
    return this.#saidBytes - this.#stream.keptBytes;
  }

  get saidBytes(): number {
    return this.#saidBytes;
  }

  get keptBytes(): number {
    return this.#stream.keptBytes;
  }

  /** The other page is another: what was said is as if it had not been. */
  renew(): void {
    this.#page.abort();
    this.#page = new AbortController();
    this.#stream.clear();
    this.#numbers.clear();
  }

  /** @returns how much has been said so far, with this */
  say(data: ChannelData): number {
    // There is room: what was said before was waited for, and decisions are few.
    if (!this.#stream.send(data)) return this.#saidCount;
    this.#saidBytes += sizeOf(data);
    this.#saidCount += 1;
    return this.#saidCount;
  }

  /** What the other page knows nothing of needs no word: it is told what is half done. */
  decide(type: FileDecision['type'], key: string, because: FileDecision['because'] = 'wish'): void {
    const id = this.#numbers.idOf(key);
    if (id !== undefined) this.#say({ type, id, isOwn: key.startsWith('sent'), because });
  }

  declineOffer(id: number): void {
    this.#say({ type: 'decline', id, isOwn: false, because: 'wish' });
  }

  describe(key: string, description: FileDescription): void {
    this.#descriptions.set(key, description);
  }

  /** It needs no more to be said of it. */
  forget(key: string): void {
    this.#descriptions.delete(key);
  }

  /** One's own, once it is described, and to each page once. @returns what that page is told; undefined: nothing now */
  offer({ key, name, sizeBytes }: FileTransfer): FileDescription | undefined {
    const description = this.#descriptions.get(key);
    if (description === undefined || this.#numbers.idOf(key) !== undefined) return undefined;
    const { mediaType, preview } = description;
    const more = this.isPeerResuming ? { mark: markOf(key), ...(preview && { preview }) } : {};
    this.#say({ type: 'offer', id: this.#numbers.add(key), name, sizeBytes, mediaType, ...more });
    return this.isPeerResuming ? description : { mediaType };
  }

  /** One's own that the other had accepted, and the other's as far as they have come. */
  known(keys: readonly string[], received: readonly KnownFile[]): void {
    const sent = keys.map((key) => ({ id: this.#numbers.add(key), mark: markOf(key) }));
    this.#say({ type: 'known', sent, received });
  }

  #say(message: FileDecision | FileOffer | FilesKnown): void {
    this.say(JSON.stringify(message));
  }
}
