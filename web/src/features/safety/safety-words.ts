import { type CallErrorCode, failureCode, type SafetyState, safetyWords } from '@parley/call';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import '../../ui/notice.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { safetyWordsWords } from '../../words/safety.ts';
import { SafetyWordsShownEvent } from './events.ts';

type Read = { readonly list: readonly string[] } | { readonly error: CallErrorCode };

/** Four words that two people read to each other, to know that nobody sits between their browsers. Shown at a press. */
@customElement('parley-safety-words')
export class SafetyWords extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host(:not([hidden])),
      div {
        display: grid;
        gap: var(--space-2);
        justify-items: start;
        font-size: var(--text-small);
      }

      div:empty {
        display: none;
      }

      h3 {
        font-size: var(--text-small);
        font-weight: var(--weight-strong);
      }

      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.6em;
        margin: 0;
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-medium);
        background: var(--color-sunken);
        font-size: var(--text-large);
        font-weight: var(--weight-strong);
        list-style: none;
        overflow-wrap: anywhere;
        user-select: all;
      }
    `,
  ];

  @property({ attribute: false }) safety: SafetyState = { phase: 'none' };
  @property({ attribute: false }) read: typeof safetyWords = safetyWords;
  @state() private isShown = false;
  /** What became of the number that was read last; undefined: it is being read. */
  @state() private last: { readonly number: bigint; readonly read: Read | undefined } | undefined;

  protected override willUpdate() {
    const { safety } = this;
    if (this.isShown && safety.phase === 'made' && safety.number !== this.last?.number)
      void this.#read(safety.number);
  }

  override render() {
    const words = safetyWordsWords();
    return html`<h3>${words.title}</h3>
      ${
        this.isShown
          ? nothing
          : html`<p class="soft">${words.lead}</p>
              <button class="button" type="button" @click=${this.show}>${words.show}</button>`
      }
      <div role="status">${this.isShown ? this.#shown() : nothing}</div>`;
  }

  show(): void {
    this.isShown = true;
  }

  #shown() {
    const { safety, last } = this;
    const words = safetyWordsWords();
    switch (safety.phase) {
      case 'none':
        return html`<p>${words.none}</p>`;
      case 'old-page':
        return html`<p>${words.oldPage}</p>`;
      case 'broken':
        return html`<p>${words.broken}</p>`;
      case 'made':
        if (last?.number !== safety.number || last.read === undefined) return nothing;
        if ('error' in last.read)
          return html`<parley-notice .message=${callErrorMessage(last.read.error)}></parley-notice>
            <button class="button" type="button" @click=${() => this.#read(safety.number)}>${words.failed}</button>`;
        return html`${safety.isAnother ? html`<p>${words.another}</p>` : nothing}
          ${safety.isAfterFailure ? html`<p>${words.afterFailure}</p>` : nothing}
          <ol aria-label=${words.list} translate="no">
            ${last.read.list.map((word) => html`<li>${word}</li>`)}
          </ol>
          <p>${words.compare}</p>
          <p>${words.differ}</p>
          <p class="soft">${words.limits}</p>`;
    }
  }

  /** What comes too late, of a number that is no more, is dropped. */
  async #read(number: bigint) {
    this.last = { number, read: undefined };
    const read: Read = await this.read(number).then(
      (list) => ({ list }),
      (error) => ({ error: failureCode(error) }),
    );
    if (this.last.number !== number) return;
    this.last = { number, read };
    if ('list' in read) this.dispatchEvent(new SafetyWordsShownEvent(number));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-safety-words': SafetyWords;
  }
}
