import type { DeviceHandle, DeviceKind, LocalMediaState, Readable, ScreenState } from '@parley/call';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { captionedButtonStyles } from '../../ui/captioned-button-styles.ts';
import { ChatToggleRequestedEvent } from '../chat/events.ts';
import { EndRequestedEvent, LeaveRequestedEvent, ScreenToggleRequestedEvent } from './events.ts';
import '../../ui/confirm-dialog.ts';
import type { ConfirmDialog } from '../../ui/confirm-dialog.ts';
import { baseStyles } from '../../ui/control-styles.ts';
import '../devices/device-menu.ts';
import '../devices/device-switch.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { menuItemStyles } from '../../ui/menu-item-styles.ts';
import { unreadBadge, unreadLabel } from '../../words/chat.ts';
import { controlWords } from '../../words/in-call.ts';
import './bar-menu.ts';
import { controlBarStyles } from './control-bar-styles.ts';

/** What is chosen beside the microphone, and beside the camera: the same lists at every render. */
const HEARING: readonly DeviceKind[] = ['microphone', 'speaker'];
const SEEING: readonly DeviceKind[] = ['camera'];

/** Everything that a person does during a call, always in the same place. In the slot: what is done seldom. */
@customElement('parley-control-bar')
export class ControlBar extends LitElement {
  static override styles = [baseStyles, captionedButtonStyles, menuItemStyles, controlBarStyles];

  @property({ attribute: false }) media?: LocalMediaState;
  /** Undefined: nothing is chosen here. */
  @property({ attribute: false }) devices?: DeviceHandle;
  /** How loud one's own microphone is. */
  @property({ attribute: false }) level?: Readable<number>;
  @property({ attribute: false }) screen: ScreenState = { status: 'off' };
  /** The other's page shows a screen that is shared with it. */
  @property({ type: Boolean }) canShare = false;
  /** How many messages were not read; undefined: there is no chat. */
  @property({ attribute: false }) unreadCount: number | undefined;
  /** The chat is to be seen. */
  @property({ type: Boolean }) isChatOpen = false;
  @query('.chat') private readonly chatButton!: HTMLElement | null;
  /** Whether this person may end the call for both. */
  @property({ type: Boolean }) canEnd = false;
  @query('parley-confirm-dialog') private readonly endDialog!: ConfirmDialog;

  constructor() {
    super();
    new KeepFocus(this);
  }

  override render() {
    const words = controlWords();
    return html`
      <div class="bar ${this.#canShareNow && this.unreadCount !== undefined ? 'full' : ''}" role="group" aria-label=${words.label}>
        <div class="device">
          <parley-device-switch
            captioned
            device="microphone"
            .level=${this.level}
            .view=${this.media?.microphone}
          ></parley-device-switch>
          ${this.#choice(HEARING)}
        </div>
        <div class="device">
          <parley-device-switch captioned device="camera" .view=${this.media?.camera}></parley-device-switch>
          ${this.#choice(SEEING)}
        </div>
        ${this.#share()} ${this.#chat()}
        <parley-bar-menu label=${words.more} caption=${words.more}>${this.#shareItem()}<slot></slot></parley-bar-menu>
        <div class="leaving">
          <button class="leave" type="button" @click=${this.#leave}>
            ${icon('leave')}<span>${words.leave}</span>
          </button>
          ${this.canEnd ? this.#ending() : nothing}
        </div>
      </div>
    `;
  }

  #choice(kinds: readonly DeviceKind[]) {
    const { devices } = this;
    if (devices === undefined) return nothing;
    return html`<parley-device-menu look="arrow" .kinds=${kinds} .devices=${devices}></parley-device-menu>`;
  }

  get #canShareNow(): boolean {
    return this.screen.status !== 'unsupported' && (this.screen.status === 'on' || this.canShare);
  }

  #share() {
    if (!this.#canShareNow) return nothing;
    const isOn = this.screen.status === 'on';
    const words = controlWords();
    const label = isOn ? words.stopSharing : words.share;
    return html`<button
      class="captioned share ${isOn ? 'on' : ''}"
      type="button"
      aria-label=${label}
      title=${label}
      @click=${this.#toggleScreen}
    >
      <span class="disc">${icon(isOn ? 'screen-off' : 'screen')}</span>
      <span class="caption">${isOn ? words.stop : words.shareCaption}</span>
    </button>`;
  }

  /** Where the bar has no room for it. */
  #shareItem() {
    if (!this.#canShareNow) return nothing;
    const isOn = this.screen.status === 'on';
    const words = controlWords();
    return html`<button class="menu-item in-menu" type="button" role="menuitem" tabindex="-1" @click=${this.#toggleScreen}>
      ${icon(isOn ? 'screen-off' : 'screen')} ${isOn ? words.stopSharing : words.share}
    </button>`;
  }

  /** Where the chat is opened, once it is closed. */
  focusChat() {
    this.chatButton?.focus();
  }

  #chat() {
    const { unreadCount, isChatOpen } = this;
    if (unreadCount === undefined) return nothing;
    const label = unreadLabel(unreadCount);
    return html`<button
      class="captioned chat ${isChatOpen ? 'on' : ''}"
      type="button"
      aria-label=${label}
      aria-expanded=${isChatOpen}
      title=${label}
      @click=${this.#toggleChat}
    >
      <span class="disc" data-count=${unreadCount === 0 ? nothing : unreadBadge(unreadCount)}>${icon('chat')}</span>
      <span class="caption">${controlWords().chatCaption}</span>
    </button>`;
  }

  #ending() {
    const words = controlWords();
    return html`
      <parley-bar-menu beside icon="chevron" label=${words.ways}>
        <button class="menu-item" type="button" role="menuitem" tabindex="-1" @click=${this.#leave}>${icon('leave')} ${words.leaveOnly}</button>
        <button class="menu-item danger" type="button" role="menuitem" tabindex="-1" aria-haspopup="dialog" @click=${this.#askToEnd}>
          ${icon('end')} ${words.end}
        </button>
      </parley-bar-menu>
      <parley-confirm-dialog
        question=${words.endQuestion}
        consequence=${words.endConsequence}
        refusal=${words.endRefusal}
        confirmation=${words.endConfirmation}
        @confirmed=${this.#end}
      ></parley-confirm-dialog>
    `;
  }

  #toggleChat() {
    this.dispatchEvent(new ChatToggleRequestedEvent());
  }

  #toggleScreen() {
    this.dispatchEvent(new ScreenToggleRequestedEvent());
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
