import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

/** One set: a grid of 24, round strokes of 1.75, nothing filled. They are decoration: the words beside them speak. */
const SHAPES = {
  microphone: svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>`,
  'microphone-off': svg`<path d="M15 9.5V6a3 3 0 0 0-5.8-1M9 9v2a3 3 0 0 0 4.7 2.4M5.5 11.5a6.5 6.5 0 0 0 10.6 5M18.5 11.5a6.5 6.5 0 0 1-.7 2.9M12 18v3M4 3l16 18"/>`,
  camera: svg`<rect x="2.5" y="6" width="13" height="12" rx="2.5"/><path d="m15.5 10.5 6-3v9l-6-3"/>`,
  'camera-off': svg`<path d="M9.5 6H13a2.5 2.5 0 0 1 2.5 2.5v2l6-3v9l-3.5-1.75M15.4 16.4A2.5 2.5 0 0 1 13 18H5a2.5 2.5 0 0 1-2.5-2.5v-7A2.5 2.5 0 0 1 5 6M4 3l16 18"/>`,
  chat: svg`<path d="M20.5 11.5a7.5 7 0 0 1-11 6.2L4.5 19.5l1.6-4.2A6.8 6.8 0 0 1 5.5 11.5a7.5 7 0 0 1 15 0ZM9.5 10h7M9.5 13.25h4.5"/>`,
  file: svg`<path d="M13.5 3H7.5A2.5 2.5 0 0 0 5 5.5v13A2.5 2.5 0 0 0 7.5 21h9a2.5 2.5 0 0 0 2.5-2.5V8.5ZM13.5 3v5.5H19"/>`,
  send: svg`<path d="M5 12 3.5 4.5 20.5 12 3.5 19.5 5 12Zm0 0h7"/>`,
  leave: svg`<path d="M14 4.5H7A2.5 2.5 0 0 0 4.5 7v10A2.5 2.5 0 0 0 7 19.5h7M10 12h10.5m-3.5-3.5 3.5 3.5-3.5 3.5"/>`,
  end: svg`<path d="M12 3.5V11M7.2 6.2a8 8 0 1 0 9.6 0"/>`,
  copy: svg`<rect x="8.5" y="8.5" width="12" height="12" rx="2.5"/><path d="M15.5 8.5V6A2.5 2.5 0 0 0 13 3.5H6A2.5 2.5 0 0 0 3.5 6v7A2.5 2.5 0 0 0 6 15.5h2.5"/>`,
  check: svg`<path d="m4.5 12.5 5 5 10-11"/>`,
  share: svg`<path d="M12 15V3.5M8 7l4-3.5L16 7M7 11H6a1.5 1.5 0 0 0-1.5 1.5V19A1.5 1.5 0 0 0 6 20.5h12a1.5 1.5 0 0 0 1.5-1.5v-6.5A1.5 1.5 0 0 0 18 11h-1"/>`,
  link: svg`<path d="M10 14a4.2 4.2 0 0 0 6 0l3-3a4.24 4.24 0 0 0-6-6l-1.2 1.2M14 10a4.2 4.2 0 0 0-6 0l-3 3a4.24 4.24 0 0 0 6 6l1.2-1.2"/>`,
  'new-link': svg`<path d="M9 13.5a4.2 4.2 0 0 0 6 0l3-3a4.24 4.24 0 0 0-6-6l-1.2 1.2M13 9.5a4.2 4.2 0 0 0-6 0l-3 3a4.24 4.24 0 0 0 6 6l.6-.6M18 15.5v6M15 18.5h6"/>`,
  problem: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7.5V13M12 16.4v.1"/>`,
  sound: svg`<path d="M4 9.5v5h3.5L12.5 19V5L7.5 9.5ZM16 9a4.2 4.2 0 0 1 0 6M18.7 6.3a8 8 0 0 1 0 11.4"/>`,
  headset: svg`<path d="M4.5 15v-3a7.5 7.5 0 0 1 15 0v3M19.5 14.5V17a3 3 0 0 1-3 3H13"/><rect x="3" y="13.5" width="4" height="6" rx="1.75"/><rect x="17" y="13.5" width="4" height="6" rx="1.75"/>`,
  person: svg`<circle cx="12" cy="7" r="3.75"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>`,
  'qr-code': svg`<rect x="4" y="4" width="6" height="6" rx="1.25"/><rect x="14" y="4" width="6" height="6" rx="1.25"/><rect x="4" y="14" width="6" height="6" rx="1.25"/><path d="M14 14.5h2.5V17M20 14v3.5M14 20h2.5M19.5 20h.5"/>`,
  calendar: svg`<rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/><path d="M3.5 10h17M8 2.75V6.5M16 2.75V6.5"/>`,
  mail: svg`<rect x="3" y="5.5" width="18" height="13.5" rx="2.5"/><path d="m4 7.5 8 6 8-6"/>`,
  remove: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  bell: svg`<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15ZM10 20.5h4"/>`,
  keyboard: svg`<rect x="2.5" y="6" width="19" height="12.5" rx="2.5"/><path d="M6.5 10h.1M10.2 10h.1M13.8 10h.1M17.4 10h.1M8 14.5h8"/>`,
  screen: svg`<rect x="2.5" y="4" width="19" height="13" rx="2.5"/><path d="M8.5 20.5h7M12 13.5V7.5m-2.75 2.5L12 7.25 14.75 10"/>`,
  'screen-off': svg`<rect x="2.5" y="4" width="19" height="13" rx="2.5"/><path d="M8.5 20.5h7M9.5 8l5 5m0-5-5 5"/>`,
  more: svg`<path d="M5.5 12v.01M12 12v.01M18.5 12v.01" stroke-width="2.75"/>`,
  'pop-out': svg`<path d="M20.5 10V7A2.5 2.5 0 0 0 18 4.5H6A2.5 2.5 0 0 0 3.5 7v9A2.5 2.5 0 0 0 6 18.5h3"/><rect x="12" y="13" width="9" height="7" rx="2"/>`,
  'full-screen': svg`<path d="M8.5 4H6a2 2 0 0 0-2 2v2.5M15.5 4H18a2 2 0 0 1 2 2v2.5M8.5 20H6a2 2 0 0 1-2-2v-2.5M15.5 20H18a2 2 0 0 0 2-2v-2.5"/>`,
  fit: svg`<rect x="2.5" y="5" width="19" height="14" rx="2.5"/><path d="M10 9H7v6h3M14 9h3v6h-3"/>`,
  corner: svg`<rect x="2.5" y="4.5" width="19" height="15" rx="2.5"/><rect x="13" y="12" width="5.5" height="4.5" rx="1"/>`,
  swap: svg`<path d="M7.5 4.5 4 8l3.5 3.5M4 8h12.5M16.5 12.5 20 16l-3.5 3.5M20 16H7.5"/>`,
  forward: svg`<path d="M4.5 12h15m-6-6 6 6-6 6"/>`,
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
