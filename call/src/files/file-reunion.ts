/** Goes on after a reload of either page: what this tab had begun before, and what the two pages tell each other of it. */
import { type FilesKnown, ProtocolError } from '@parley/protocol';
import type { FileReceiver } from './file-receiver.ts';
import type { FileSender } from './file-sender.ts';
import type { FileAbout, FileStore } from './file-sink.ts';
import type { FileSpeech } from './file-speech.ts';
import {
  type FileTransfer,
  type FileTransferEnd,
  isPausedBySelf,
  keyOfMark,
  markOf,
} from './file-transfer.ts';
import type { SentFiles } from './sent-files.ts';
import type { TransferList } from './transfer-list.ts';

export interface FileReunionOptions {
  readonly tab: string;
  readonly store: FileStore;
  readonly sentFiles: SentFiles;
  readonly transfers: TransferList;
  readonly sender: FileSender;
  readonly receiver: FileReceiver;
  readonly speech: FileSpeech;
  readonly peerTab: () => string | undefined;
  /** Fulfilled when nothing is being written down. */
  readonly idle: () => Promise<void>;
  readonly end: (key: string, because: FileTransferEnd) => void;
}

export class FileReunion {
  readonly #options: FileReunionOptions;
  /** With whom pages before this one had begun what was found. */
  readonly #pastPeers = new Map<string, string>();
  readonly #found: Promise<void>;
  /** The page at the other end that has heard what is half done here; and the one that has said what is there. */
  #introducedTo: AbortSignal | undefined;
  #agreedWith: AbortSignal | undefined;
  #ended: 'for-good' | 'for-now' | undefined;

  constructor(options: FileReunionOptions) {
    this.#options = options;
    this.#found = this.#findLeft();
  }

  /** What is found from now on is left to the next page of this tab, or removed. Of effect once. */
  close(isForGood: boolean): void {
    this.#ended ??= isForGood ? 'for-good' : 'for-now';
  }

  /** Of those under way. What the other's page alone has known is over. */
  interrupt(): void {
    const { transfers, speech, end, sender } = this.#options;
    for (const { key, direction, status } of transfers.underWay) {
      const isGone = direction === 'received' && status.phase === 'offered';
      const isOwnWish = isPausedBySelf(status);
      if (isGone || !speech.isPeerResuming) end(key, 'page-gone');
      // A page that is loaded anew has forgotten what its own person had stopped.
      else if (isOwnWish) transfers.setStatus(key, { phase: 'paused', by: 'self' });
      else if (status.phase !== 'offered' && status.phase !== 'file-needed')
        transfers.setStatus(key, { phase: 'interrupted' });
    }
    sender.renew();
  }

  /** Once to each page: says what is half done, and asks again what was not answered. */
  async introduce(): Promise<void> {
    const { transfers, receiver, speech, idle } = this.#options;
    const { page } = speech;
    if (this.#introducedTo === page) return;
    this.#introducedTo = page;
    // What is being written down counts.
    await Promise.all([this.#found, idle()]);
    const received = await receiver.known();
    if (page.aborted) return;
    this.#leaveOut();
    const own = transfers.underWay.filter(
      ({ key, direction }) => direction === 'sent' && !speech.numbers.idOf(key),
    );
    const accepted = own.filter(({ status }) => status.phase !== 'offered');
    if (speech.isPeerResuming) {
      const keys = new Set(transfers.underWay.map(({ key }) => key));
      const still = received.filter(({ mark }) => keys.has(keyOfMark('received', mark)));
      speech.known(
        accepted.map(({ key }) => key),
        still,
      );
    }
    for (const { key, status } of accepted) if (isPausedBySelf(status)) speech.decide('pause', key);
    for (const transfer of own) if (transfer.status.phase === 'offered') this.offer(transfer);
  }

  /** What the other is not told is not shown as sent either. */
  offer(transfer: FileTransfer): void {
    const { speech, transfers } = this.#options;
    const told = speech.offer(transfer);
    if (told !== undefined) transfers.change(transfer.key, { preview: undefined, ...told });
  }

  /**
   * The other page has said what is half done: the rest it has forgotten, or it was given up meanwhile.
   * @returns the greatest of the other's numbers; 0: there is none, or it is not there any more
   * @throws {ProtocolError} no page says it twice
   */
  async agree({ sent, received }: FilesKnown): Promise<number> {
    const { transfers, sender, speech, end } = this.#options;
    const { page } = speech;
    if (this.#agreedWith === page) throw new ProtocolError('invalid', 'known must be said once');
    this.#agreedWith = page;
    await this.#found;
    if (page.aborted) return 0;
    this.#leaveOut();
    for (const { id, mark } of sent) {
      const key = keyOfMark('received', mark);
      speech.numbers.bind('received', id, key);
      const { status } = transfers.find(key, 'interrupted', 'paused', 'done') ?? {};
      if (status === undefined) speech.decide('cancel', key);
      else if (status.phase === 'done') speech.decide('cancel', key, 'arrived');
      else if (isPausedBySelf(status)) speech.decide('pause', key);
    }
    for (const { key, direction, status } of transfers.underWay) {
      if (direction === 'received') {
        if (speech.numbers.idOf(key) === undefined) end(key, 'page-gone');
        continue;
      }
      if (status.phase === 'offered' || !sender.isLost(key)) continue;
      const known = received.find(({ mark }) => mark === markOf(key));
      // Whether it is there or forgotten they say next, as they hear of it.
      if (known === undefined) sender.unknown(key);
      else sender.goOn(key, known);
    }
    return Math.max(0, ...sent.map(({ id }) => id));
  }

  /** What pages of this tab before this one have begun. */
  async #findLeft(): Promise<void> {
    const { store, sentFiles, tab, sender, receiver } = this.#options;
    const [received, sent] = await Promise.all([store.left(tab), sentFiles.left(tab)]);
    if (this.#ended !== undefined) {
      const isForGood = this.#ended === 'for-good';
      for (const { sink } of received) void (isForGood ? sink.remove() : sink.leave());
      for (const { mark } of sent) void (isForGood ? sentFiles.forget(mark) : sentFiles.leave(mark));
      return;
    }
    await Promise.all([
      ...received.map((left) => receiver.adopt(this.#add('received', left.about), left)),
      ...sent.map((file) => sender.adopt(this.#add('sent', file), file)),
    ]);
  }

  #add(direction: FileTransfer['direction'], about: FileAbout): string {
    const key = this.#options.transfers.add(direction, about, { phase: 'interrupted' });
    this.#pastPeers.set(key, about.peerTab);
    return key;
  }

  /** What was begun with somebody else is not theirs; and a page of before reloads outlived files has forgotten them. */
  #leaveOut(): void {
    const { transfers, speech, peerTab, end } = this.#options;
    for (const { key } of transfers.underWay) {
      const pastPeer = this.#pastPeers.get(key);
      if (pastPeer === undefined) continue;
      if (pastPeer !== peerTab()) end(key, 'other-peer');
      else if (!speech.isPeerResuming) end(key, 'page-gone');
    }
    this.#pastPeers.clear();
  }
}
