import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import { isComposing } from '../../ui/is-composing.ts';
import { chatWords } from '../../words/chat.ts';
import { MessageWrittenEvent, TypingChangedEvent } from './events.ts';

/** Where one writes. Enter sends; with Shift it begins a line. */
@customElement('parley-chat-composer')
export class ChatComposer extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) max-content;
        align-items: end;
        gap: var(--space-2);
      }

      textarea.input {
        display: block;
        min-block-size: var(--size-touch);
        max-block-size: min(10rem, 30dvb);
        padding: 0.5625rem var(--space-4);
        border-radius: calc(var(--size-touch) / 2);
        line-height: var(--leading-body);
        resize: none;
        /* As high as what is in it, where browsers can; elsewhere it scrolls. */
        field-sizing: content;
      }

      .send {
        inline-size: var(--size-touch);
        padding: 0;
      }

      .send .icon:dir(rtl) {
        scale: -1 1;
      }

      .problem {
        margin-block: 0 var(--space-2);
      }
    `,
  ];

  /** Why the last one was not sent; undefined: it was, or nothing was. */
  @property() problem: string | undefined;
  /** Nothing can be written. */
  @property({ type: Boolean }) disabled = false;
  @query('textarea') private readonly field!: HTMLTextAreaElement;

  override render() {
    const words = chatWords();
    return html`
      <p class="problem" id="problem" role="alert" ?hidden=${this.problem === undefined}>${this.problem}</p>
      <form @submit=${this.#submit}>
        <textarea
          class="input"
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-label=${words.field}
          aria-describedby=${this.problem === undefined ? nothing : 'problem'}
          aria-invalid=${this.problem === undefined ? nothing : 'true'}
          placeholder=${words.placeholder}
          ?disabled=${this.disabled}
          @keydown=${this.#press}
          @input=${this.#type}
        ></textarea>
        <button class="button primary send" aria-label=${words.send} title=${words.send} ?disabled=${this.disabled}>
          ${icon('send')}
        </button>
      </form>
    `;
  }

  override focus() {
    this.field.focus();
  }

  /** It was sent. */
  clear() {
    this.field.value = '';
  }

  #press(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    if (!event.repeat) this.#write();
  }

  #submit(event: SubmitEvent) {
    event.preventDefault();
    this.#write();
    this.focus();
  }

  #write() {
    this.dispatchEvent(new MessageWrittenEvent(this.field.value));
  }

  #type() {
    this.dispatchEvent(new TypingChangedEvent(this.field.value !== ''));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-chat-composer': ChatComposer;
  }
}
