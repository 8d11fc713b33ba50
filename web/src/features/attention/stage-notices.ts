import type { GivenUp } from '@parley/call';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { type IconName, icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { attentionWords, pictureUnwantedNotice } from '../../words/call-news.ts';
import { givenUpSentence } from '../../words/quality.ts';
import { UnmuteRequestedEvent } from './events.ts';

/** What somebody in the call would otherwise not notice of themselves, as pills on top of the picture for as long as it is so. */
@customElement('parley-stage-notices')
export class StageNotices extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host,
      .pills {
        display: grid;
        justify-items: center;
        pointer-events: none;
      }

      /* Without anything to say it takes no room, not even that between it and others. */
      :host {
        margin-block-start: calc(-1 * var(--space-2));
      }

      .pill {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        max-inline-size: 100%;
        min-block-size: var(--size-touch);
        margin-block-start: var(--space-2);
        padding: var(--space-2) var(--space-4);
        border: 1px solid transparent;
        border-radius: var(--radius-sheet);
        background: var(--color-veil);
        color: var(--color-on-veil);
        font-size: var(--text-small);
        font-weight: var(--weight-medium);
        overflow-wrap: anywhere;
        pointer-events: auto;
        animation: arrive var(--duration-quick) var(--ease);
      }

      @keyframes arrive {
        from {
          opacity: 0;
          translate: 0 0.5rem;
        }
      }

      .icon {
        inline-size: 1.25rem;
        block-size: 1.25rem;
      }

      button {
        flex: none;
        min-block-size: var(--size-touch);
        margin-block: calc(-1 * var(--space-2));
        margin-inline-end: calc(-1 * var(--space-4));
        padding-inline: var(--space-4);
        border: 0;
        border-radius: var(--radius-control);
        background: none;
        color: inherit;
        font: inherit;
        font-weight: var(--weight-strong);
        text-decoration: underline;
        text-underline-offset: 0.2em;
        cursor: pointer;
      }

      @media (forced-colors: active) {
        .pill {
          border-color: CanvasText;
        }
      }
    `,
  ];

  /** This person speaks, and their microphone is off. */
  @property({ type: Boolean, attribute: 'muted-speech' }) isSpeakingWhileMuted = false;
  /** What is not sent of them for want of room. */
  @property({ attribute: false }) givenUp: GivenUp = 'nothing';
  /** The other has asked for sound alone, and this person’s camera is on. */
  @property({ type: Boolean, attribute: 'unwanted-picture' }) isPictureUnwanted = false;
  /** Something lies over it: nothing here is pressed, and all is announced. */
  @property({ type: Boolean }) covered = false;
  /** The other’s; empty: they did not say. */
  @property() name = '';

  constructor() {
    super();
    new KeepFocus(this);
  }

  override render() {
    const words = attentionWords();
    return html`
      <div class="pills" role="status">
        ${
          this.isSpeakingWhileMuted
            ? pill(
                'microphone-off',
                words.mutedNotice,
                html`<button type="button" ?inert=${this.covered} @click=${this.#unmute}>${words.unmute}</button>`,
              )
            : nothing
        }
        ${this.givenUp === 'the-picture' ? pill('camera-off', givenUpSentence(this.givenUp)) : nothing}
      </div>
      ${
        // When it begins is announced with what else the other has switched.
        this.isPictureUnwanted ? pill('camera-off', pictureUnwantedNotice(this.name)) : nothing
      }
    `;
  }

  #unmute() {
    this.dispatchEvent(new UnmuteRequestedEvent());
  }
}

function pill(name: IconName, text: string | TemplateResult | undefined, action?: TemplateResult) {
  return html`<p class="pill">${icon(name)} <span>${text}</span> ${action}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-stage-notices': StageNotices;
  }
}
