import { html } from 'lit';

/**
 * The two of a call, each in one half of the circle. Decoration: coloured and set apart by whoever shows it. Each half is
 * an image of its own, since nothing within one can take part in a view transition.
 */
export const homeIllustration = html`<div class="illustration" aria-hidden="true">
  <svg class="near" part="own-picture" viewBox="0 0 200 400">
    <path class="half" d="M197 24a176 176 0 0 0 0 352Z" />
    <circle class="person" cx="129" cy="178" r="37" />
    <path class="person" d="M66 277c0-37 26-63 63-63s63 26 63 63c0 9-32 13-63 13s-63-4-63-13Z" />
  </svg>
  <svg class="far" viewBox="200 0 200 400">
    <path class="half" d="M203 24a176 176 0 0 1 0 352Z" />
    <circle class="person" cx="271" cy="178" r="37" />
    <path class="person" d="M208 277c0-37 26-63 63-63s63 26 63 63c0 9-32 13-63 13s-63-4-63-13Z" />
  </svg>
</div>`;
