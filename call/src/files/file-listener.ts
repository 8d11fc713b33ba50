/** What the other page says of files: heard in order, and each acknowledged when it is done with, which is what slows the other down. */
import {
  ANSWERED_FILE_BYTES,
  type ChannelData,
  type FileDecision,
  type FileMessage,
  type FileOffer,
  MAX_FILE_CHUNK_BYTES,
  MAX_FILES_UNDER_WAY,
  ProtocolError,
  parseFileMessage,
} from '@parley/protocol';
import type { ReliableStream } from '../channels/reliable-stream.ts';
import { Allowance } from '../lib/allowance.ts';
import type { FileReceiver } from './file-receiver.ts';
import type { FileReunion } from './file-reunion.ts';
import type { FileSender } from './file-sender.ts';
import type { FileSpeech } from './file-speech.ts';
import { type FileTransferEnd, isPausedBySelf, isUnderWay } from './file-transfer.ts';
import type { TransferList } from './transfer-list.ts';

/** Of offers and decisions: nobody makes as many, and each is drawn. Of a flood the rest waits where it is. */
const HEEDING = { burst: 60, perSecond: 4 } as const;

export interface FileListenerOptions {
  readonly stream: ReliableStream;
  readonly transfers: TransferList;
  readonly speech: FileSpeech;
  readonly sender: FileSender;
  readonly receiver: FileReceiver;
  readonly reunion: FileReunion;
  /** @returns its key */
  readonly add: (offer: Omit<FileOffer, 'type' | 'id'>) => string;
  readonly end: (key: string, because: FileTransferEnd) => void;
  readonly onIgnored: (cause: unknown) => void;
}

export class FileListener {
  readonly #options: FileListenerOptions;
  readonly #heeding = new Allowance(HEEDING);
  /** Each of the other page's offers has a greater id than those before, so that no answer is taken for one to another. */
  #lastOfferedId = 0;
  /** On this link, of what no page would say: whoever sends nonsense can send much of it. */
  #hasComplained = false;
  #isTaking = false;
  /** What was taken since that was said. */
  #unsaidBytes = 0;
  #taking: Promise<void> = Promise.resolve();

  constructor(options: FileListenerOptions) {
    this.#options = options;
  }

  /** Fulfilled when what is being done with has been. */
  get idle(): Promise<void> {
    return this.#taking;
  }

  /** The link is another. */
  linkChanged(): void {
    this.#hasComplained = false;
    // What was not said on the one before is said with the next.
    this.#unsaidBytes = ANSWERED_FILE_BYTES;
  }

  /** The other page is another, which numbers its files from the beginning. */
  renew(): void {
    this.#lastOfferedId = 0;
  }

  /** There is something to take. */
  async listen(): Promise<void> {
    if (this.#isTaking) return;
    const { stream } = this.#options;
    this.#isTaking = true;
    try {
      for (let data = stream.take(); data !== undefined; data = stream.take()) {
        this.#taking = this.#take(data);
        await this.#taking;
        this.#unsaidBytes += weightOf(data);
        if (this.#unsaidBytes < ANSWERED_FILE_BYTES) continue;
        this.#unsaidBytes = 0;
        stream.acknowledge();
      }
    } finally {
      this.#isTaking = false;
    }
  }

  async #take(data: ChannelData): Promise<void> {
    const { receiver, onIgnored } = this.#options;
    try {
      if (typeof data === 'string') await this.#receive(parseFileMessage(data));
      else receiver.add(data);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      if (!this.#hasComplained) onIgnored(error);
      this.#hasComplained = true;
      receiver.spoil();
    }
  }

  async #receive(message: FileMessage): Promise<void> {
    const { reunion, receiver, speech } = this.#options;
    switch (message.type) {
      case 'known': {
        const lastId = await reunion.agree(message);
        this.#lastOfferedId = Math.max(this.#lastOfferedId, lastId);
        return;
      }
      case 'offer':
        if (await this.#heed()) this.#receiveOffer(message);
        return;
      case 'begin':
      case 'block':
      case 'end': {
        const key = speech.numbers.keyOf('received', message.id);
        if (key === undefined) return;
        return message.type === 'begin' ? receiver.begin(key) : receiver.receive(key, message);
      }
      default:
        if (await this.#heed()) this.#obey(message);
    }
  }

  /** @returns false: who said it is not there any more */
  async #heed(): Promise<boolean> {
    const { page } = this.#options.speech;
    while (this.#heeding.waitMs > 0)
      await new Promise((resolve) => setTimeout(resolve, this.#heeding.waitMs));
    this.#heeding.spend();
    return !page.aborted;
  }

  #receiveOffer({ id, ...offer }: FileOffer): void {
    const { transfers, speech, add } = this.#options;
    const isNew = id > this.#lastOfferedId;
    // Nobody can look at more.
    if (!isNew || transfers.countUnderWay('received') >= MAX_FILES_UNDER_WAY) return speech.declineOffer(id);
    this.#lastOfferedId = id;
    speech.numbers.bind('received', id, add(offer));
  }

  #endOf(key: string, because: FileDecision['because']): FileTransferEnd {
    if (because !== 'wish' && because !== 'arrived') return because;
    return this.#options.sender.isUnknown(key) ? 'page-gone' : 'cancelled-by-peer';
  }

  #obey({ type, id, isOwn, because }: FileDecision): void {
    const { transfers, speech, sender, stream, end } = this.#options;
    const key = speech.numbers.keyOf(isOwn ? 'received' : 'sent', id) ?? '';
    const transfer = transfers.find(key);
    if (transfer === undefined) return;
    // That the last of it was taken is heard before what is said of it, where much waits to be heard: it may be that they have no room.
    const isUndone = transfer.status.phase === 'done' && type === 'cancel' && because !== 'arrived' && !isOwn;
    if (isUndone) return end(key, this.#endOf(key, because));
    if (!isUnderWay(transfer)) return;
    const { status } = transfer;
    const isOffered = status.phase === 'offered';
    if (status.phase === 'file-needed' && (type === 'pause' || type === 'resume'))
      sender.stop(key, type === 'pause');
    else if (type === 'cancel' && because === 'arrived' && !isOwn) sender.arrived(key);
    else if (type === 'cancel') end(key, this.#endOf(key, because));
    // Only whoever was offered it answers, and once.
    else if (type === 'decline' && isOffered && !isOwn) end(key, 'declined');
    else if (type === 'accept' && isOffered && !isOwn) {
      speech.forget(key);
      sender.accepted(key, stream.past.peerTab ?? '');
    } else if (type === 'pause' && !isOffered)
      transfers.setStatus(key, { phase: 'paused', by: isPausedBySelf(status) ? 'both' : 'peer' });
    else if (type === 'resume' && status.phase === 'paused' && status.by === 'both')
      transfers.setStatus(key, { phase: 'paused', by: 'self' });
    else if (type === 'resume' && status.phase === 'paused' && status.by === 'peer') {
      const isLost = !isOwn && sender.isLost(key);
      transfers.setStatus(key, { phase: isLost ? 'interrupted' : 'queued' });
    }
  }
}

/** Of how much it has to be said at once that it was taken. Whoever sends the largest chunks waits for no single one, and nobody for a block's end. */
function weightOf(data: ChannelData): number {
  if (typeof data === 'string') return data.startsWith('{"type":"block"') ? 0 : ANSWERED_FILE_BYTES;
  return data.length < MAX_FILE_CHUNK_BYTES ? ANSWERED_FILE_BYTES : data.length;
}
