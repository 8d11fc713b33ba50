import type { DataUse, LinkQuality, QualityVerdict, SafetyState } from '@parley/call';
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { closeStyles } from '../../ui/close-styles.ts';
import { baseStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import { qualityWords, verdictLabel } from '../../words/quality.ts';
import type { SafetyWords } from '../safety/safety-words.ts';
import '../safety/safety-words.ts';
import './quality-panel.ts';

/** How many of the three bars are filled. */
const BARS: Readonly<Record<QualityVerdict['level'], number>> = { good: 3, weak: 2, poor: 1 };

/** How well the two are connected, in two words on top of the picture, and behind them the panel. */
@customElement('parley-quality-badge')
export class QualityBadge extends LitElement {
  static override styles = [
    baseStyles,
    closeStyles,
    css`
      .badge {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        min-block-size: var(--size-touch);
        max-inline-size: 100%;
        padding-inline: var(--space-3) var(--space-4);
        border: 1px solid transparent;
        border-radius: var(--radius-control);
        background: var(--color-veil);
        color: var(--color-on-veil);
        font: inherit;
        font-size: var(--text-small);
        font-weight: var(--weight-medium);
        cursor: pointer;
        -webkit-tap-highlight-color: transparent;
        touch-action: manipulation;
      }

      .badge > span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      /* The bars say it where there is little room; in the panel it stands in words. */
      @media (max-width: 28rem) {
        .badge {
          justify-content: center;
          min-inline-size: var(--size-touch);
          padding-inline: 0;
        }

        .badge > span {
          display: none;
        }
      }

      .bars {
        flex: none;
        inline-size: 1.125rem;
        block-size: 1.125rem;
      }

      rect {
        fill: none;
        stroke: currentcolor;
        stroke-width: 1.25;
      }

      .filled {
        fill: currentcolor;
      }

      .panel {
        position: fixed;
        inset: calc(var(--size-touch) + var(--space-5) + var(--inset-top))
          calc(var(--space-3) + var(--inset-right)) auto auto;
        inline-size: min(22rem, 100vi - 2 * var(--space-3));
        max-block-size: calc(100dvb - var(--size-touch) - var(--space-7) - var(--inset-top) - var(--inset-bottom));
        margin: 0;
        overflow-y: auto;
        padding: var(--space-4);
        border: 1px solid var(--color-line);
        border-radius: var(--radius-sheet);
        background: var(--color-surface);
        box-shadow: var(--shadow-high);
        color: var(--color-ink);
      }

      .panel:dir(rtl) {
        inset-inline: auto calc(var(--space-3) + var(--inset-left));
      }

      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-block: calc(-1 * var(--space-2)) var(--space-1);
      }

      h2 {
        font-size: var(--text-large);
      }

      parley-safety-words {
        margin-block-start: var(--space-4);
        padding-block-start: var(--space-3);
        border-block-start: 1px solid var(--color-line);
      }

      .close {
        margin-inline-end: calc(-1 * var(--space-2));
      }

      /* Little room: the panel has all of it. */
      @media (max-width: 30rem), (max-height: 30rem) {
        .panel {
          inset: auto var(--space-2) calc(var(--space-2) + var(--inset-bottom)) auto;
          max-block-size: calc(100dvb - 2 * var(--space-2) - var(--inset-top) - var(--inset-bottom));
          inline-size: min(24rem, 100vi - 2 * var(--space-2));
        }
      }

      @media (forced-colors: active) {
        .badge {
          border-color: ButtonBorder;
        }
      }
    `,
  ];

  @property({ attribute: false }) quality?: LinkQuality | undefined;
  @property({ attribute: false }) dataUse: DataUse = 'normal';
  /** Whether there are words to compare; undefined: there is no place for them. */
  @property({ attribute: false }) safety?: SafetyState | undefined;
  /** The other’s; empty: they did not say. */
  @property() name = '';
  @state() private isOpen = false;
  @query('.panel') private readonly panel!: HTMLElement;
  @query('parley-safety-words') private readonly safetyWords!: SafetyWords | null;

  showSafetyWords(): void {
    this.safetyWords?.show();
    this.panel.togglePopover(true);
  }

  override render() {
    const words = qualityWords();
    const verdict = this.quality?.verdict;
    const label = verdictLabel(this.quality, this.name);
    return html`
      <button class="badge" type="button" popovertarget="panel" aria-label=${words.details(label)}>
        ${this.#bars(verdict === undefined ? 0 : BARS[verdict.level])} <span>${label}</span>
      </button>
      <div class="panel" id="panel" popover role="dialog" aria-labelledby="title" @toggle=${this.#noteOpen}>
        <div class="head">
          <h2 id="title">${words.panel}</h2>
          <button class="close" type="button" popovertarget="panel" popovertargetaction="hide" aria-label=${words.close}>
            ${icon('remove')}
          </button>
        </div>
        ${
          this.isOpen
            ? html`<parley-quality-panel
                .quality=${this.quality}
                .dataUse=${this.dataUse}
                .name=${this.name}
              ></parley-quality-panel>`
            : nothing
        }
        ${
          this.safety === undefined
            ? nothing
            : html`<parley-safety-words ?hidden=${!this.isOpen} .safety=${this.safety}></parley-safety-words>`
        }
      </div>
    `;
  }

  #bars(filledCount: number) {
    return html`<svg class="bars" viewBox="0 0 18 18" aria-hidden="true">
      ${[0, 1, 2].map((index) => {
        const height = 5 + 4 * index;
        return svg`<rect
          class=${index < filledCount ? 'filled' : ''}
          x=${1.5 + 5.5 * index}
          y=${16 - height}
          width="3.5"
          height=${height}
          rx="1.25"
        />`;
      })}
    </svg>`;
  }

  /** Charts that nobody sees are not drawn. */
  #noteOpen({ newState }: ToggleEvent) {
    this.isOpen = newState === 'open';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-quality-badge': QualityBadge;
  }
}
