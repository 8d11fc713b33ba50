/** What is said about the files of both, in order, over one stream. */
import {
  type ChannelData,
  cleanFileName,
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
import type { Readable } from '../lib/cell.ts';
import { FileReceiver } from './file-receiver.ts';
import { FileSender } from './file-sender.ts';
import { FileSinkError, type OpenFileSink } from './file-sink.ts';
import type { FileRefusal, FileTransfer, FileTransferEnd } from './file-transfer.ts';
import { isUnderWay } from './file-transfer.ts';
import { OutgoingFile } from './outgoing-file.ts';
import { TransferList } from './transfer-list.ts';

/** Of each side, offered or on their way. */
const MAX_UNDER_WAY = 20;
/** Of offers and decisions: nobody makes as many, and each is drawn. Of a flood the rest waits where it is. */
const HEEDING = { burst: 60, perSecond: 4 } as const;

export interface FileExchangeOptions {
  /** This page's tab. */
  readonly tab: string;
  readonly openSink: OpenFileSink;
  /** In bytes per second, at the moment; 0: nothing is sent. */
  readonly pace: () => number;
  readonly onIgnored: (cause: unknown) => void;
}

export class FileExchange {
  readonly feature: StreamsFeature;
  readonly #options: FileExchangeOptions;
  readonly #stream: ReliableStream;
  readonly #transfers: TransferList;
  readonly #sender: FileSender;
  readonly #receiver: FileReceiver;
  readonly #lifetime = new AbortController();
  #lastId = 0;
  /** Raised with each page that comes to be at the other end: it numbers its files from the beginning. */
  #round = 0;
  /** The other page's; each of its offers has a greater id than those before, so that no answer is taken for one to another. */
  #lastOfferedId = 0;
  readonly #heeding = new Allowance(HEEDING);
  /** On this link, of what no page would say: whoever sends nonsense can send much of it. */
  #hasComplained = false;
  #saidCount = 0;
  #isTaking = false;

  constructor(options: FileExchangeOptions) {
    this.#options = options;
    const { tab, openSink, pace, onIgnored } = options;
    this.#stream = new ReliableStream({
      ...{ name: 'files', tab },
      onReadable: () => void this.#takeAll(),
      onTaken: () => this.#sender.noteTaken(this.#saidCount - this.#stream.keptCount),
      onOtherPeer: () => this.#endAll('other-peer'),
      onPeerForgot: () => {
        this.#stream.clear();
        this.#endAll('page-gone');
      },
      onNote: () => {},
    });
    this.#transfers = new TransferList(() => this.#sender.update());
    const fail = (key: string, error: unknown) => this.#fail(key, error);
    this.#receiver = new FileReceiver({ transfers: this.#transfers, openSink, fail });
    this.#sender = new FileSender({
      ...{ transfers: this.#transfers, pace, fail, signal: this.#lifetime.signal },
      say: (data) => this.#say(data),
      keptBytes: () => this.#stream.keptBytes,
    });
    this.feature = new StreamsFeature({ channel: 'files', needs: 'files/1', onIgnored });
    this.feature.add(this.#stream);
    this.#stream.isOpen.subscribe(() => {
      this.#hasComplained = false;
    });
  }

  /** The oldest first, those that are over among them. */
  get transfers(): Readable<readonly FileTransfer[]> {
    return this.#transfers.all;
  }

  /** What is offered now reaches the other. */
  get isOpen(): Readable<boolean> {
    return this.#stream.isOpen;
  }

  /** @returns why not; undefined: it is among the transfers, and flows once the other accepts it */
  offer(file: Blob & { readonly name: string }): FileRefusal | undefined {
    if (!this.#stream.isOpen.value) return 'not-now';
    if (this.#transfers.countUnderWay('sent') >= MAX_UNDER_WAY) return 'too-many';
    this.#lastId += 1;
    const [id, name] = [this.#lastId, cleanFileName(file.name)];
    const offer: FileOffer = { type: 'offer', id, name, sizeBytes: file.size, mediaType: file.type };
    this.#say(JSON.stringify(offer));
    this.#add('sent', offer);
    this.#sender.add(this.#keyOf('sent', id), id, new OutgoingFile(file));
    return undefined;
  }

  /** The other's may come. */
  accept(key: string): void {
    const transfer = this.#transfers.find(key, 'offered');
    if (transfer?.direction !== 'received') return;
    this.#transfers.setStatus(key, { phase: 'queued' });
    void this.#receiver
      .accept(key, transfer.sizeBytes)
      .then((isWanted) => isWanted && this.#decide('accept', key));
  }

  decline(key: string): void {
    const transfer = this.#transfers.find(key, 'offered');
    if (transfer?.direction !== 'received') return;
    this.#decide('decline', key);
    this.#end(key, 'declined');
  }

  /** Either may; the rest of a block still comes. */
  pause(key: string): void {
    if (this.#transfers.find(key, 'flowing', 'queued') === undefined) return;
    this.#decide('pause', key);
    this.#transfers.setStatus(key, { phase: 'paused', by: 'self' });
  }

  /** Whoever has stopped it lets it go on. */
  resume(key: string): void {
    const transfer = this.#transfers.find(key, 'paused');
    if (transfer?.status.phase !== 'paused' || transfer.status.by !== 'self') return;
    this.#decide('resume', key);
    this.#transfers.setStatus(key, { phase: 'queued' });
  }

  /** For good; also what was only offered. */
  cancel(key: string): void {
    const transfer = this.#transfers.find(key);
    if (transfer === undefined || !isUnderWay(transfer)) return;
    this.#decide('cancel', key);
    this.#end(key, 'cancelled-by-self');
  }

  /** How fast it may go has changed. */
  paceChanged(): void {
    this.#sender.update();
  }

  /** The call is over. What has arrived whole can still be saved, until {@link close}. Idempotent. */
  end(): void {
    if (this.#lifetime.signal.aborted) return;
    this.#endAll('page-gone');
    this.#lifetime.abort();
    this.feature.remove(this.#stream);
    this.#transfers.keep(({ file }) => file !== undefined);
  }

  /** What was received and not saved elsewhere is gone. Idempotent. */
  close(): void {
    this.end();
    this.#receiver.close();
    this.#transfers.keep(() => false);
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
    try {
      if (typeof data === 'string') await this.#receive(parseFileMessage(data));
      else this.#receiver.add(data);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      if (!this.#hasComplained) this.#options.onIgnored(error);
      this.#hasComplained = true;
      this.#receiver.spoil();
    }
  }

  async #receive(message: FileMessage): Promise<void> {
    switch (message.type) {
      case 'offer':
        if (await this.#heed()) this.#receiveOffer(message);
        return;
      case 'begin':
        return this.#receiver.begin(this.#keyOf('received', message.id));
      case 'block':
      case 'end':
        return this.#receiver.receive(this.#keyOf('received', message.id), message);
      default:
        if (await this.#heed()) this.#obey(message);
    }
  }

  /** @returns false: who said it is not there any more */
  async #heed(): Promise<boolean> {
    const round = this.#round;
    while (this.#heeding.waitMs > 0)
      await new Promise((resolve) => setTimeout(resolve, this.#heeding.waitMs));
    this.#heeding.spend();
    return round === this.#round && !this.#lifetime.signal.aborted;
  }

  #receiveOffer(offer: FileOffer): void {
    const isNew = offer.id > this.#lastOfferedId;
    // Nobody can look at more.
    if (!isNew || this.#transfers.countUnderWay('received') >= MAX_UNDER_WAY) {
      this.#decide('decline', this.#keyOf('received', offer.id));
      return;
    }
    this.#lastOfferedId = offer.id;
    this.#add('received', offer);
  }

  #obey({ type, id, isOwn, because }: FileDecision): void {
    const key = this.#keyOf(isOwn ? 'received' : 'sent', id);
    const transfer = this.#transfers.find(key);
    if (transfer === undefined || !isUnderWay(transfer)) return;
    const { status } = transfer;
    const isOffered = status.phase === 'offered';
    if (type === 'cancel') this.#end(key, because === 'wish' ? 'cancelled-by-peer' : because);
    // Only whoever was offered it answers, and once.
    else if (type === 'decline' && isOffered && !isOwn) this.#end(key, 'declined');
    else if (type === 'accept' && isOffered && !isOwn) this.#transfers.setStatus(key, { phase: 'queued' });
    else if (type === 'pause' && !isOffered && status.phase !== 'paused')
      this.#transfers.setStatus(key, { phase: 'paused', by: 'peer' });
    else if (type === 'resume' && status.phase === 'paused' && status.by === 'peer')
      this.#transfers.setStatus(key, { phase: 'queued' });
  }

  /** @returns how much has been said so far, with this */
  #say(data: ChannelData): number {
    // There is room: what was said before was waited for, and decisions are few.
    if (this.#stream.send(data)) this.#saidCount += 1;
    return this.#saidCount;
  }

  #decide(type: FileDecision['type'], key: string, because: FileDecision['because'] = 'wish'): void {
    const [direction, id] = key.split(' ');
    const decision: FileDecision = { type, id: Number(id), isOwn: direction === 'sent', because };
    this.#say(JSON.stringify(decision));
  }

  #fail(key: string, error: unknown): void {
    const because: FileProblem = error instanceof FileSinkError ? error.problem : 'not-stored';
    const transfer = this.#transfers.find(key);
    if (transfer === undefined || !isUnderWay(transfer)) return;
    this.#decide('cancel', key, because);
    this.#end(key, because);
  }

  /** Of what the other has begun or was to get they know nothing any more. */
  #endAll(because: 'page-gone' | 'other-peer'): void {
    for (const { key } of this.#transfers.underWay) this.#end(key, because);
    this.#receiver.renew();
    this.#round += 1;
    this.#lastOfferedId = 0;
  }

  #keyOf(direction: FileTransfer['direction'], id: number): string {
    return `${direction} ${id} ${this.#round}`;
  }

  #end(key: string, because: FileTransferEnd): void {
    this.#sender.remove(key);
    this.#receiver.remove(key);
    this.#transfers.setStatus(key, { phase: 'over', because });
  }

  #add(direction: FileTransfer['direction'], { id, name, sizeBytes, mediaType }: FileOffer): void {
    const status = { phase: 'offered' } as const;
    const key = this.#keyOf(direction, id);
    this.#transfers.add({ key, direction, name, sizeBytes, mediaType, doneBytes: 0, status });
  }
}

/** What a page may do with files and see of them. */
export type FilesHandle = Pick<
  FileExchange,
  Exclude<keyof FileExchange, 'feature' | 'end' | 'close' | 'paceChanged'>
>;
