import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { captionedButtonStyles } from './captioned-button-styles.ts';
import './confirm-dialog.ts';
import type { ConfirmDialog } from './confirm-dialog.ts';
import { baseStyles } from './control-styles.ts';
import './device-switch.ts';
import { icon } from './icons.ts';
import { EndRequestedEvent, LeaveRequestedEvent } from './in-call-events.ts';
import type { LocalMediaView } from './local-media-view.ts';

/** Everything that a person does during a call, always in the same place. */
@customElement('parley-control-bar')
export class ControlBar extends LitElement {
  static override styles = [
    baseStyles,
    captionedButtonStyles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-1) clamp(var(--space-1), 2vw, var(--space-4));
      }

      .bar > * {
        min-inline-size: 4.25rem;
      }

      parley-device-switch {
        display: grid;
      }

      /* Beside the picture: below each other, or two and two where the window is lower than that. */
      @media (max-height: 28rem) and (orientation: landscape) {
        :host {
          overflow-y: auto;
          block-size: 100%;
        }

        .bar {
          display: grid;
          grid-template-columns: auto;
          place-content: safe center;
          gap: var(--space-1);
          min-block-size: 100%;
        }
      }

      @media (max-height: 20rem) and (orientation: landscape) {
        .bar {
          grid-template-columns: auto auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) media?: LocalMediaView;
  /** Whether this person may end the call for both. */
  @property({ type: Boolean }) canEnd = false;
  @query('parley-confirm-dialog') private readonly endDialog!: ConfirmDialog;

  override render() {
    return html`
      <div class="bar" role="group" aria-label="Call controls">
        <parley-device-switch captioned device="microphone" .view=${this.media?.microphone}></parley-device-switch>
        <parley-device-switch captioned device="camera" .view=${this.media?.camera}></parley-device-switch>
        <button class="captioned danger" type="button" @click=${this.#leave}>
          <span class="disc">${icon('leave')}</span><span class="caption">Leave</span>
        </button>
        ${
          this.canEnd
            ? html`<button class="captioned" type="button" aria-haspopup="dialog" @click=${this.#askToEnd}>
              <span class="disc">${icon('end')}</span><span class="caption">End for both</span>
            </button>`
            : nothing
        }
      </div>
      ${
        this.canEnd
          ? html`<parley-confirm-dialog
              question="End the call for both of you?"
              consequence="The call closes, and its link and ID stop working. If you only leave, the other person can stay."
              refusal="Stay in the call"
              confirmation="End the call"
              @confirmed=${this.#end}
            ></parley-confirm-dialog>`
          : nothing
      }
    `;
  }

  #leave() {
    this.dispatchEvent(new LeaveRequestedEvent());
  }

  #askToEnd() {
    this.endDialog.show();
  }

  #end() {
    this.dispatchEvent(new EndRequestedEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-control-bar': ControlBar;
  }
}
