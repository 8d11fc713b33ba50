import { type CallHandle, isAsked } from '@parley/call';
import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { chatWords } from '../../words/chat.ts';
import type { ChatPanel } from '../chat/chat-panel.ts';
import '../chat/chat-panel.ts';

export interface ChatDockOptions {
  readonly call: () => CallHandle;
  /** What the other is called, or was. */
  readonly name: () => string;
  /** Where the focus goes when the chat is closed. */
  readonly focusOpener: () => void;
  /** A file was dropped that nobody is there to take. */
  readonly onUnwantedFile: () => void;
}

/** The chat as a part of the call's view: there once somebody is who can chat, and open where this person wants it. */
export class ChatDock implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #options: ChatDockOptions;
  readonly #panel = createRef<ChatPanel>();
  /** There the panel lies over everything; see the view's styles. */
  readonly #narrow = matchMedia('(width < 50rem)');
  #isWanted = false;
  #followed: CallHandle | undefined;
  #lifetime = new AbortController();
  /** Files that the other would send, and that wait for an answer. */
  #askedCount = 0;

  constructor(host: ReactiveControllerHost & Element, options: ChatDockOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#isWanted && this.#isThere;
  }

  /** Nothing else can be seen, and nothing else is to be reached. */
  get coversAll(): boolean {
    return this.isOpen && this.#narrow.matches;
  }

  /** What waits to be read or answered; undefined: there is no chat. */
  get unreadCount(): number | undefined {
    return this.#isThere ? this.#options.call().chat.unreadCount.value + this.#askedCount : undefined;
  }

  readonly toggle = async (): Promise<void> => {
    if (!this.#isThere) return;
    this.#isWanted = !this.isOpen;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (this.isOpen) await this.#panel.value?.focus();
    else this.#options.focusOpener();
  };

  hostConnected(): void {
    this.#narrow.addEventListener('change', this.#redraw);
    for (const type of ['dragover', 'drop'] as const) this.#host.addEventListener(type, this.#keepFile);
  }

  /** Of a file that flows each megabyte is news, and none of it here. */
  hostUpdate(): void {
    const call = this.#options.call();
    if (call === this.#followed) return;
    this.#forget();
    this.#followed = call;
    call.files.transfers.subscribe((transfers) => {
      const asked = transfers.filter(isAsked);
      if (asked.length === this.#askedCount) return;
      this.#askedCount = asked.length;
      this.#host.requestUpdate();
    }, this.#lifetime.signal);
  }

  hostDisconnected(): void {
    this.#forget();
    this.#narrow.removeEventListener('change', this.#redraw);
    for (const type of ['dragover', 'drop'] as const) this.#host.removeEventListener(type, this.#keepFile);
  }

  #forget(): void {
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
    this.#followed = undefined;
  }

  /** One that is dropped beside the panel: the browser would show it in place of the call. */
  readonly #keepFile = (event: Event): void => {
    if (!(event instanceof DragEvent) || event.defaultPrevented) return;
    const given = event.dataTransfer;
    if (!given?.types.some((type) => type === 'Files')) return;
    event.preventDefault();
    if (event.type !== 'drop') return;
    if (!this.#isThere) return this.#options.onUnwantedFile();
    this.#panel.value?.takeFiles(given);
    if (!this.isOpen) void this.toggle();
  };

  readonly #redraw = (): void => this.#host.requestUpdate();

  /** For the view's styles. */
  hostUpdated(): void {
    this.#host.toggleAttribute('chat', this.isOpen);
  }

  /** What is half written stays, also while it is closed. */
  render(): TemplateResult | typeof nothing {
    if (!this.#isThere) return nothing;
    const { chat, files, now } = this.#options.call();
    return html`<parley-chat-panel
      ${ref(this.#panel)}
      role="region"
      aria-label=${chatWords().title}
      ?hidden=${!this.isOpen}
      .chat=${chat}
      .files=${files}
      .name=${this.#options.name()}
      .now=${now}
      @chat-close-requested=${this.toggle}
    ></parley-chat-panel>`;
  }

  get #isThere(): boolean {
    const { availability, messages } = this.#options.call().chat;
    return availability.value === 'open' || availability.value === 'interrupted' || messages.value.length > 0;
  }
}
