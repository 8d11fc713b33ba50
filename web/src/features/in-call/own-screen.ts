import type { CallHandle } from '@parley/call';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles, outOfSight } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { screenWords } from '../../words/in-call.ts';

/** For as long as one's screen is shared: that it is, and how it stops. Beside the status, where it lies over nobody's screen. */
@customElement('parley-own-screen')
export class OwnScreen extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: contents;
      }

      [role='status'] {
        order: 1;
        flex: 1 0 100%;
        display: flex;
        justify-content: center;
      }

      [role='status']:empty {
        position: absolute;
      }

      /* In one line with what stands there, as far as there is room. */
      @media (min-width: 44rem) {
        [role='status'] {
          order: 0;
          flex: 0 1 auto;
          margin-inline: auto;
        }
      }

      .sharing {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: var(--space-1) var(--space-3);
        padding: 0 0 0 var(--space-4);
        border: 1px solid transparent;
        border-radius: calc(var(--size-touch) / 2);
        background: var(--color-veil);
        color: var(--color-on-veil);
        font-size: var(--text-small);
        font-weight: var(--weight-medium);
        animation: arrive var(--duration-quick) var(--ease);
      }

      .sharing p {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }

      .sharing .icon {
        inline-size: 1.25rem;
        block-size: 1.25rem;
      }

      .sharing p .icon {
        color: var(--color-accent);
      }

      /* The icon says it beside the way to stop it, where there is little room; the words stay for those who listen. */
      @media (width < 60rem) {
        .sharing p span {
          ${outOfSight}
        }
      }

      .stop .icon {
        display: none;
      }

      /* With large text on a phone it stands beside what else is up there, and takes no row of its own from the screens. */
      @container (width < 20rem) {
        [role='status'] {
          order: 0;
          flex: none;
        }

        .sharing {
          gap: 0;
          padding: 0;
        }

        .sharing p .icon {
          display: none;
        }

        .stop,
        .stop:hover {
          min-inline-size: var(--size-touch);
          padding-inline: 0;
          border-color: transparent;
          background: var(--color-accent);
          color: var(--color-on-accent);
        }

        .stop .icon {
          display: block;
        }

        .stop span {
          ${outOfSight}
        }
      }

      @keyframes arrive {
        from {
          opacity: 0;
          translate: 0 -8px;
        }
      }

      @media (forced-colors: active) {
        .sharing {
          border-color: CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) call!: CallHandle;
  /** Something lies over it: nothing here is pressed, and all is announced. */
  @property({ type: Boolean }) covered = false;

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => [this.call.screen]);
  }

  override render() {
    const screen = this.call.screen.value;
    return html`<div role="status">${screen.status === 'on' ? this.#sharing(screen.hasSound) : nothing}</div>`;
  }

  #sharing(hasSound: boolean) {
    const words = screenWords();
    return html`<div class="sharing">
      <p>${icon('screen')} <span>${words.sharing(hasSound)}</span></p>
      <button class="button stop" type="button" title=${words.stop} ?inert=${this.covered} @click=${() => this.call.stopSharing()}>
        ${icon('screen-off')}<span>${words.stop}</span>
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-own-screen': OwnScreen;
  }
}
