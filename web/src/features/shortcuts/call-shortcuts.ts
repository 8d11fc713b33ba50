import { type CallHandle, deviceMemory } from '@parley/call';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { isSeated } from '../../memory/has-entered.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { toggleFullScreen } from '../../ui/full-screen.ts';
import { ChatToggleRequestedEvent } from '../chat/events.ts';
import { focusKindOf, type ShortcutAction, shortcutOf } from './shortcut.ts';
import './shortcut-sheet.ts';
import type { ShortcutSheet } from './shortcut-sheet.ts';
import { toggleScreen } from './toggle-screen.ts';
import { TypingRun } from './typing-run.ts';

/** Keys that move the focus. */
const MOVES = /^(Tab|Arrow.+|Home|End)$/;

/** The keys that work while somebody is in a call, wherever the focus is, and the sheet that names them. */
@customElement('parley-call-shortcuts')
export class CallShortcuts extends LitElement {
  static override styles = css`
    :host {
      display: contents;
      color-scheme: dark;
    }
  `;

  @property({ attribute: false }) call!: CallHandle;
  @property({ attribute: false }) preferences = new CallPreferences(deviceMemory('localStorage'));
  @query('parley-shortcut-sheet') private readonly sheet!: ShortcutSheet;
  #lifetime = new AbortController();
  /** Space is held, and the microphone is on for as long as it is. */
  #isTalking = false;
  /** Space went down for the page, and so its way up is the page’s too. */
  #isSpaceHeld = false;
  /** Where a pointer was pressed last, if no key has moved the focus since. */
  #clicked: readonly EventTarget[] = [];
  #typing: TypingRun | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    this.#typing = new TypingRun(signal);
    const point = (event: Event) => {
      this.#clicked = event.composedPath();
    };
    addEventListener('pointerdown', point, { signal, capture: true });
    addEventListener('keydown', (event) => this.#press(event), { signal });
    addEventListener('keyup', (event) => this.#release(event), { signal });
    // The key may come up where the page does not hear of it.
    addEventListener('blur', () => this.#stopTalking(), { signal });
    document.addEventListener('visibilitychange', () => this.#stopTalking(), { signal });
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopTalking();
    this.#lifetime.abort();
  }

  override render() {
    return html`<parley-shortcut-sheet .preferences=${this.preferences}></parley-shortcut-sheet>`;
  }

  /** Shows which keys there are. */
  show() {
    this.sheet.show();
  }

  #press(event: KeyboardEvent) {
    if (MOVES.test(event.key)) this.#clicked = [];
    if (this.#typing?.takes(event)) return this.#swallow(event);
    const state = this.call.state.value;
    const isInside = isSeated(state);
    if (!isInside || event.defaultPrevented || !this.preferences.singleKeys.value) return;
    const action = shortcutOf(event, focusKindOf(event.composedPath(), this.#clicked));
    if (action === undefined) return;
    // Space would scroll.
    event.preventDefault();
    if (action === 'push-to-talk') this.#isSpaceHeld = true;
    this.#perform(action);
  }

  /** What the focus has fallen to is not pressed either. */
  #swallow(event: KeyboardEvent) {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    this.#isSpaceHeld = event.key === ' ';
  }

  #release(event: KeyboardEvent) {
    if (event.key !== ' ') return;
    // Firefox presses a button with the focus now, whatever became of the key when it went down.
    if (this.#isSpaceHeld) event.preventDefault();
    this.#stopTalking();
  }

  #perform(action: ShortcutAction) {
    const { call } = this;
    switch (action) {
      case 'microphone':
        // The key says what holds from now on, whatever Space does meanwhile.
        if (this.#isTalking) this.#isTalking = false;
        else call.toggle('microphone');
        return;
      case 'camera':
        return call.toggle('camera');
      case 'share-screen':
        return toggleScreen(call);
      case 'chat':
        return void this.dispatchEvent(new ChatToggleRequestedEvent());
      case 'full-screen':
        return void toggleFullScreen();
      case 'push-to-talk':
        if (this.#isTalking || call.media.value.microphone.status !== 'off') return;
        this.#isTalking = true;
        return call.toggle('microphone');
      case 'show-shortcuts':
        return this.show();
    }
  }

  #stopTalking() {
    this.#isSpaceHeld = false;
    if (!this.#isTalking) return;
    this.#isTalking = false;
    // Also where it is still being asked for, or the call has ended meanwhile: it must not be on the next time.
    this.call.switchOff('microphone');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call-shortcuts': CallShortcuts;
  }
}
