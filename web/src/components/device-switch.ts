import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { captionedButtonStyles } from './captioned-button-styles.ts';
import { baseStyles } from './control-styles.ts';
import { CameraToggleRequestedEvent, MicrophoneToggleRequestedEvent } from './device-events.ts';
import { type IconName, icon } from './icons.ts';
import type { Device, DeviceView } from './local-media-view.ts';

/**
 * Switches the microphone or the camera. Its name says what a press will do, so it has no aria-pressed: "turn off,
 * pressed" would leave a listener guessing.
 */
@customElement('parley-device-switch')
export class DeviceSwitch extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override styles = [
    baseStyles,
    captionedButtonStyles,
    css`
      :host {
        display: inline-block;
      }

      /* Off is the exception worth noticing, so it is the one that stands out. */
      .off .disc,
      .off:hover .disc {
        border-color: transparent;
        background: var(--color-ink);
        color: var(--color-canvas);
      }

      .muted .disc,
      .unavailable .disc {
        color: var(--color-ink-soft);
      }

      .asking {
        cursor: default;
      }

      .asking .disc {
        opacity: 0.6;
      }

      .mark {
        position: absolute;
        inset-block-start: -0.125rem;
        inset-inline-end: -0.125rem;
        display: grid;
        place-content: center;
        inline-size: 1.25rem;
        block-size: 1.25rem;
        border-radius: var(--radius-full);
        background: var(--color-caution);
        color: var(--color-canvas);
        font-size: var(--text-small);
        font-weight: var(--weight-strong);
        line-height: 1;
      }
    `,
  ];

  @property() device: Device = 'microphone';
  @property({ attribute: false }) view: DeviceView = { status: 'asking' };
  /** Shows the device's name under the icon. */
  @property({ type: Boolean }) captioned = false;

  override render() {
    const { device } = this;
    const { status } = this.view;
    const iconName: IconName = status === 'on' || status === 'asking' ? device : `${device}-off`;
    return html`<button
      class="captioned ${status}"
      type="button"
      aria-label=${this.#label()}
      title=${this.#label()}
      aria-disabled=${status === 'asking' ? 'true' : 'false'}
      @click=${this.#onClick}
    >
      <span class="disc">
        ${icon(iconName)} ${status === 'unavailable' || status === 'muted' ? html`<span class="mark">!</span>` : null}
      </span>
      ${this.captioned ? html`<span class="caption">${device === 'camera' ? 'Camera' : 'Microphone'}</span>` : null}
    </button>`;
  }

  #label(): string {
    switch (this.view.status) {
      case 'on':
        return `Turn off ${this.device}`;
      case 'muted':
        return `Turn off ${this.device}, which your system has muted`;
      case 'off':
        return `Turn on ${this.device}`;
      case 'unavailable':
        return `Try ${this.device} again`;
      case 'asking':
        return `Waiting for ${this.device}`;
    }
  }

  #onClick() {
    if (this.view.status === 'asking') return;
    this.dispatchEvent(
      this.device === 'camera' ? new CameraToggleRequestedEvent() : new MicrophoneToggleRequestedEvent(),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-device-switch': DeviceSwitch;
  }
}
