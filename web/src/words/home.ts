import { html, type TemplateResult } from 'lit';
import { duration, durationInDays, talkLength } from './durations.ts';

export const homeWords = () => ({
  /** In lines. */
  heading: ['Two halves', 'of a talk.'] as const,
  lead: ['A private video call for exactly two.', 'No account, nothing to install.'] as const,
  headingAgain: 'Go on talking.',
  start: 'Start a call',
  starting: 'Starting…',
  opening: 'Opening…',
  or: (pickTime: TemplateResult) => html`or ${pickTime}`,
  pickTime: 'pick a time',
  schedule: 'Schedule',
  scheduleShort: 'Pick a time',
  site: 'Site',
  joinCall: 'Join a call',
  options: 'Options',
  optionsWithDoor: 'Options: you let people in',
  optionsWithRoom: 'Options: a room that stays',
  optionsWithRoomAndDoor: 'Options: a room that stays, you let people in',
  optionsWithTimeout: (seconds: number) => `Options: stays open ${duration(seconds)}`,
  yours: 'Your calls',
  all: (count: number) => `All calls (${count})`,
  allHelp: (seconds: number) => `Kept in this browser only, for ${durationInDays(seconds)}.`,
  privacy: 'Encrypted from browser to browser.',
});

export const joinFormWords = () => ({
  label: 'Call ID or link, or four words that you were told',
  placeholder: 'A link, an ID or four words',
  submit: 'Join',
  found: (id: string) => html`Call <code>${id}</code>`,
});

export const callListWords = () => ({
  untitled: 'Call',
  join: 'Join',
  joinTitled: (title: string) => `Join ${title}`,
  open: 'Open',
  openTitled: (title: string) => `Open ${title}`,
  backIn: 'Back in',
  backInTitled: (title: string) => `Back in: ${title}`,
  callAgain: 'Call again',
  callAgainTitled: (title: string) => `Call again: ${title}`,
  remove: (title: string, when: string) => `Remove ${title}, ${when}, from the list`,
});

interface ListedTimes {
  /** `Today` */
  readonly day: string;
  /** `15:00`, or `15:00 – 15:30` */
  readonly hours: string;
}

/** When a call is or was, and what it is to this person if that matters still, or was. */
export function listedWhen(
  { day, hours }: ListedTimes,
  as?: 'cancelled' | 'host' | 'guest' | 'unused' | { readonly talkedMs: number },
): string {
  switch (as) {
    case 'cancelled':
      return `${day}, ${hours} · called off`;
    case 'host':
      return `${day}, ${hours} · you are the host`;
    case 'guest':
      return `${day}, ${hours} · you are the guest`;
    case 'unused':
      return `${day}, ${hours} · nobody came yet`;
    case undefined:
      return `${day}, ${hours}`;
    default:
      return `${day}, ${hours} · ${talkLength(as.talkedMs)}`;
  }
}

/** @param when as `listedWhen` has it */
export function openNow(when: string): TemplateResult {
  return html`${when} · <span class="open-now">Open now</span>`;
}
