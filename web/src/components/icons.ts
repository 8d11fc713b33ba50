import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

/** One set: a grid of 24, round strokes of 1.75, nothing filled. They are decoration: the words beside them speak. */
const SHAPES = {
  microphone: svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>`,
  'microphone-off': svg`<path d="M15 9.5V6a3 3 0 0 0-5.8-1M9 9v2a3 3 0 0 0 4.7 2.4M5.5 11.5a6.5 6.5 0 0 0 10.6 5M18.5 11.5a6.5 6.5 0 0 1-.7 2.9M12 18v3M4 3l16 18"/>`,
  camera: svg`<rect x="2.5" y="6" width="13" height="12" rx="2.5"/><path d="m15.5 10.5 6-3v9l-6-3"/>`,
  'camera-off': svg`<path d="M9.5 6H13a2.5 2.5 0 0 1 2.5 2.5v2l6-3v9l-3.5-1.75M15.4 16.4A2.5 2.5 0 0 1 13 18H5a2.5 2.5 0 0 1-2.5-2.5v-7A2.5 2.5 0 0 1 5 6M4 3l16 18"/>`,
  leave: svg`<path d="M14 4.5H7A2.5 2.5 0 0 0 4.5 7v10A2.5 2.5 0 0 0 7 19.5h7M10 12h10.5m-3.5-3.5 3.5 3.5-3.5 3.5"/>`,
  end: svg`<path d="M12 3.5V11M7.2 6.2a8 8 0 1 0 9.6 0"/>`,
  copy: svg`<rect x="8.5" y="8.5" width="12" height="12" rx="2.5"/><path d="M15.5 8.5V6A2.5 2.5 0 0 0 13 3.5H6A2.5 2.5 0 0 0 3.5 6v7A2.5 2.5 0 0 0 6 15.5h2.5"/>`,
  check: svg`<path d="m4.5 12.5 5 5 10-11"/>`,
  share: svg`<path d="M12 15V3.5M8 7l4-3.5L16 7M7 11H6a1.5 1.5 0 0 0-1.5 1.5V19A1.5 1.5 0 0 0 6 20.5h12a1.5 1.5 0 0 0 1.5-1.5v-6.5A1.5 1.5 0 0 0 18 11h-1"/>`,
  link: svg`<path d="M10 14a4.2 4.2 0 0 0 6 0l3-3a4.24 4.24 0 0 0-6-6l-1.2 1.2M14 10a4.2 4.2 0 0 0-6 0l-3 3a4.24 4.24 0 0 0 6 6l1.2-1.2"/>`,
  problem: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7.5V13M12 16.4v.1"/>`,
  sound: svg`<path d="M4 9.5v5h3.5L12.5 19V5L7.5 9.5ZM16 9a4.2 4.2 0 0 1 0 6M18.7 6.3a8 8 0 0 1 0 11.4"/>`,
  person: svg`<circle cx="12" cy="7" r="3.75"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>`,
  'qr-code': svg`<rect x="4" y="4" width="6" height="6" rx="1.25"/><rect x="14" y="4" width="6" height="6" rx="1.25"/><rect x="4" y="14" width="6" height="6" rx="1.25"/><path d="M14 14.5h2.5V17M20 14v3.5M14 20h2.5M19.5 20h.5"/>`,
  calendar: svg`<rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/><path d="M3.5 10h17M8 2.75V6.5M16 2.75V6.5"/>`,
  remove: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  chevron: svg`<path d="m7 10 5 5 5-5"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof SHAPES;

export function icon(name: IconName): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${SHAPES[name]}
  </svg>`;
}
