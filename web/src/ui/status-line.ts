import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './control-styles.ts';
import './glyph.ts';
import type { GlyphState } from './glyph.ts';

/** How a call stands, in a few words. */
export interface Status {
  readonly glyph: GlyphState;
  readonly text: string | TemplateResult;
}

/** A status beside the two halves that stand like it, announced whenever it changes. */
@customElement('parley-status-line')
export class StatusLine extends LitElement {
  static override styles = [
    baseStyles,
    css`
      p {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        overflow-wrap: anywhere;
      }

      p > span {
        min-inline-size: 0;
      }

      /* A name may be 60 characters long; its first ones will do. */
      bdi {
        display: inline-block;
        max-inline-size: min(11rem, var(--name-room, 42vi));
        overflow: hidden;
        text-overflow: ellipsis;
        vertical-align: bottom;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) status?: Status;

  override render() {
    return html`<p role="status">
      <parley-glyph state=${this.status?.glyph ?? 'connecting'}></parley-glyph>
      <span>${this.status?.text}</span>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-status-line': StatusLine;
  }
}
