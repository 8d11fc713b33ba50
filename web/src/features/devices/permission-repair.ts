import type { Device } from '@parley/call';
import { css, html, LitElement, type SVGTemplateResult, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { type BrowserKind, repairSteps } from '../../words/permission-repair.ts';
import { browserKindOf } from './browser-kind.ts';

/** How to give back what was refused, in this browser: its own button, drawn, and what to press. */
@customElement('parley-permission-repair')
export class PermissionRepair extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        margin-block-start: var(--space-3);
        font-size: var(--text-small);
      }

      svg {
        display: block;
        inline-size: 100%;
        max-inline-size: 20rem;
        fill: none;
        stroke: var(--color-ink);
        stroke-linecap: round;
        stroke-linejoin: round;
        stroke-width: 1.75;
      }

      .window {
        fill: var(--color-sunken);
        stroke: var(--color-line);
      }

      .field {
        fill: var(--color-surface);
        stroke: var(--color-line);
      }

      .address {
        stroke: var(--color-line-strong);
        stroke-width: 5;
      }

      /* What is to be pressed. */
      .ring {
        fill: var(--color-you-wash);
        stroke: var(--color-you);
        stroke-width: 2.5;
      }

      ol {
        display: grid;
        gap: var(--space-1);
        margin: 0;
        padding-inline-start: 1.5em;
      }
    `,
  ];

  @property() refused: Device | 'both' = 'both';
  @property() browser: BrowserKind = browserKindOf(navigator);

  override render() {
    const steps = repairSteps(this.browser, this.refused);
    return html`
      ${drawing(this.browser)}
      <ol>
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ol>
    `;
  }
}

/** Signs on a grid of 24, as each browser has them beside the address. */
const SLIDERS = svg`<path d="M5 8.5h7m7 0h-1.5M5 15.5h1.5m5.5 0h7"/><circle cx="15" cy="8.5" r="2.25"/><circle cx="9" cy="15.5" r="2.25"/>`;
const LOCK = svg`<rect x="6" y="11" width="12" height="8.5" rx="2"/><path d="M8.5 11V8.5a3.5 3.5 0 0 1 7 0V11"/>`;
const CROSSED_CAMERA = svg`<rect x="4" y="8" width="10.5" height="8.5" rx="2"/><path d="m14.5 11.5 5-2.5v6.5l-5-2.5M5 5l14 14"/>`;
const PAGE_MENU = svg`<rect x="5" y="5" width="14" height="8.5" rx="2"/><path d="M5 17h14M5 20h9"/>`;
const SWITCH = svg`<rect x="3" y="8" width="18" height="9" rx="4.5"/><circle cx="16.5" cy="12.5" r="2.75"/>`;

const SIGNS: Readonly<Record<Exclude<BrowserKind, 'safari' | 'unknown'>, SVGTemplateResult>> = {
  chromium: SLIDERS,
  'chromium-android': SLIDERS,
  edge: LOCK,
  firefox: CROSSED_CAMERA,
  'firefox-android': LOCK,
  'safari-ios': PAGE_MENU,
  'other-ios': SWITCH,
};

/** Decoration: the steps say the same. */
function drawing(browser: BrowserKind) {
  if (browser === 'unknown') return null;
  return html`<svg viewBox="0 0 320 64" aria-hidden="true">
    <rect class="window" x="1" y="1" width="318" height="62" rx="14" />
    ${browser === 'safari' ? MENU_BAR : addressBar(SIGNS[browser], browser === 'other-ios')}
  </svg>`;
}

/** @param isSetting a row of the system's settings, whose switch is at its end */
function addressBar(sign: SVGTemplateResult, isSetting: boolean): SVGTemplateResult {
  const x = isSetting ? 274 : 46;
  return svg`
    <rect class="field" x="20" y="12" width="280" height="40" rx="20"/>
    <path class="address" d=${isSetting ? 'M44 32h90' : 'M80 32h150'}/>
    <circle class="ring" cx=${x} cy="32" r="18"/>
    <g transform="translate(${x - 12} 20)">${sign}</g>`;
}

/** Of a Mac: the first name in it is the browser's. */
const MENU_BAR = svg`
  <rect class="ring" x="38" y="14" width="72" height="36" rx="12"/>
  <circle cx="22" cy="32" r="5"/>
  <path class="address" d="M54 32h40M136 32h32M194 32h32M252 32h32"/>`;

declare global {
  interface HTMLElementTagNameMap {
    'parley-permission-repair': PermissionRepair;
  }
}
