import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { captionedButtonStyles } from '../../ui/captioned-button-styles.ts';
import { baseStyles } from '../../ui/control-styles.ts';
import { type IconName, icon } from '../../ui/icons.ts';
import { moveInMenu } from '../../ui/menu-keys.ts';

/**
 * A button of the bar that opens a menu of what stands in the slot: `.menu-item` buttons that are menu items, which close it
 * when they are pressed. The browser closes it by Escape and by a press elsewhere, and gives the focus back.
 */
@customElement('parley-bar-menu')
export class BarMenu extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override styles = [
    baseStyles,
    captionedButtonStyles,
    css`
      /* Where it is given more room than its disc takes, that is in the middle, as a button's own is. */
      :host {
        display: grid;
        justify-items: center;
      }

      button {
        anchor-name: --menu-button;
      }

      /* Narrow, beside the button that it belongs to. */
      :host([beside]) .captioned {
        min-inline-size: var(--size-touch);
      }

      :host([beside]) .disc {
        inline-size: var(--size-touch);
        border-start-start-radius: 0;
        border-end-start-radius: 0;
        background: var(--menu-ground, var(--color-raised));
        border-color: transparent;
        color: var(--menu-ink, var(--color-ink));
      }

      .menu {
        overflow-y: auto;
        inline-size: max-content;
        max-inline-size: min(22rem, 100vi - 2 * var(--space-3));
        max-block-size: calc(100dvh - 2 * var(--space-2));
        margin: var(--space-2);
        padding: var(--space-2);
        border: 1px solid var(--color-line);
        border-radius: var(--radius-sheet);
        background: var(--color-surface);
        box-shadow: var(--shadow-high);
        color: var(--color-ink);
      }

      /* Where nothing can be placed by another: above the lower edge. */
      .menu:popover-open {
        inset: auto 0 calc(var(--bar-room, 6.25rem) + var(--inset-bottom));
        max-block-size: calc(100dvh - var(--bar-room, 6.25rem) - 2 * var(--space-2));
        margin: var(--space-2) auto;
      }

      /* Never over the bar: above it, or in a low window beside it. */
      @supports (position-area: block-start) {
        .menu:popover-open {
          position-anchor: --menu-button;
          position-area: block-start;
          inset: auto;
          max-block-size: calc(100% - 2 * var(--space-2));
          margin: var(--space-2);
        }
      }
    `,
  ];

  @property() icon: IconName = 'more';
  @property() label = '';
  /** Under the icon, where there is room; empty: the button stands beside another. */
  @property() caption = '';
  @query('button') private readonly button!: HTMLButtonElement;
  @query('.menu') private readonly menu!: HTMLElement;

  override render() {
    return html`
      <button
        class="captioned"
        type="button"
        popovertarget="menu"
        aria-haspopup="menu"
        aria-label=${this.label}
        title=${this.label}
      >
        <span class="disc">${icon(this.icon)}</span>
        ${this.caption === '' ? null : html`<span class="caption">${this.caption}</span>`}
      </button>
      <div
        class="menu"
        id="menu"
        popover
        role="menu"
        aria-label=${this.label}
        @click=${this.#onPress}
        @keydown=${(event: KeyboardEvent) => moveInMenu(event, this.#items, this.#close)}
        @toggle=${this.#onToggle}
      >
        <slot></slot>
      </div>
    `;
  }

  /** Before the press is answered: a dialog that it opens gives the focus back to what had it then. */
  readonly #onPress = {
    capture: true,
    handleEvent: ({ target }: Event) => {
      if (!(target instanceof Element) || target.closest('.menu-item') === null) return;
      this.#close();
    },
  };

  readonly #close = () => {
    this.menu.hidePopover();
    this.button.focus();
  };

  get #items(): HTMLElement[] {
    const slotted = this.renderRoot.querySelector('slot')?.assignedElements({ flatten: true }) ?? [];
    const isItem = (element: Element) => element.matches('.menu-item') && element.checkVisibility();
    return slotted.filter(isItem) as HTMLElement[];
  }

  /** Browsers give the focus back from what is in the popover; what is slotted into it is not, for them. */
  #onToggle({ newState }: ToggleEvent) {
    if (newState === 'open') this.#items[0]?.focus();
    if (newState === 'closed' && this.matches(':focus-within')) this.button.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-bar-menu': BarMenu;
  }
}
