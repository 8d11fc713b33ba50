import { type CallHandle, type Device, type DeviceKind, deviceMemory } from '@parley/call';
import { formatJoinUrl } from '@parley/protocol';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { CallPreferences } from '../../memory/preference.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { dialogStyles } from '../../ui/dialog-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { menuItemStyles } from '../../ui/menu-item-styles.ts';
import { callHeading, inCallStatus, inCallWords, pictureWords } from '../../words/in-call.ts';
import { peerNameOf } from '../../words/peer-name.ts';
import '../../ui/status-line.ts';
import '../attention/stage-notices.ts';
import '../door/door-visitors.ts';
import type { GuestDismissal } from '../door/guest-dismissal.ts';
import '../door/guest-dismissal.ts';
import type { NewLink } from '../door/new-link.ts';
import '../door/new-link.ts';
import type { DeviceMenu } from '../devices/device-menu.ts';
import '../devices/device-menu.ts';
import type { DataUseRequestedEvent } from '../quality/events.ts';
import type { QualityBadge } from '../quality/quality-badge.ts';
import '../quality/quality-badge.ts';
import type { SafetyWordsShownEvent } from '../safety/events.ts';
import type { SafetyNotice } from '../safety/safety-notice.ts';
import '../safety/safety-notice.ts';
import '../sharing/send-link.ts';
import { ShortcutsRequestedEvent } from '../shortcuts/events.ts';
import { toggleScreen } from '../shortcuts/toggle-screen.ts';
import './call-length.ts';
import type { CallNotices } from './call-notices.ts';
import './call-notices.ts';
import type { CallStage } from './call-stage.ts';
import './call-stage.ts';
import { ChatDock } from './chat-dock.ts';
import type { ControlBar } from './control-bar.ts';
import './control-bar.ts';
import { inCallMenu } from './in-call-menu.ts';
import { inCallStyles } from './in-call-styles.ts';
import './own-screen.ts';
import { PictureWindow } from './picture-window.ts';
import { pictureWindowContent } from './picture-window-content.ts';
import { isAloneIn } from './stage-layout.ts';
import './waiting-sheet.ts';

const ALL_KINDS: readonly DeviceKind[] = ['microphone', 'camera', 'speaker'];

/** The call itself: the other person from edge to edge, oneself in a corner, and over them what is said and done. */
@customElement('parley-in-call')
export class InCall extends LitElement {
  static override styles = [baseStyles, controlStyles, menuItemStyles, dialogStyles, inCallStyles];

  @property({ attribute: false }) call!: CallHandle;
  @property({ attribute: false }) preferences = new CallPreferences(deviceMemory('localStorage'));
  @state() private isSelfHidden = false;
  @query('h1') private readonly heading!: HTMLElement;
  @query('parley-device-menu') private readonly deviceMenu!: DeviceMenu;
  @query('parley-guest-dismissal') private readonly dismissal!: GuestDismissal;
  @query('parley-new-link') private readonly newLink!: NewLink;
  @query('parley-safety-notice') private readonly safetyNotice!: SafetyNotice;
  @query('parley-quality-badge') private readonly badge!: QualityBadge | null;
  @query('.invitation') private readonly invitation!: HTMLDialogElement;
  @query('parley-call-stage') private readonly stage!: CallStage | null;
  @query('parley-call-notices') private readonly notices!: CallNotices;
  @query('parley-control-bar') private readonly bar!: ControlBar;
  readonly #chat = new ChatDock(this, {
    call: () => this.call,
    name: () => this.#lastName,
    focusOpener: () => this.bar.focusChat(),
    onUnwantedFile: () => this.notices.tellUnwantedFile(),
  });
  readonly #window = new PictureWindow(this, {
    content: () =>
      pictureWindowContent({
        call: this.call,
        isSelfHidden: this.isSelfHidden,
        lastName: this.#lastName,
        ...(this.stage?.shown ?? { stream: null, hasPicture: false, mending: undefined, isUnwanted: false }),
      }),
    isWanted: () => !this.ahead && this.call.peer?.hasEntered === true,
    video: () => this.stage?.video ?? null,
    hasPicture: () => this.stage?.isPeerSeen === true,
  });
  /** For how long the two have talked before, also on another visit to the page; undefined: not at all, or it is not to count. */
  @property({ attribute: false }) talkedMs: number | undefined;
  /** With whom this person has agreed on the call by ringing, and has not met in it yet; empty: nobody. */
  @property() rungName = '';
  /** Drawn before this person has gone into the call: nobody sees it, and nothing of the other is played. */
  @property({ type: Boolean }) ahead = false;
  /** This person saw no lobby before. */
  @property({ type: Boolean }) withoutLobby = false;
  /** When the two would have met, by the call's clock, had they talked without a pause. */
  #metAt: number | undefined;
  /** What the other was called last, to say who has left. */
  #lastName = '';

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => {
      const { state, media, screen, incoming, isPeerSpeaking, quality, dataUse, isSpeakingWhileMuted } =
        this.call;
      const shown = [state, media, screen, incoming, isPeerSpeaking, quality, dataUse, isSpeakingWhileMuted];
      const { availability, unreadCount } = this.call.chat;
      const { visitors, isAsking, guest } = this.call.door;
      const { safety, isOnline, address, newLink } = this.call;
      return [
        ...shown,
        safety,
        isOnline,
        address,
        newLink.state,
        visitors,
        isAsking,
        guest,
        availability,
        unreadCount,
      ];
    });
  }

  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener('fullscreenchange', this.#redraw);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('fullscreenchange', this.#redraw);
    if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => {});
  }

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.heading.focus();
  }

  togglePictureWindow(): void {
    this.#window.toggle();
  }

  toggleChat(): void {
    void this.#chat.toggle();
  }

  protected override willUpdate() {
    if (this.ahead) return;
    const state = this.call.state.value;
    this.#lastName = peerNameOf(state) || this.#lastName;
    if (state.phase === 'connected' && state.peer?.hasEntered === true)
      this.#metAt ??= this.call.now() - (this.talkedMs ?? 0);
    // Whoever comes back finds the same length there as whoever stayed.
    else if (state.phase === 'waiting' && this.talkedMs !== undefined) this.#metAt = undefined;
  }

  override render() {
    const { call } = this;
    const [state, media, screen] = [call.state.value, call.media.value, call.screen.value];
    // What can be pressed is out of reach then; what is announced stays so, which inert would silence.
    const isCovered = this.#chat.coversAll;
    return html`
      <h1 class="visually-hidden" tabindex="-1">${callHeading(peerNameOf(state))}</h1>
      <header>
        <div class="pill ${call.isPeerSpeaking.value ? 'speaking' : ''}">
          <parley-status-line .status=${inCallStatus(state, this.#lastName, call.isOnline.value, this.rungName)}></parley-status-line>
          ${
            this.#metAt !== undefined && state.phase === 'connected'
              ? html`<parley-call-length .since=${this.#metAt} .now=${call.now}></parley-call-length>`
              : nothing
          }
        </div>
        <parley-own-screen ?covered=${isCovered} .call=${call}></parley-own-screen>
        <div class="tools" ?inert=${isCovered}>${this.#isAlone ? nothing : this.#quality()} ${this.#isAlone && !this.#window.isOpen ? nothing : this.#popOut()}</div>
      </header>
      <parley-call-stage
        ?inert=${isCovered}
        exportparts="own-picture"
        ?ahead=${this.ahead}
        .call=${call}
        ?selfHidden=${this.isSelfHidden}
        @sound-refusal-changed=${this.#redraw}
        @picture-fit-changed=${this.#redraw}
      ></parley-call-stage>
      <div class="overlay">
        <div class="said">
          ${this.stage?.isSoundRefused ? this.#hear() : nothing}
          <parley-call-notices
            ?covered=${isCovered}
            ?withoutLobby=${this.withoutLobby}
            .call=${call}
          ></parley-call-notices>
          <parley-safety-notice
            ?covered=${isCovered}
            .safety=${call.safety.value}
            @safety-words-requested=${() => this.badge?.showSafetyWords()}
          ></parley-safety-notice>
          <parley-guest-dismissal
            ?covered=${isCovered}
            .call=${call}
            .name=${this.#lastName}
            @new-link-requested=${() => this.newLink.ask()}
          ></parley-guest-dismissal>
          <parley-new-link ?covered=${isCovered} .call=${call} .name=${this.#lastName}></parley-new-link>
          <parley-door-visitors ?inert=${isCovered} .call=${call}></parley-door-visitors>
          ${this.#isAlone ? nothing : this.#ownNotices()}
        </div>
        ${
          state.phase === 'waiting'
            ? html`<div class="waiting"><parley-waiting-sheet
                ?inert=${isCovered}
                .call=${call}
                .preferences=${this.preferences}
                .name=${this.#lastName}
                .rungName=${this.rungName}
              ></parley-waiting-sheet></div>`
            : nothing
        }
      </div>
      <footer ?inert=${isCovered}>
        <parley-control-bar
          .media=${media}
          .devices=${call.devices}
          .level=${call.microphoneLevel}
          .screen=${screen}
          ?canShare=${call.peer?.isScreenShared !== undefined}
          .unreadCount=${this.#chat.unreadCount}
          ?isChatOpen=${this.#chat.isOpen}
          ?canEnd=${'role' in state && state.role === 'host'}
          @microphone-toggle-requested=${() => this.#toggle('microphone')}
          @camera-toggle-requested=${() => this.#toggle('camera')}
          @screen-toggle-requested=${() => toggleScreen(this.call)}
          @chat-toggle-requested=${this.#chat.toggle}
          @leave-requested=${() => call.leave()}
          @end-requested=${() => void call.end()}
        >
          ${this.#menu()}
        </parley-control-bar>
        <parley-device-menu look="sheet" .kinds=${ALL_KINDS} .devices=${call.devices}></parley-device-menu>
      </footer>
      ${this.#chat.render()}
      ${state.phase === 'waiting' ? nothing : this.#invitation()}
    `;
  }

  /** While two are here the link is seldom wanted, but one of them may have to tell it to the other again. */
  #invitation() {
    const { call } = this;
    return html`
      <dialog class="invitation" closedby="any" aria-label=${inCallWords().invitationLabel}>
        <parley-send-link .callId=${call.id} .joinUrl=${formatJoinUrl(location.origin, call.id)}></parley-send-link>
        <button class="button" type="button" @click=${() => this.invitation.close()}>${inCallWords().close}</button>
      </dialog>
    `;
  }

  get #isAlone(): boolean {
    return isAloneIn(this.call.state.value);
  }

  /** What is so of oneself, and would not be noticed. */
  #ownNotices() {
    const { media, quality, peer, isSpeakingWhileMuted } = this.call;
    const isCameraOn = media.value.camera.status === 'on';
    return html`<parley-stage-notices
      ?muted-speech=${isSpeakingWhileMuted.value}
      ?covered=${this.#chat.coversAll}
      .givenUp=${(isCameraOn && quality.value?.givenUp) || 'nothing'}
      ?unwanted-picture=${isCameraOn && peer?.hasEntered === true && peer.wantedPicture === 'none'}
      .name=${peer?.name ?? ''}
      @unmute-requested=${() => this.#toggle('microphone')}
    ></parley-stage-notices>`;
  }

  #quality() {
    const { state, quality, dataUse, safety } = this.call;
    return html`<parley-quality-badge
      .quality=${quality.value}
      .safety=${safety.value}
      @safety-words-shown=${({ number }: SafetyWordsShownEvent) => this.safetyNotice.noteShown(number)}
      .dataUse=${dataUse.value}
      .name=${peerNameOf(state.value)}
      @data-use-requested=${({ dataUse }: DataUseRequestedEvent) => this.call.setDataUse(dataUse)}
    ></parley-quality-badge>`;
  }

  #hear() {
    return html`<button
      class="button primary large"
      type="button"
      ?inert=${this.#chat.coversAll}
      @click=${() => this.stage?.hear()}
    >
      ${icon('sound')} ${inCallWords().hear}
    </button>`;
  }

  #popOut() {
    if (!this.#window.canOpen && !this.#window.isOpen) return nothing;
    const words = pictureWords('');
    return html`<button class="pill press" type="button" @click=${() => this.togglePictureWindow()}>
      ${icon('pop-out')} <span>${this.#window.isOpen ? words.popIn : words.popOut}</span>
    </button>`;
  }

  #menu() {
    return inCallMenu({
      call: this.call,
      stage: () => this.stage,
      isSelfHidden: this.isSelfHidden,
      lastName: this.#lastName,
      hideSelf: (isHidden) => {
        this.isSelfHidden = isHidden;
      },
      showDevices: () => this.deviceMenu.show(),
      showInvitation: () => this.invitation.showModal(),
      showShortcuts: () => this.dispatchEvent(new ShortcutsRequestedEvent()),
      askToDismiss: () => this.dismissal.ask(),
      askForNewLink: () => this.newLink.ask(),
    });
  }

  #toggle(device: Device) {
    if (this.call.media.value[device].status === 'unavailable') this.notices.explain(device);
    this.call.toggle(device);
  }

  readonly #redraw = () => this.requestUpdate();
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-in-call': InCall;
  }
}
