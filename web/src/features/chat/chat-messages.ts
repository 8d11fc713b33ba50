import type { ChatMessage } from '@parley/call';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { authorLabel, chatWords, messageTime, statusWord } from '../../words/chat.ts';
import { chatMessagesStyles } from './chat-messages-styles.ts';
import { ResendRequestedEvent } from './events.ts';
import { linkedText, type TextPart } from './linked-text.ts';

/** Whoever is so near to the end wants to see what comes, in pixels. */
const NEAR_END_PX = 48;
/** What was written so soon after another by the same person stands with it. */
const TOGETHER_MS = 5 * 60_000;

/** What was written, the newest below. It stays at the end for whoever is there. */
@customElement('parley-chat-messages')
export class ChatMessages extends LitElement {
  static override styles = [baseStyles, controlStyles, chatMessagesStyles];

  @property({ attribute: false }) messages: readonly ChatMessage[] = [];
  /** Older ones are not there any more. */
  @property({ type: Boolean }) hasDropped = false;
  @property({ attribute: false }) now: () => number = Date.now;
  @query('.scroll') private readonly scroller!: HTMLElement;
  @state() private isAtEnd = true;
  /** Of a thousand messages most are the same as when this was drawn before. */
  readonly #parts = new WeakMap<ChatMessage, readonly TextPart[]>();

  constructor() {
    super();
    new KeepFocus(this, () => this.scroller);
  }

  override render() {
    const { messages } = this;
    return html`
      <div class="scroll" tabindex="0" role="group" aria-label=${chatWords().messages} @scroll=${this.#noteScroll}>
        ${messages.length === 0 ? html`<p class="empty soft">${chatWords().empty}</p>` : nothing}
        ${this.hasDropped ? html`<p class="soft small">${chatWords().dropped}</p>` : nothing}
        <ol>
          ${repeat(
            messages,
            ({ key }) => key,
            (message, index) => this.#message(message, messages[index - 1], messages[index + 1]),
          )}
        </ol>
      </div>
      ${
        this.isAtEnd
          ? nothing
          : html`<button class="button newest" type="button" @click=${this.scrollToEnd}>
              ${icon('chevron')} ${chatWords().newest}
            </button>`
      }
    `;
  }

  /** Also when it comes to be seen, which is no change of what is in it. */
  readonly scrollToEnd = (): void => {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.isAtEnd = true;
  };

  protected override updated() {
    if (this.isAtEnd || this.messages.at(-1)?.status === 'waiting') this.scrollToEnd();
  }

  #message(message: ChatMessage, before: ChatMessage | undefined, after: ChatMessage | undefined) {
    const { author, name, sentAt, status, key } = message;
    const isFirst = before === undefined || !standTogether(before, message);
    const isLast = after === undefined || !standTogether(message, after);
    const word = statusWord(status);
    return html`<li class="${author} ${isFirst ? 'first' : ''} ${status}">
      <p class=${author === 'peer' && isFirst ? 'author' : 'visually-hidden'}>
        ${author === 'self' ? chatWords().you : authorLabel(name)}
      </p>
      <div class="bubble"><p class="text" dir="auto">${this.#partsOf(message).map(({ text, href }) =>
        href === undefined
          ? text
          : html`<a dir="ltr" href=${href} target="_blank" rel="noopener noreferrer" title=${href}>${text}</a>`,
      )}</p></div>
      ${
        isLast || status === 'waiting' || status === 'undelivered'
          ? html`<p class="about">
              <time datetime=${new Date(sentAt).toISOString()}>${messageTime(sentAt, this.now())}</time>
              ${word === undefined ? nothing : html`<span>${word}</span>`}
            </p>`
          : nothing
      }
      ${
        status === 'undelivered'
          ? html`<button class="button" type="button" @click=${() => this.dispatchEvent(new ResendRequestedEvent(key))}>
              ${chatWords().resend}
            </button>`
          : nothing
      }
    </li>`;
  }

  #partsOf(message: ChatMessage): readonly TextPart[] {
    const parts = this.#parts.get(message) ?? linkedText(message.text);
    this.#parts.set(message, parts);
    return parts;
  }

  #noteScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // Nothing is measured of what is not shown.
    if (clientHeight > 0) this.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }
}

function standTogether(before: ChatMessage, after: ChatMessage): boolean {
  const isSame = before.author === after.author && before.name === after.name;
  return isSame && Math.abs(after.sentAt - before.sentAt) < TOGETHER_MS;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-chat-messages': ChatMessages;
  }
}
