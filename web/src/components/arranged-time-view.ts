import { html, nothing } from 'lit';
import type { ArrangedTime } from '../call/arranged-time.ts';
import { callTimes } from './call-times.ts';
import { ownTimeZone } from './time-zones.ts';

/** When a scheduled call takes place: where the visitor is, and where it was arranged if clocks there show another time. */
export function arrangedTimeView(time: ArrangedTime) {
  const here = callTimes(time, ownTimeZone());
  const there = callTimes(time, time.timeZone);
  const isSame = here.day === there.day && here.hours === there.hours;
  const thereDay = here.day === there.day ? '' : `${there.day}, `;
  return html`<div class="arranged">
    <p><time datetime=${new Date(time.startsAt).toISOString()}>${here.day}</time></p>
    <p>${here.hours} <span class="soft">${here.zone}</span></p>
    ${isSame ? nothing : html`<p class="soft">${thereDay}${there.hours} ${there.zone}</p>`}
  </div>`;
}
