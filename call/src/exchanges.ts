/** What the two say to each other beside sound and picture: chat, files, the channels of the page's own, and words to compare. */
import type { CallId, Capability } from '@parley/protocol';
import { CallChannels } from './channels/call-channels.ts';
import type { LinkFeature } from './channels/link-feature.ts';
import { Chat } from './chat/chat.ts';
import { forgetLeftChat } from './chat/kept-chat.ts';
import { diskFileStore } from './files/disk-file-store.ts';
import { FileExchange } from './files/file-exchange.ts';
import { keptSentFiles } from './files/kept-sent-files.ts';
import { removeLeftFiles } from './files/left-files.ts';
import { TransferPace } from './files/transfer-pace.ts';
import { deviceMemory } from './memory/device-memory.ts';
import { carryTabMark, tabMark } from './memory/tab-mark.ts';
import type { QualityFeature } from './quality/quality-feature.ts';
import { SafetyFeature } from './safety/safety-feature.ts';

export interface ExchangesOptions {
  readonly call: CallId;
  readonly hasChat: boolean;
  readonly hasFiles: boolean;
  readonly quality: QualityFeature['quality'];
  readonly now: () => number;
  readonly onIgnored: (cause: unknown) => void;
  /** Ends with the call. */
  readonly signal: AbortSignal;
}

export class Exchanges {
  readonly channels: CallChannels;
  readonly chat: Chat;
  readonly files: FileExchange;
  readonly safety: SafetyFeature;
  /** What the page has a place for. */
  readonly can: readonly Capability[];
  readonly #tab: string;
  readonly #memory = deviceMemory('sessionStorage');

  constructor({ call, hasChat, hasFiles, quality, now, onIgnored, signal }: ExchangesOptions) {
    const memory = this.#memory;
    const tab = tabMark(memory, call);
    this.#tab = tab;
    this.channels = new CallChannels({ tab, onIgnored });
    this.chat = new Chat({ call, tab, memory, now, onIgnored });
    this.safety = new SafetyFeature(onIgnored);
    const transferPace = new TransferPace();
    const pace = () => transferPace.bytesPerSecond;
    this.files = new FileExchange({ tab, store: diskFileStore, sentFiles: keptSentFiles, pace, onIgnored });
    this.can = [
      'channels/1',
      'safety/1',
      'successor/1',
      ...(hasChat ? ['chat/1' as const] : []),
      ...(hasFiles ? (['files/1', 'files/2', 'files/3', 'files/4'] as const) : []),
    ];
    if (hasFiles) void removeLeftFiles(call);
    void forgetLeftChat(call);
    quality.subscribe((known) => {
      transferPace.note(known, this.files.movedBytes);
      this.files.paceChanged();
    }, signal);
  }

  get features(): readonly LinkFeature[] {
    return [this.channels.feature, this.chat.feature, this.files.feature, this.safety];
  }

  /** The two go on in another call: so does all that they say, reloads included. */
  goOver(call: CallId): void {
    carryTabMark(this.#memory, this.#tab, call);
    this.chat.goOver(call);
  }

  /**
   * Nothing more is said. Files that have arrived can be saved until {@link close}.
   * @param isForGood false: the next try goes on with what was written and what is half sent
   */
  end(isForGood: boolean): void {
    this.channels.close();
    this.safety.end();
    this.files.end(isForGood);
    if (isForGood) this.chat.close();
  }

  close(isForGood: boolean): void {
    this.end(isForGood);
    this.files.close(isForGood);
  }
}
