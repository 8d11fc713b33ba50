import type { CallIdProblem } from '@parley/protocol';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CALL_ID_PROBLEM_MESSAGES } from '../app/messages.ts';
import { HomeRequestedEvent } from '../components/call-over-events.ts';
import { controlStyles } from '../components/control-styles.ts';
import '../components/outcome.ts';

/** An address that leads nowhere: unknown, or a join link that was damaged on its way. */
@customElement('parley-lost-page')
export class LostPage extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  /** What is wrong with the link's call ID; undefined: it was no join link at all. */
  @property({ attribute: false }) problem?: CallIdProblem | undefined;

  override render() {
    const title =
      this.problem === undefined ? 'There is nothing at this address' : 'This link does not lead to a call';
    const help =
      this.problem === undefined
        ? 'Check the link that you followed, or start from the beginning.'
        : `${CALL_ID_PROBLEM_MESSAGES[this.problem]} Ask for the link again, or paste it on the start page.`;
    return html`<main>
      <parley-outcome .title=${title} .help=${help}>
        <button class="button primary" type="button" @click=${this.#goHome}>Back to start</button>
      </parley-outcome>
    </main>`;
  }

  #goHome() {
    this.dispatchEvent(new HomeRequestedEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-lost-page': LostPage;
  }
}
