import { html } from 'lit';

/** Two pictures, one call. Decoration: coloured by the page that shows it. */
export const homeIllustration = html`<svg class="illustration" viewBox="0 0 480 420" aria-hidden="true">
  <g class="far">
    <rect class="tile" x="12" y="20" width="300" height="232" rx="30" />
    <circle class="person" cx="150" cy="116" r="42" />
    <path class="person" d="M66 252c0-50 37-82 84-82s84 32 84 82Z" />
  </g>
  <g class="near">
    <rect class="rim" x="186" y="164" width="290" height="244" rx="40" />
    <rect class="tile" x="196" y="174" width="270" height="224" rx="30" />
    <circle class="person" cx="331" cy="268" r="40" />
    <path class="person" d="M251 397c0-48 35-78 80-78s80 30 80 78Z" />
  </g>
</svg>`;
