import { DEVICES, type Device, type DeviceHandle, type LocalMediaState } from '@parley/call';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import '../../ui/notice.ts';
import {
  deviceLabel,
  deviceMenuWords,
  failedChoiceMessage,
  pluggedMessage,
  useOther,
} from '../../words/device-menu.ts';
import { type DeviceMessage, deviceMessages } from '../../words/device-messages.ts';
import { DeviceNoticesDismissedEvent } from './events.ts';
import './permission-repair.ts';

/** What there is to say of one's devices: what does not work and what to do, what was plugged in, what could not be had. */
@customElement('parley-device-notices')
export class DeviceNotices extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) media!: LocalMediaState;
  @property({ attribute: false }) devices!: DeviceHandle;
  /** Of whose troubles something is said. */
  @property({ attribute: false }) explained: readonly Device[] = DEVICES;
  /** Whether a person can have them away before they are mended. */
  @property({ type: Boolean }) dismissable = false;
  /** Something lies over it: nothing here is pressed, and all is announced. */
  @property({ type: Boolean }) covered = false;

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => {
      const { list, plugged, failure } = this.devices;
      return [list, plugged, failure];
    });
  }

  override render() {
    return [this.#troubles(), this.#failure(), this.#plugged()];
  }

  #troubles() {
    return deviceMessages(this.media, this.explained).map(
      (message) => html`<parley-notice .message=${message}>
        ${repairOf(message)} ${this.#question(message)} ${this.#others(message)} ${this.#dismissal()}
      </parley-notice>`,
    );
  }

  #question({ problem }: DeviceMessage) {
    if (problem !== 'question-closed') return nothing;
    return html`<div class="actions" ?inert=${this.covered}>
      <button class="button primary" type="button" @click=${() => void this.devices.askAgain()}>
        ${deviceMenuWords().askAgain}
      </button>
    </div>`;
  }

  /** What is busy, silent or mute may have another beside it. */
  #others({ devices, problem }: DeviceMessage) {
    if (problem === undefined || problem === 'permission-denied' || problem === 'question-closed')
      return nothing;
    const list = this.devices.list.value;
    const others = devices.flatMap((kind) => {
      const index = list[kind].findIndex(({ isChosen }) => !isChosen);
      const device = list[kind][index];
      return device === undefined ? [] : [{ kind, id: device.id, label: deviceLabel(kind, device, index) }];
    });
    if (others.length === 0) return nothing;
    return html`<div class="actions" ?inert=${this.covered}>
      ${others.map(
        ({ kind, id, label }) => html`<button
          class="button"
          type="button"
          @click=${() => void this.devices.choose(kind, id)}
        >
          ${useOther(label)}
        </button>`,
      )}
    </div>`;
  }

  #dismissal() {
    if (!this.dismissable) return nothing;
    const dismiss = () => this.dispatchEvent(new DeviceNoticesDismissedEvent());
    return html`<div class="actions" ?inert=${this.covered}>
      <button class="button" type="button" @click=${dismiss}>${deviceMenuWords().dismiss}</button>
    </div>`;
  }

  #failure() {
    const failure = this.devices.failure.value;
    if (failure === undefined) return nothing;
    return html`<parley-notice .message=${failedChoiceMessage(failure)}>
      <div class="actions" ?inert=${this.covered}>
        <button class="button" type="button" @click=${() => this.devices.dismiss()}>
          ${deviceMenuWords().understood}
        </button>
      </div>
    </parley-notice>`;
  }

  #plugged() {
    const plugged = this.devices.plugged.value;
    if (plugged === undefined) return nothing;
    const words = deviceMenuWords();
    return html`<parley-notice tone="offer" .message=${pluggedMessage(plugged)}>
      <div class="actions" ?inert=${this.covered}>
        <button class="button primary" type="button" @click=${() => void this.devices.usePlugged()}>${words.use}</button>
        <button class="button" type="button" @click=${() => this.devices.dismiss()}>${words.notNow}</button>
      </div>
    </parley-notice>`;
  }
}

/** Both are asked for together, and mostly refused together. */
function repairOf({ devices, problem }: DeviceMessage) {
  if (problem !== 'permission-denied') return nothing;
  const [device = 'camera', other] = devices;
  return html`<parley-permission-repair refused=${other === undefined ? device : 'both'}></parley-permission-repair>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-device-notices': DeviceNotices;
  }
}
