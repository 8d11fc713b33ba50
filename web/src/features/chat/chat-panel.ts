import type { ChatHandle, ChatRefusal, FilesHandle } from '@parley/call';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { closeStyles } from '../../ui/close-styles.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { isComposing } from '../../ui/is-composing.ts';
import {
  availabilitySentence,
  chatWords,
  refusalSentence,
  transcript,
  typingSentence,
} from '../../words/chat.ts';
import type { FileList } from '../files/file-list.ts';
import '../files/file-list.ts';
import '../sharing/copy-button.ts';
import type { ChatComposer } from './chat-composer.ts';
import './chat-composer.ts';
import type { ChatMessages } from './chat-messages.ts';
import './chat-messages.ts';
import {
  ChatCloseRequestedEvent,
  type MessageWrittenEvent,
  type ResendRequestedEvent,
  type TypingChangedEvent,
} from './events.ts';

/** What the two write to each other, beside the picture or over it. What is seen here counts as read. */
@customElement('parley-chat-panel')
export class ChatPanel extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    closeStyles,
    css`
      /* Whoever places it says how large it is. Where that is too little for everything, one scrolls through the whole. */
      :host {
        container-type: size;
        display: grid;
        grid-template: max-content 1fr max-content / minmax(0, 1fr);
        overflow: hidden auto;
        background: var(--color-surface);
        color: var(--color-ink);
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-2);
        padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
        border-block-end: 1px solid var(--color-line);
      }

      /* Some lines, whatever is below them. */
      parley-chat-messages {
        min-block-size: clamp(5rem, 35cqb, 9rem);
      }

      header:dir(rtl) {
        padding: var(--space-2) var(--space-4) var(--space-2) var(--space-2);
      }

      h2 {
        margin-inline-end: auto;
        font-size: var(--text-large);
      }

      parley-copy-button {
        --copy-text: var(--text-small);

        flex: none;
      }

      .writing {
        padding: 0 var(--space-3) calc(var(--space-3) + var(--inset-bottom));
      }

      .state {
        min-block-size: 1.25rem;
        padding-inline: var(--space-2);
        padding-block-end: var(--space-1);
        font-size: var(--text-caption);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) chat!: ChatHandle;
  /** Undefined: none are sent here. */
  @property({ attribute: false }) files?: FilesHandle;
  /** What the other is called; empty: they did not say. */
  @property() name = '';
  @property({ attribute: false }) now: () => number = Date.now;
  @state() private refusal: ChatRefusal | undefined;
  @query('parley-file-list') private readonly fileList!: FileList | null;
  @query('parley-chat-composer') private readonly composer!: ChatComposer;
  @query('parley-chat-messages') private readonly list!: ChatMessages;

  constructor() {
    super();
    new FollowCells(this, () => {
      const { messages, availability, isPeerTyping } = this.chat;
      return [messages, availability, isPeerTyping];
    });
    this.addEventListener(
      'keydown',
      (event) => event.key === 'Escape' && !isComposing(event) && this.#close(),
    );
    this.addEventListener(
      'dragover',
      (event) => this.#canTakeFiles(event.dataTransfer) && event.preventDefault(),
    );
    for (const type of ['drop', 'paste'] as const)
      this.addEventListener(type, (event) => this.#takeFiles(event));
  }

  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#noteSeen);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#noteSeen);
  }

  override render() {
    const words = chatWords();
    const { chat, name } = this;
    const messages = chat.messages.value;
    const availability = chat.availability.value;
    const hint = availabilitySentence(availability, name);
    return html`
      <header>
        <h2>${words.title}</h2>
        ${
          messages.length === 0
            ? nothing
            : html`<parley-copy-button label=${words.copyAll} .text=${this.#transcript}></parley-copy-button>`
        }
        <button class="close" type="button" aria-label=${words.close} title=${words.close} @click=${this.#close}>
          ${icon('remove')}
        </button>
      </header>
      <parley-chat-messages
        .messages=${messages}
        .hasDropped=${chat.hasDropped}
        .now=${this.now}
        @resend-requested=${({ key }: ResendRequestedEvent) => this.#note(chat.resend(key))}
      ></parley-chat-messages>
      <div class="writing">
        ${
          this.files === undefined
            ? nothing
            : html`<parley-file-list .files=${this.files} .name=${name}></parley-file-list>`
        }
        <p class="state soft">
          <span role="status">${hint}</span>
          ${hint === undefined && chat.isPeerTyping.value ? typingSentence(name) : nothing}
        </p>
        <parley-chat-composer
          ?disabled=${availability === 'nobody' || availability === 'unsupported'}
          .problem=${this.refusal && refusalSentence(this.refusal)}
          @message-written=${this.#send}
          @typing-changed=${this.#noteTyping}
        ></parley-chat-composer>
      </div>
    `;
  }

  /** To where one writes; not on a device whose keyboard would cover what is to be read. */
  override async focus() {
    await this.updateComplete;
    this.#noteSeen();
    this.list.scrollToEnd();
    if (matchMedia('(pointer:fine)').matches) this.composer.focus();
    else this.renderRoot.querySelector<HTMLElement>('.close')?.focus();
  }

  /** Offers those that were dropped, here or beside it. */
  takeFiles(given: DataTransfer): void {
    this.fileList?.take(given);
  }

  protected override updated() {
    this.#noteSeen();
  }

  readonly #noteSeen = (): void => {
    if (!this.hidden && !document.hidden) this.chat.markRead();
  };

  /** Made when it is wanted: to write a thousand lines takes time. */
  readonly #transcript = (): string => transcript(this.chat.messages.value);

  readonly #close = (): void => {
    this.dispatchEvent(new ChatCloseRequestedEvent());
  };

  #canTakeFiles(given: DataTransfer | null): boolean {
    const items = [...(given?.items ?? [])];
    return this.fileList !== null && items.some(({ kind }) => kind === 'file');
  }

  /** Text that is dropped or pasted goes where it would go anyway; office programs paste a picture of it besides. */
  #takeFiles(event: DragEvent | ClipboardEvent) {
    const given = event instanceof DragEvent ? event.dataTransfer : event.clipboardData;
    if (!this.#canTakeFiles(given)) return;
    if (event.type === 'paste' && given?.types.includes('text/plain')) return;
    event.preventDefault();
    if (given) this.takeFiles(given);
  }

  #send({ text }: MessageWrittenEvent) {
    const refusal = this.chat.send(text);
    this.#note(refusal);
    if (refusal === undefined) this.composer.clear();
  }

  #noteTyping({ isTyping }: TypingChangedEvent) {
    this.refusal = undefined;
    this.chat.setTyping(isTyping);
  }

  #note(refusal: ChatRefusal | undefined) {
    this.refusal = refusal;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-chat-panel': ChatPanel;
  }
}
