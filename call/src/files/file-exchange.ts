/** What is said about the files of both, in order, over one stream: bytes belong to whatever was begun last. */
import {
  type ChannelData,
  cleanFileName,
  FILE_CHUNK_BYTES,
  type FileDecision,
  type FileMessage,
  type FileOffer,
  type FileProblem,
  ProtocolError,
  parseFileMessage,
} from '@parley/protocol';
import { ReliableStream } from '../channels/reliable-stream.ts';
import { StreamsFeature } from '../channels/streams-feature.ts';
import { Allowance } from '../lib/allowance.ts';
import { Cell, type Readable } from '../lib/cell.ts';
import { FileSinkError, type OpenFileSink } from './file-sink.ts';
import type { FileRefusal, FileTransfer, FileTransferEnd, FileTransferStatus } from './file-transfer.ts';
import { isUnderWay } from './file-transfer.ts';
import { IncomingFile } from './incoming-file.ts';
import { OutgoingFile } from './outgoing-file.ts';

/** Enough that the link is never idle, little enough that a wish to stop is heard soon. */
const HIGH_WATER_BYTES = 1024 * 1024;
/** Of each side, offered or on their way. */
const MAX_UNDER_WAY = 20;
/** Of offers and decisions: nobody makes as many, and each is drawn. Of a flood the rest waits where it is. */
const HEEDING = { burst: 60, perSecond: 4 } as const;
/** Of both sides, with those that are over; the oldest of these go. */
const MAX_SHOWN = 100;

export interface FileExchangeOptions {
  /** This page's tab. */
  readonly tab: string;
  readonly openSink: OpenFileSink;
  /** In bytes per second, at the moment; 0: nothing is sent. */
  readonly pace: () => number;
  readonly onIgnored: (cause: unknown) => void;
}

/** One's own that is sent, and how much had been said when each of its blocks was. */
interface Sending {
  readonly id: number;
  readonly file: OutgoingFile;
  readonly marks: { readonly saidCount: number; readonly bytes: number }[];
  /** What had been said when its end was; undefined: it was not yet. */
  endMark?: number;
}

interface Receiving {
  readonly file: IncomingFile;
}

export class FileExchange {
  readonly feature: StreamsFeature;
  readonly #options: FileExchangeOptions;
  readonly #stream: ReliableStream;
  readonly #transfers = new Cell<readonly FileTransfer[]>([]);
  readonly #lifetime = new AbortController();
  readonly #sending = new Map<string, Sending>();
  readonly #receiving = new Map<string, Receiving>();
  /** Written down, and to be removed when the page has done with the call. */
  readonly #received: IncomingFile[] = [];
  #lastId = 0;
  /** Raised with each page that comes to be at the other end: it numbers its files from the beginning. */
  #round = 0;
  /** The other page's; each of its offers has a greater id than those before, so that no answer is taken for one to another. */
  #lastOfferedId = 0;
  readonly #heeding = new Allowance(HEEDING);
  /** On this link, of what no page would say: whoever sends nonsense can send much of it. */
  #hasComplained = false;
  #saidCount = 0;
  /** The key of what the bytes that come belong to. */
  #coming: string | undefined;
  #going: string | undefined;
  #isTaking = false;
  #isSending = false;
  #changed = Promise.withResolvers<void>();

  constructor(options: FileExchangeOptions) {
    this.#options = options;
    const { tab, onIgnored } = options;
    this.#stream = new ReliableStream({
      ...{ name: 'files', tab },
      onReadable: () => void this.#takeAll(),
      onTaken: () => this.#noteTaken(),
      onOtherPeer: () => this.#endAll('other-peer'),
      onPeerForgot: () => {
        this.#stream.clear();
        this.#endAll('page-gone');
      },
      onNote: () => {},
    });
    this.feature = new StreamsFeature({ channel: 'files', needs: 'files/1', onIgnored });
    this.feature.add(this.#stream);
    this.#stream.isOpen.subscribe(() => {
      this.#hasComplained = false;
    });
  }

  /** The oldest first, those that are over among them. */
  get transfers(): Readable<readonly FileTransfer[]> {
    return this.#transfers;
  }

  /** What is offered now reaches the other. */
  get isOpen(): Readable<boolean> {
    return this.#stream.isOpen;
  }

  /** @returns why not; undefined: it is among the transfers, and flows once the other accepts it */
  offer(file: Blob & { readonly name: string }): FileRefusal | undefined {
    if (!this.#stream.isOpen.value) return 'not-now';
    if (this.#countUnderWay('sent') >= MAX_UNDER_WAY) return 'too-many';
    this.#lastId += 1;
    const [id, name] = [this.#lastId, cleanFileName(file.name)];
    const offer: FileOffer = { type: 'offer', id, name, sizeBytes: file.size, mediaType: file.type };
    this.#say(JSON.stringify(offer));
    this.#add('sent', offer);
    this.#sending.set(this.#keyOf('sent', id), { id, file: new OutgoingFile(file), marks: [] });
    return undefined;
  }

  /** The other's may come. */
  accept(key: string): void {
    const transfer = this.#find(key, 'offered');
    if (transfer?.direction !== 'received') return;
    this.#setStatus(key, { phase: 'queued' });
    this.#options.openSink(transfer.sizeBytes).then(
      (sink) => {
        const file = new IncomingFile(sink, transfer.sizeBytes);
        const isWanted = this.#transfers.value.some((each) => each.key === key && isUnderWay(each));
        if (!isWanted) return void file.remove();
        this.#receiving.set(key, { file });
        return this.#decide('accept', key);
      },
      (error: unknown) => this.#fail(key, error),
    );
  }

  decline(key: string): void {
    const transfer = this.#find(key, 'offered');
    if (transfer?.direction !== 'received') return;
    this.#decide('decline', key);
    this.#end(key, 'declined');
  }

  /** Either may; the rest of a block still comes. */
  pause(key: string): void {
    if (this.#find(key, 'flowing', 'queued') === undefined) return;
    this.#decide('pause', key);
    this.#setStatus(key, { phase: 'paused', by: 'self' });
  }

  /** Whoever has stopped it lets it go on. */
  resume(key: string): void {
    const transfer = this.#find(key, 'paused');
    if (transfer?.status.phase !== 'paused' || transfer.status.by !== 'self') return;
    this.#decide('resume', key);
    this.#setStatus(key, { phase: 'queued' });
  }

  /** For good; also what was only offered. */
  cancel(key: string): void {
    const transfer = this.#transfers.value.find((each) => each.key === key);
    if (transfer === undefined || !isUnderWay(transfer)) return;
    this.#decide('cancel', key);
    this.#end(key, 'cancelled-by-self');
  }

  /** How fast it may go has changed. */
  paceChanged(): void {
    this.#wake();
  }

  /** The call is over. What has arrived whole can still be saved, until {@link close}. Idempotent. */
  end(): void {
    if (this.#lifetime.signal.aborted) return;
    this.#endAll('page-gone');
    this.#lifetime.abort();
    this.feature.remove(this.#stream);
    this.#transfers.set(this.#transfers.value.filter(({ file }) => file !== undefined));
  }

  /** What was received and not saved elsewhere is gone. Idempotent. */
  close(): void {
    this.end();
    for (const file of this.#received.splice(0)) void file.remove();
    this.#transfers.set([]);
  }

  async #takeAll(): Promise<void> {
    if (this.#isTaking) return;
    this.#isTaking = true;
    try {
      // One after the other, and each acknowledged when it is done with: that is what slows the sender down.
      for (let data = this.#stream.take(); data !== undefined; data = this.#stream.take()) {
        await this.#take(data);
        this.#stream.acknowledge();
      }
    } finally {
      this.#isTaking = false;
    }
  }

  async #take(data: ChannelData): Promise<void> {
    const key = this.#coming;
    try {
      if (typeof data === 'string') await this.#receive(parseFileMessage(data));
      // Of what was not accepted, or not any more, nothing is kept.
      else if (key !== undefined) this.#receiving.get(key)?.file.add(data);
    } catch (error) {
      if (error instanceof ProtocolError) {
        if (!this.#hasComplained) this.#options.onIgnored(error);
        this.#hasComplained = true;
        // It cannot become what was offered.
        if (key !== undefined) this.#fail(key, new FileSinkError('damaged'));
      } else throw error;
    }
  }

  async #receive(message: FileMessage): Promise<void> {
    switch (message.type) {
      case 'offer':
        if (await this.#heed()) this.#receiveOffer(message);
        return;
      case 'begin':
        this.#coming = this.#keyOf('received', message.id);
        // One that was stopped here meanwhile stays so: the rest of a block comes.
        if (this.#find(this.#coming, 'queued')) this.#setStatus(this.#coming, { phase: 'flowing' });
        return;
      case 'block':
      case 'end':
        return this.#receivePart(this.#keyOf('received', message.id), message);
      default:
        if (await this.#heed()) this.#obey(message);
    }
  }

  /** @returns false: who said it is not there any more */
  async #heed(): Promise<boolean> {
    const round = this.#round;
    while (this.#heeding.waitMs > 0) await pause(this.#heeding.waitMs);
    this.#heeding.spend();
    return round === this.#round && !this.#lifetime.signal.aborted;
  }

  #receiveOffer(offer: FileOffer): void {
    const isNew = offer.id > this.#lastOfferedId;
    // Nobody can look at more.
    if (!isNew || this.#countUnderWay('received') >= MAX_UNDER_WAY)
      return this.#decide('decline', this.#keyOf('received', offer.id));
    this.#lastOfferedId = offer.id;
    this.#add('received', offer);
  }

  async #receivePart(key: string, { type, hash }: { type: 'block' | 'end'; hash: string }): Promise<void> {
    const receiving = this.#receiving.get(key);
    if (receiving === undefined) return;
    try {
      if (type === 'block') {
        await receiving.file.endBlock(hash);
        this.#change(key, { doneBytes: receiving.file.doneBytes });
      } else {
        const file = await receiving.file.end(hash);
        // Cancelled while the last of it was written.
        if (!this.#receiving.delete(key)) return;
        this.#received.push(receiving.file);
        this.#change(key, { status: { phase: 'done' }, file });
      }
    } catch (error) {
      if (error instanceof FileSinkError) this.#fail(key, error);
      else throw error;
    }
  }

  #obey({ type, id, isOwn, because }: FileDecision): void {
    const key = this.#keyOf(isOwn ? 'received' : 'sent', id);
    const transfer = this.#transfers.value.find((each) => each.key === key);
    if (transfer === undefined || !isUnderWay(transfer)) return;
    const { phase } = transfer.status;
    const isOffered = phase === 'offered';
    if (type === 'cancel') this.#end(key, because === 'wish' ? 'cancelled-by-peer' : because);
    // Only whoever was offered it answers, and once.
    else if (type === 'decline' && isOffered && !isOwn) this.#end(key, 'declined');
    else if (type === 'accept' && isOffered && !isOwn) this.#setStatus(key, { phase: 'queued' });
    else if (type === 'pause' && !isOffered && phase !== 'paused')
      this.#setStatus(key, { phase: 'paused', by: 'peer' });
    else if (type === 'resume' && transfer.status.phase === 'paused' && transfer.status.by === 'peer')
      this.#setStatus(key, { phase: 'queued' });
  }

  /** Sends what may be sent, a block of one file after the other, for as long as there is any. */
  async #sendAll(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let next = this.#nextToSend(); next !== undefined; next = this.#nextToSend())
        await this.#sendBlock(...next);
    } finally {
      this.#isSending = false;
    }
  }

  /** The one that flows already goes first. */
  #nextToSend(): [string, Sending] | undefined {
    const ready = this.#transfers.value.filter(
      ({ key, direction, status }) =>
        direction === 'sent' &&
        (status.phase === 'flowing' || status.phase === 'queued') &&
        this.#sending.has(key) &&
        this.#sending.get(key)?.endMark === undefined,
    );
    const next = ready.find(({ status }) => status.phase === 'flowing') ?? ready[0];
    const sending = next && this.#sending.get(next.key);
    return sending && [next.key, sending];
  }

  async #sendBlock(key: string, sending: Sending): Promise<void> {
    const { id, file, marks } = sending;
    if (!(await this.#mayGoOn(key))) return;
    // Also of one that goes on: the other has it wait in line until it hears of it.
    if (this.#going !== key || this.#find(key, 'queued')) this.#say(JSON.stringify({ type: 'begin', id }));
    this.#going = key;
    this.#setStatus(key, { phase: 'flowing' });
    try {
      if (!file.isRead) {
        const { bytes, hash } = await file.readBlock();
        for (let at = 0; at < bytes.length; at += FILE_CHUNK_BYTES) {
          // What was begun is brought to its end, but for what is not wanted any more.
          if (!(await this.#mayGoOn(key, true))) return;
          this.#say(bytes.slice(at, at + FILE_CHUNK_BYTES));
        }
        this.#say(JSON.stringify({ type: 'block', id, hash }));
        marks.push({ saidCount: this.#saidCount, bytes: file.readBytes });
      }
      if (!file.isRead) return;
      this.#say(JSON.stringify({ type: 'end', id, hash: await file.digest() }));
      sending.endMark = this.#saidCount;
      this.#going = undefined;
    } catch (error) {
      if (error instanceof FileSinkError) this.#fail(key, error);
      else throw error;
    }
  }

  /** Waits for room, for a link that has some to spare, and for whoever has stopped it. @returns false: it is not wanted now */
  async #mayGoOn(key: string, isBegun = false): Promise<boolean> {
    let hasWaited = false;
    for (;;) {
      const status = this.#transfers.value.find((each) => each.key === key)?.status.phase;
      const isWanted = status === 'flowing' || status === 'queued' || (isBegun && status === 'paused');
      if (!isWanted || this.#lifetime.signal.aborted) return false;
      const pace = this.#options.pace();
      if (pace === 0 || this.#stream.keptBytes >= HIGH_WATER_BYTES) await this.#changed.promise;
      else if (hasWaited || !Number.isFinite(pace)) return true;
      else {
        await pause((FILE_CHUNK_BYTES / pace) * 1_000);
        // It may have been stopped or given up meanwhile.
        hasWaited = true;
      }
    }
  }

  #noteTaken(): void {
    const takenCount = this.#saidCount - this.#stream.keptCount;
    for (const [key, { marks, endMark }] of this.#sending) {
      let bytes: number | undefined;
      while (marks[0] !== undefined && marks[0].saidCount <= takenCount) bytes = marks.shift()?.bytes;
      if (bytes !== undefined) this.#change(key, { doneBytes: bytes });
      if (endMark === undefined || endMark > takenCount) continue;
      this.#sending.delete(key);
      this.#setStatus(key, { phase: 'done' });
    }
    this.#wake();
  }

  #say(data: ChannelData): void {
    // There is room: what was said before was waited for, and decisions are few.
    if (this.#stream.send(data)) this.#saidCount += 1;
  }

  #decide(type: FileDecision['type'], key: string, because: FileDecision['because'] = 'wish'): void {
    const [direction, id] = key.split(' ');
    const decision: FileDecision = { type, id: Number(id), isOwn: direction === 'sent', because };
    this.#say(JSON.stringify(decision));
  }

  #fail(key: string, error: unknown): void {
    const because: FileProblem = error instanceof FileSinkError ? error.problem : 'not-stored';
    const transfer = this.#transfers.value.find((each) => each.key === key);
    if (transfer === undefined || !isUnderWay(transfer)) return;
    this.#decide('cancel', key, because);
    this.#end(key, because);
  }

  /** Of what the other has begun or was to get they know nothing any more. */
  #endAll(because: 'page-gone' | 'other-peer'): void {
    for (const transfer of this.#transfers.value) if (isUnderWay(transfer)) this.#end(transfer.key, because);
    this.#coming = undefined;
    this.#going = undefined;
    this.#round += 1;
    this.#lastOfferedId = 0;
  }

  #keyOf(direction: FileTransfer['direction'], id: number): string {
    return `${direction} ${id} ${this.#round}`;
  }

  #end(key: string, because: FileTransferEnd): void {
    this.#sending.delete(key);
    if (this.#going === key) this.#going = undefined;
    void this.#receiving.get(key)?.file.remove();
    this.#receiving.delete(key);
    this.#setStatus(key, { phase: 'over', because });
  }

  #add(direction: FileTransfer['direction'], { id, name, sizeBytes, mediaType }: FileOffer): void {
    const key = this.#keyOf(direction, id);
    const status = { phase: 'offered' } as const;
    const added: FileTransfer = { key, direction, name, sizeBytes, mediaType, doneBytes: 0, status };
    const shown = [...this.#transfers.value, added];
    const oldest = shown.length > MAX_SHOWN ? shown.find((each) => each.status.phase === 'over') : undefined;
    this.#transfers.set(shown.filter((each) => each !== oldest));
  }

  #find(key: string, ...phases: FileTransferStatus['phase'][]): FileTransfer | undefined {
    return this.#transfers.value.find((each) => each.key === key && phases.includes(each.status.phase));
  }

  #countUnderWay(direction: FileTransfer['direction']): number {
    return this.#transfers.value.filter((each) => each.direction === direction && isUnderWay(each)).length;
  }

  #setStatus(key: string, status: FileTransferStatus): void {
    this.#change(key, { status });
  }

  #change(key: string, change: Partial<FileTransfer>): void {
    this.#transfers.set(
      this.#transfers.value.map((each) => (each.key === key ? { ...each, ...change } : each)),
    );
    this.#wake();
    void this.#sendAll();
  }

  #wake(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }
}

/** What a page may do with files and see of them. */
export type FilesHandle = Pick<
  FileExchange,
  Exclude<keyof FileExchange, 'feature' | 'end' | 'close' | 'paceChanged'>
>;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
