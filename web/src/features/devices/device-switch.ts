import type { Device, DeviceState, Readable } from '@parley/call';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { captionedButtonStyles } from '../../ui/captioned-button-styles.ts';
import { baseStyles } from '../../ui/control-styles.ts';
import { type IconName, icon } from '../../ui/icons.ts';
import { deviceName, switchLabel } from '../../words/devices.ts';
import { CameraToggleRequestedEvent, MicrophoneToggleRequestedEvent } from './events.ts';
import { LevelRing } from './level-ring.ts';

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

      /* How loud one is: a ring that grows, inwards and as far out as leaves what is beside it alone. */
      .on .disc {
        box-shadow:
          0 0 0 calc(var(--level, 0) * var(--ring-room, var(--space-1))) var(--color-you),
          inset 0 0 0 calc(var(--level, 0) * var(--space-1)) var(--color-you);
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
        border-radius: var(--radius-control);
        background: var(--color-caution);
        color: var(--color-canvas);
        font-size: var(--text-small);
        font-weight: var(--weight-strong);
        line-height: 1;
      }
    `,
  ];

  @property() device: Device = 'microphone';
  @property({ attribute: false }) view: DeviceState = { status: 'asking' };
  /** How loud the microphone is, from 0 to 1, for a ring around it. Drawn without rendering anything anew. */
  @property({ attribute: false }) level?: Readable<number>;
  /** Shows the device's name under the icon. */
  @property({ type: Boolean }) captioned = false;

  constructor() {
    super();
    new LevelRing(this, () => this.level);
  }

  override render() {
    const { device } = this;
    const { status } = this.view;
    const label = switchLabel(device, status);
    const iconName: IconName = status === 'on' || status === 'asking' ? device : `${device}-off`;
    return html`<button
      class="captioned ${status}"
      type="button"
      aria-label=${label}
      title=${label}
      aria-disabled=${status === 'asking' ? 'true' : 'false'}
      @click=${this.#onClick}
    >
      <span class="disc">
        ${icon(iconName)} ${status === 'unavailable' || status === 'muted' ? html`<span class="mark">!</span>` : null}
      </span>
      ${this.captioned ? html`<span class="caption">${deviceName(device)}</span>` : null}
    </button>`;
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
