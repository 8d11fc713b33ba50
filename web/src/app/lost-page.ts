import type { CallIdProblem } from '@parley/protocol';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controlStyles } from '../ui/control-styles.ts';
import { HomeRequestedEvent } from '../ui/events.ts';
import { lostMessage, siteWords } from '../words/site.ts';
import '../ui/outcome.ts';

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
    const { title, help } = lostMessage(this.problem);
    return html`<main>
      <parley-outcome .title=${title} .help=${help} glyph="alone">
        <button class="button primary large" type="button" @click=${this.#goHome}>${siteWords().backToStart}</button>
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
