import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import { sheetPartStyles } from '../../ui/sheet-part-styles.ts';
import { sharingWords } from '../../words/sharing.ts';
import './copy-button.ts';
import { canShare, share } from './share.ts';

/** An invitation, and every way to send it: through another application where the system has some, copied, by mail. */
@customElement('parley-send-invitation')
export class SendInvitation extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    sheetPartStyles,
    css`
      parley-copy-button {
        --copy-size: var(--size-control);
        --copy-text: var(--text-large);
        --copy-room: var(--space-5);
      }

      @media (max-width: 34rem) {
        .ways > .primary {
          flex-basis: 100%;
        }
      }
    `,
  ];

  /** What is sent, with the link in it. */
  @property() text = '';
  /** Of the mail. */
  @property() subject = '';
  /** This is what there is to do now. */
  @property({ type: Boolean }) prominent = false;

  override render() {
    const words = sharingWords();
    const isShareable = canShare();
    return html`<div class="ways">
      ${
        isShareable
          ? html`<button
            class="button large ${this.prominent ? 'primary' : ''}"
            type="button"
            @click=${() => share({ title: this.subject, text: this.text })}
          >
            ${icon('share')} ${words.sendInvitation}
          </button>`
          : nothing
      }
      <parley-copy-button
        class=${this.prominent && !isShareable ? 'primary' : ''}
        label=${words.copyInvitation}
        ?primary=${this.prominent && !isShareable}
        .text=${this.text}
      ></parley-copy-button>
      <a class="button large" href=${mailto(this.subject, this.text)}>${icon('mail')} ${words.mail}</a>
    </div>`;
  }
}

/** RFC 6068: line breaks are CRLF, and everything else that is not a letter is escaped. */
function mailto(subject: string, body: string): string {
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-send-invitation': SendInvitation;
  }
}
