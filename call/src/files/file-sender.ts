/** One's own files, a block of one after the other, for as long as the link has room and nobody has stopped them. */
import type { KnownFile } from '@parley/protocol';
import { FileProgress } from './file-progress.ts';
import { FileRoom, type FileRoomOptions } from './file-room.ts';
import { FileSinkError } from './file-sink.ts';
import type { FileSpeech } from './file-speech.ts';
import type { FileRefusal } from './file-transfer.ts';
import { OutgoingFile } from './outgoing-file.ts';
import { findAgain, isSame, type SentFile, type SentFiles } from './sent-files.ts';
import type { TransferList } from './transfer-list.ts';

export interface FileSenderOptions extends FileRoomOptions {
  readonly transfers: TransferList;
  readonly sentFiles: SentFiles;
  readonly speech: FileRoomOptions['speech'] & Pick<FileSpeech, 'takenCount' | 'numbers' | 'isPeerResuming'>;
  readonly fail: (key: string, error: unknown) => void;
  readonly signal: AbortSignal;
}

interface Sending {
  /** What a page after this one finds it by. */
  readonly sent: SentFile;
  /** Undefined: this page, loaded anew, may not read it yet. */
  readonly file: OutgoingFile | undefined;
  /** Where it goes on, as the other page has said. Undefined: it has not, or it is a new one. */
  readonly from: KnownFile | undefined;
  /** The next block to be read. Undefined: that is not known yet. */
  nextBlock: number | undefined;
  readonly progress: FileProgress;
  /** The other has stopped it, while this page may not read it. */
  isStopped?: boolean;
  /** The other page is not in the middle of it: it has all of it, or knows nothing of it. */
  isUnknown?: boolean;
}

/** What of it is known once it can be sent. */
interface Ready {
  readonly file: OutgoingFile;
  readonly id: number;
  readonly nextBlock: number;
}

export class FileSender {
  readonly #options: FileSenderOptions;
  /** Another object wherever what was said before holds no more. */
  readonly #files = new Map<string, Sending>();
  /** The key of what the bytes that are said belong to. */
  #going: string | undefined;
  readonly #room: FileRoom;
  #isSending = false;

  constructor(options: FileSenderOptions) {
    this.#options = options;
    this.#room = new FileRoom(options);
  }

  add(key: string, sent: SentFile, file: Blob): void {
    const start = { from: undefined, nextBlock: 0, progress: new FileProgress() };
    this.#files.set(key, { ...start, sent, file: new OutgoingFile(file) });
  }

  /** A page before this one has offered it, and the other has accepted it. */
  async adopt(key: string, sent: SentFile): Promise<void> {
    const start = { from: undefined, nextBlock: undefined, progress: new FileProgress() };
    this.#files.set(key, { ...start, sent, file: undefined });
    await this.#find(key, false);
  }

  /** It flows once it is its turn. @param peerTab whoever accepted it */
  accepted(key: string, peerTab: string): void {
    const { sentFiles, transfers, speech } = this.#options;
    const sending = this.#files.get(key);
    if (sending === undefined) return;
    transfers.setStatus(key, { phase: 'queued' });
    const { mediaType = '' } = transfers.find(key) ?? {};
    if (speech.isPeerResuming) void sentFiles.keep({ ...sending.sent, mediaType, peerTab });
  }

  remove(key: string): void {
    const sending = this.#files.get(key);
    if (sending !== undefined) void this.#options.sentFiles.forget(sending.sent.mark);
    this.#files.delete(key);
    if (this.#going === key) this.#going = undefined;
  }

  /** The other page is another: nothing of what was said holds any more. */
  renew(): void {
    this.#going = undefined;
    for (const [key, { sent, file }] of this.#files) {
      const nextBlock = this.#options.transfers.find(key, 'offered') === undefined ? undefined : 0;
      this.#files.set(key, { sent, file, from: undefined, nextBlock, progress: new FileProgress() });
    }
  }

  /** Whether it is not known yet where it goes on. */
  isLost(key: string): boolean {
    return this.#files.get(key)?.nextBlock === undefined;
  }

  /** It goes on where the other page is. */
  goOn(key: string, from: KnownFile): void {
    const sending = this.#files.get(key);
    if (sending === undefined) return;
    this.#files.set(key, { ...sending, from });
    void this.#tryToGoOn(key);
  }

  unknown(key: string): void {
    const sending = this.#files.get(key);
    if (sending !== undefined) sending.isUnknown = true;
  }

  isUnknown(key: string): boolean {
    return this.#files.get(key)?.isUnknown === true;
  }

  /** The other stops what cannot go on yet, or lets it. */
  stop(key: string, isStopped: boolean): void {
    const sending = this.#files.get(key);
    if (sending !== undefined) sending.isStopped = isStopped;
  }

  /** Asks the person whether this page may read it. */
  allow(key: string): Promise<void> {
    return this.#find(key, true);
  }

  /** What the person has chosen again. @returns why not */
  choose(key: string, file: File): FileRefusal | undefined {
    const sending = this.#files.get(key);
    if (sending === undefined || !isSame(sending.sent, file)) return 'another-file';
    this.#provide(key, file);
    return undefined;
  }

  /** The next page of this tab goes on. */
  leave(): void {
    for (const { sent } of this.#files.values()) this.#options.sentFiles.leave(sent.mark);
    this.#files.clear();
  }

  /** There is a link, of which nothing is known. */
  linkChanged(): void {
    this.#room.linkChanged();
    this.update();
  }

  /** What may be sent, or how fast, has changed. */
  update(): void {
    this.#room.update();
    void this.#sendAll();
  }

  /** The other has taken more of what was said. */
  noteTaken(): void {
    const { transfers, speech } = this.#options;
    const { takenCount } = speech;
    this.#room.noteTaken();
    const at = performance.now();
    for (const [key, { progress }] of this.#files) {
      const doneBytes = progress.taken(takenCount, at);
      if (doneBytes !== undefined) transfers.change(key, { doneBytes });
      if (progress.isWhole(takenCount)) this.arrived(key);
    }
    this.update();
  }

  /** The other has all of it. */
  arrived(key: string): void {
    const { transfers } = this.#options;
    const { sizeBytes = 0 } = transfers.find(key) ?? {};
    this.remove(key);
    transfers.change(key, { doneBytes: sizeBytes, status: { phase: 'done' } });
  }

  async #find(key: string, asks: boolean): Promise<void> {
    const { transfers, fail } = this.#options;
    const sending = this.#files.get(key);
    if (sending === undefined) return;
    try {
      const found = await findAgain(sending.sent, asks);
      if (!this.#files.has(key)) return;
      if (found instanceof File) this.#provide(key, found);
      else transfers.setStatus(key, { phase: 'file-needed', by: found });
    } catch (error) {
      fail(key, error);
    }
  }

  #provide(key: string, file: File): void {
    const { transfers } = this.#options;
    const sending = this.#files.get(key);
    if (sending === undefined) return;
    this.#files.set(key, { ...sending, file: new OutgoingFile(file) });
    const status = sending.isStopped
      ? ({ phase: 'paused', by: 'peer' } as const)
      : ({ phase: 'interrupted' } as const);
    if (transfers.find(key, 'file-needed')) transfers.setStatus(key, status);
    void this.#tryToGoOn(key);
  }

  /** Where both its file and its place are known, and the file is as it was up to there. */
  async #tryToGoOn(key: string): Promise<void> {
    const { transfers, fail } = this.#options;
    const sending = this.#files.get(key);
    const { file, from } = sending ?? {};
    if (sending === undefined || file === undefined || from === undefined) return;
    try {
      const { blockCount, hash } = from;
      if (blockCount > file.blockCount || (await file.digest(blockCount)) !== hash)
        throw new FileSinkError('changed');
      if (this.#files.get(key) !== sending) return;
      sending.nextBlock = blockCount;
      transfers.change(key, { doneBytes: file.bytesOf(blockCount) });
      // One that somebody has stopped waits for them.
      if (transfers.find(key, 'interrupted')) transfers.setStatus(key, { phase: 'queued' });
    } catch (error) {
      if (this.#files.get(key) === sending) fail(key, error);
    }
  }

  async #sendAll(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) await this.#sendBlock(...next);
    } finally {
      this.#isSending = false;
    }
  }

  /** The one that flows already goes first. */
  #next(): readonly [string, Sending, Ready] | undefined {
    const { transfers, speech } = this.#options;
    const ready = [...this.#files].flatMap(([key, sending]) => {
      const { progress, file, nextBlock } = sending;
      const id = speech.numbers.idOf(key);
      const isTurn = !progress.hasEnded && transfers.find(key, 'flowing', 'queued') !== undefined;
      const isReady = isTurn && file !== undefined && id !== undefined && nextBlock !== undefined;
      return isReady ? [[key, sending, { file, id, nextBlock }] as const] : [];
    });
    return ready.find(([key]) => transfers.find(key, 'flowing')) ?? ready[0];
  }

  async #sendBlock(key: string, sending: Sending, { file, id, nextBlock }: Ready): Promise<void> {
    const { transfers, speech, fail } = this.#options;
    const blockEnd = Math.min(nextBlock + 1, file.blockCount);
    if (!(await this.#mayGoOn(key, sending))) return;
    // Also of one that goes on: the other has it wait in line until it hears of it.
    if (this.#going !== key || transfers.find(key, 'queued'))
      speech.say(JSON.stringify({ type: 'begin', id }));
    this.#going = key;
    transfers.setStatus(key, { phase: 'flowing' });
    try {
      if (nextBlock < blockEnd) {
        const { bytes, hash } = await file.readBlock(nextBlock);
        for (let at = 0; at < bytes.length; ) {
          // What was begun is brought to its end, but for what is not wanted any more.
          if (!(await this.#mayGoOn(key, sending, true))) return;
          // Another page may have come to be at the other end meanwhile, or another link.
          const chunk = bytes.subarray(at, at + this.#room.chunkBytes);
          const saidCount = this.#room.say(chunk);
          at += chunk.length;
          sending.progress.said(saidCount, file.bytesOf(nextBlock) + at);
        }
        const saidCount = speech.say(JSON.stringify({ type: 'block', id, hash }));
        sending.nextBlock = blockEnd;
        sending.progress.said(saidCount, file.bytesOf(blockEnd));
      }
      if (blockEnd < file.blockCount) return;
      const hash = await file.digest();
      await file.verify();
      if (this.#files.get(key) !== sending) return;
      sending.progress.ended(speech.say(JSON.stringify({ type: 'end', id, hash })));
      this.#going = undefined;
    } catch (error) {
      if (!(error instanceof FileSinkError)) throw error;
      if (this.#files.get(key) === sending) fail(key, error);
    }
  }

  /** Waits for room, and for whoever has stopped it. @returns false: it is not wanted now */
  #mayGoOn(key: string, sending: Sending, isBegun = false): Promise<boolean> {
    const { transfers, signal } = this.#options;
    const wanted = ['flowing', 'queued', ...(isBegun ? ['paused' as const] : [])] as const;
    return this.#room.wait(
      () =>
        !signal.aborted && this.#files.get(key) === sending && transfers.find(key, ...wanted) !== undefined,
    );
  }
}
