import { deviceMemory } from '@parley/call';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CallPreferences } from '../../memory/preference.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { attentionWords } from '../../words/call-news.ts';
import { notificationPermission } from './arrival-signs.ts';

/** For somebody who waits and has other things to do: asks the browser for notifications, by a press and never by itself. */
@customElement('parley-notification-switch')
export class NotificationSwitch extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        justify-items: center;
      }

      .button {
        /* With large text the icon stands above the words, which would be broken into letters beside it. */
        flex-wrap: wrap;
        justify-content: center;
        padding-inline: var(--space-2);
        border-color: transparent;
        background: none;
        color: var(--color-ink-soft);
        font-size: var(--text-small);
      }

      .button:hover {
        background: var(--color-raised);
        color: var(--color-ink);
      }

      .icon {
        inline-size: 1.25rem;
        block-size: 1.25rem;
      }

      p {
        color: var(--color-ink-soft);
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) preferences = new CallPreferences(deviceMemory('localStorage'));
  /** What it is pressed for. Default: that they come. */
  @property() offer = '';
  @state() private isRefused = false;

  constructor() {
    super();
    new FollowCells(this, () => [this.preferences.notifications]);
  }

  override render() {
    if (notificationPermission() === 'unsupported') return nothing;
    const words = attentionWords();
    const isOn = this.#isOn;
    return html`
      <button class="button" type="button" aria-pressed=${isOn} @click=${this.#toggle}>
        ${icon(isOn ? 'check' : 'bell')} ${isOn ? words.told : this.offer || words.tellMe}
      </button>
      <p role="status">${this.isRefused ? words.refused : nothing}</p>
    `;
  }

  get #isOn(): boolean {
    return this.preferences.notifications.value && notificationPermission() === 'granted';
  }

  async #toggle() {
    const { notifications } = this.preferences;
    if (this.#isOn) return notifications.set(false);
    const permission = await Notification.requestPermission();
    this.isRefused = permission === 'denied';
    if (permission === 'granted') notifications.set(true);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-notification-switch': NotificationSwitch;
  }
}
