import type { SafetyState } from '@parley/call';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import '../../ui/notice.ts';
import { saidNoticeStyles } from '../../ui/said-notice-styles.ts';
import { inCallWords } from '../../words/in-call.ts';
import { safetyWordsWords } from '../../words/safety.ts';
import { SafetyWordsRequestedEvent } from './events.ts';

/** Says over the picture that the words which a person was shown are no more, until they have read it. */
@customElement('parley-safety-notice')
export class SafetyNotice extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    saidNoticeStyles,
    css`
      [role='status'] {
        display: grid;
        max-inline-size: 100%;
      }

      parley-notice {
        max-inline-size: 26rem;
      }
    `,
  ];

  @property({ attribute: false }) safety: SafetyState = { phase: 'none' };
  /** Something lies over it: nothing here is pressed, and all is announced. */
  @property({ type: Boolean }) covered = false;
  /** Of the words that the person was shown; undefined: none yet. */
  @state() private shownNumber: bigint | undefined;

  constructor() {
    super();
    new KeepFocus(this);
  }

  noteShown(number: bigint): void {
    this.shownNumber ??= number;
  }

  override render() {
    return html`<div role="status">${this.#isAnew ? this.#notice() : nothing}</div>`;
  }

  /** Also where there are no words now: whoever sits in between could leave them out. */
  get #isAnew(): boolean {
    const { phase } = this.safety;
    return this.shownNumber !== undefined && phase !== 'none' && this.#number !== this.shownNumber;
  }

  get #number(): bigint | undefined {
    return this.safety.phase === 'made' ? this.safety.number : undefined;
  }

  #notice() {
    const words = safetyWordsWords();
    return html`<parley-notice .message=${words.anew}>
      <div class="actions">
        <button class="button" type="button" ?inert=${this.covered} @click=${this.#look}>${words.look}</button>
        <button class="button" type="button" ?inert=${this.covered} @click=${this.#settle}>${inCallWords().noted}</button>
      </div>
    </parley-notice>`;
  }

  #look() {
    this.#settle();
    this.dispatchEvent(new SafetyWordsRequestedEvent());
  }

  #settle() {
    this.shownNumber = this.#number;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-safety-notice': SafetyNotice;
  }
}
