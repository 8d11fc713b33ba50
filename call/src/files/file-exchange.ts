/** What the two persons do with the files of both, which are spoken of in order over one stream. */
import {
  cleanFileName,
  createRandomId,
  type FileOffer,
  type FileProblem,
  MAX_FILES_UNDER_WAY,
  type PeerPresence,
} from '@parley/protocol';
import type { LinkFeature } from '../channels/link-feature.ts';
import { ReliableStream } from '../channels/reliable-stream.ts';
import { StreamsFeature } from '../channels/streams-feature.ts';
import { Cell, type Readable } from '../lib/cell.ts';
import { describeFile } from './file-description.ts';
import { FileListener } from './file-listener.ts';
import { FileReceiver } from './file-receiver.ts';
import { FileReunion } from './file-reunion.ts';
import { FileSender } from './file-sender.ts';
import { type FileAbout, FileSinkError, type FileStore } from './file-sink.ts';
import { FileSpeech } from './file-speech.ts';
import {
  type FileRefusal,
  type FileTransfer,
  type FileTransferEnd,
  isPausedBySelf,
  isUnderWay,
  keyOfMark,
  markOf,
} from './file-transfer.ts';
import { MAX_WINDOW_BYTES } from './file-window.ts';
import type { SentFiles } from './sent-files.ts';
import { TransferList } from './transfer-list.ts';

/** What has no handle is kept itself for a reload, if it is no larger. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

const OFFERED = { phase: 'offered' } as const;

export interface FileExchangeOptions {
  /** This page's tab. */
  readonly tab: string;
  readonly store: FileStore;
  readonly sentFiles: SentFiles;
  /** In bytes per second, at the moment; 0: nothing is sent. */
  readonly pace: () => number;
  readonly onIgnored: (cause: unknown) => void;
}

export class FileExchange {
  readonly feature: Required<LinkFeature>;
  readonly #options: FileExchangeOptions;
  readonly #streams: StreamsFeature;
  readonly #stream: ReliableStream;
  readonly #transfers: TransferList;
  readonly #sender: FileSender;
  readonly #receiver: FileReceiver;
  readonly #lifetime = new AbortController();
  readonly #speech: FileSpeech;
  readonly #reunion: FileReunion;
  readonly #listener: FileListener;
  readonly #isYielding = new Cell(false);

  constructor(options: FileExchangeOptions) {
    this.#options = options;
    const { tab, store, sentFiles, pace, onIgnored } = options;
    this.#stream = new ReliableStream({
      ...{ name: 'files', tab, windowBytes: MAX_WINDOW_BYTES },
      onReadable: () => void this.#listener.listen(),
      onTaken: () => this.#sender.noteTaken(),
      onOtherPeer: () => this.#endAll('other-peer'),
      onPeerForgot: () => this.#renew(),
      onNote: () => {},
    });
    const transfers = new TransferList(() => this.#sender.update());
    const speech = new FileSpeech(this.#stream);
    const { signal } = this.#lifetime;
    const end = (key: string, because: FileTransferEnd) => this.#end(key, because);
    const fail = (key: string, error: unknown) => this.#fail(key, error);
    const receiver = new FileReceiver({ transfers, store, fail });
    const sender = new FileSender({ transfers, sentFiles, speech, pace, fail, signal });
    [this.#transfers, this.#speech, this.#receiver, this.#sender] = [transfers, speech, receiver, sender];
    this.#reunion = new FileReunion({
      ...{ tab, store, sentFiles, transfers, sender, receiver, speech },
      peerTab: () => this.#stream.past.peerTab,
      ...{ idle: () => this.#listener.idle, end },
    });
    this.#listener = new FileListener({
      ...{
        stream: this.#stream,
        transfers,
        speech,
        sender,
        receiver,
        reunion: this.#reunion,
        end,
        onIgnored,
      },
      add: (offer) => this.#addOffered(offer),
    });
    this.#streams = new StreamsFeature({ channel: 'files', needs: 'files/1', onIgnored });
    this.#streams.add(this.#stream);
    this.feature = {
      begin: (link) => this.#streams.begin(link),
      together: (peer) => this.#meet(peer),
      end: () => this.#streams.end(),
    };
    this.#stream.isOpen.subscribe((isOpen) => {
      this.#listener.linkChanged();
      if (!isOpen) return;
      this.#sender.linkChanged();
      void this.#reunion.introduce();
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

  /** Of this person's own nothing flows at the moment, so that the two go on hearing each other. */
  get isYielding(): Readable<boolean> {
    return this.#isYielding;
  }

  /** How much has gone either way so far, to see whether something flows: also of what was said again or is not wanted any more. */
  get movedBytes(): number {
    return this.#speech.takenBytes + this.#receiver.comeBytes;
  }

  /**
   * @param handle by which a page loaded in this one's place finds it again, where the browser gives one
   * @returns why not; undefined: it is among the transfers, and flows once the other accepts it
   */
  offer(file: File, handle?: FileSystemFileHandle): FileRefusal | undefined {
    if (!this.#stream.isOpen.value) return 'not-now';
    if (this.#transfers.countUnderWay('sent') >= MAX_FILES_UNDER_WAY) return 'too-many';
    const about = this.#about(createRandomId(), {
      name: cleanFileName(file.name),
      sizeBytes: file.size,
      mediaType: '',
    });
    const key = this.#transfers.add('sent', about, OFFERED);
    const { name: givenName, lastModified } = file;
    const isKept = handle === undefined && file.size <= MAX_KEPT_BYTES;
    this.#sender.add(
      key,
      { ...about, givenName, lastModified, handle, file: isKept ? file : undefined },
      file,
    );
    void describeFile(file).then((description) => {
      const transfer = this.#transfers.find(key, 'offered');
      if (transfer === undefined) return;
      this.#speech.describe(key, description);
      this.#reunion.offer(transfer);
    });
    return undefined;
  }

  /** The other's may come. */
  accept(key: string): void {
    const transfer = this.#transfers.find(key, 'offered');
    if (transfer?.direction !== 'received') return;
    this.#transfers.setStatus(key, { phase: 'queued' });
    void this.#receiver
      .accept(key, this.#about(markOf(key), transfer))
      .then((isWanted) => isWanted && this.#sayAccepted(key));
  }

  decline(key: string): void {
    const transfer = this.#transfers.find(key, 'offered');
    if (transfer?.direction !== 'received') return;
    this.#speech.decide('decline', key);
    this.#end(key, 'declined');
  }

  /** Either may, also what the other has stopped; the rest of a block still comes. */
  pause(key: string): void {
    const { status } = this.#transfers.find(key, 'flowing', 'queued', 'paused') ?? {};
    if (status === undefined || isPausedBySelf(status)) return;
    this.#speech.decide('pause', key);
    this.#transfers.setStatus(key, { phase: 'paused', by: status.phase === 'paused' ? 'both' : 'self' });
  }

  /**
   * Whoever has stopped it lets it go on; where both have, both do. Where the sender's page, loaded anew, needs permission to read it, the
   * browser asks for that; for which this is called at a press.
   */
  resume(key: string): void {
    const { status, direction } = this.#transfers.find(key, 'paused', 'file-needed') ?? {};
    if (status?.phase === 'file-needed') return void this.#sender.allow(key);
    if (status?.phase !== 'paused' || status.by === 'peer') return;
    this.#speech.decide('resume', key);
    if (status.by === 'both') return this.#transfers.setStatus(key, { phase: 'paused', by: 'peer' });
    const isLost =
      direction === 'sent' ? this.#sender.isLost(key) : this.#speech.numbers.idOf(key) === undefined;
    this.#transfers.setStatus(key, { phase: isLost ? 'interrupted' : 'queued' });
  }

  /** Of one whose page was loaded anew and cannot find it. @returns why not */
  chooseAgain(key: string, file: File): FileRefusal | undefined {
    if (this.#transfers.find(key, 'file-needed') === undefined) return undefined;
    return this.#sender.choose(key, file);
  }

  /** For good; also what was only offered. */
  cancel(key: string): void {
    const transfer = this.#transfers.find(key);
    if (transfer === undefined || !isUnderWay(transfer)) return;
    this.#speech.decide('cancel', key);
    this.#end(key, 'cancelled-by-self');
  }

  /** How fast it may go has changed. */
  paceChanged(): void {
    this.#isYielding.set(this.#options.pace() === 0);
    this.#sender.update();
  }

  /**
   * The call is over. What has arrived whole can still be saved, until {@link close}. Idempotent.
   * @param isForGood false: the next try goes on with what is half done
   */
  end(isForGood = true): void {
    if (this.#lifetime.signal.aborted) return;
    this.#reunion.close(isForGood);
    if (!isForGood) {
      this.#sender.leave();
      this.#receiver.leave();
    }
    this.#endAll('page-gone');
    this.#lifetime.abort();
    this.#streams.remove(this.#stream);
    this.#transfers.keep(({ file }) => file !== undefined);
  }

  /** What was received and not saved elsewhere is gone. Idempotent. */
  close(isForGood = true): void {
    this.end(isForGood);
    this.#receiver.close(isForGood);
    this.#transfers.keep(() => false);
  }

  #sayAccepted(key: string): void {
    this.#speech.decide('accept', key);
    // Whoever stopped it meanwhile stopped what the other did not know to be accepted.
    const transfer = this.#transfers.find(key);
    if (transfer && isPausedBySelf(transfer.status)) this.#speech.decide('pause', key);
  }

  #meet(peer: PeerPresence): void {
    this.#speech.meet(peer);
    this.#streams.together(peer);
  }

  /** The other page is another, of the same tab. */
  #renew(): void {
    this.#forgetPeer();
    this.#reunion.interrupt();
    void this.#reunion.introduce();
  }

  #fail(key: string, error: unknown): void {
    const because: FileProblem = error instanceof FileSinkError ? error.problem : 'not-stored';
    const transfer = this.#transfers.find(key);
    if (transfer === undefined || !isUnderWay(transfer)) return;
    this.#speech.decide('cancel', key, because);
    this.#end(key, because);
  }

  /** Of what the other has begun or was to get they know nothing any more. */
  #endAll(because: 'page-gone' | 'other-peer'): void {
    for (const { key } of this.#transfers.underWay) this.#end(key, because);
    this.#forgetPeer();
  }

  #forgetPeer(): void {
    this.#speech.renew();
    this.#receiver.renew();
    this.#listener.renew();
  }

  #end(key: string, because: FileTransferEnd): void {
    this.#sender.remove(key);
    this.#receiver.remove(key);
    this.#speech.forget(key);
    this.#transfers.setStatus(key, { phase: 'over', because });
  }

  #about(
    mark: string,
    { name, sizeBytes, mediaType }: Pick<FileOffer, 'name' | 'sizeBytes' | 'mediaType'>,
  ): FileAbout {
    const { tab } = this.#options;
    return { mark, tab, peerTab: this.#stream.past.peerTab ?? '', name, sizeBytes, mediaType };
  }

  /** The other's. @returns its key */
  #addOffered({ mark, preview, ...offer }: Omit<FileOffer, 'type' | 'id'>): string {
    const former = mark === undefined ? undefined : this.#transfers.find(keyOfMark('received', mark), 'over');
    // They have not heard that it was accepted, and ask again since a page was loaded anew: it is one file, and one question.
    const isAskedAgain = former?.status.phase === 'over' && former.status.because === 'page-gone';
    if (isAskedAgain) this.#transfers.keep((each) => each !== former);
    // No answer is one to another that was there under the same mark.
    const isFree = mark !== undefined && this.#transfers.find(keyOfMark('received', mark)) === undefined;
    const about = this.#about(isFree ? mark : createRandomId(), offer);
    return this.#transfers.add('received', about, OFFERED, preview);
  }
}

/** What a page may do with files and see of them. */
export type FilesHandle = Pick<
  FileExchange,
  Exclude<keyof FileExchange, 'feature' | 'end' | 'close' | 'paceChanged' | 'movedBytes'>
>;
