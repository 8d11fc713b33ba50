import { type Admission, MAX_SCHEDULE_AHEAD_MS } from '@parley/protocol';
import { html, type TemplateResult } from 'lit';
import { duration, durationInDays } from './durations.ts';
import { paragraph } from './paragraph.ts';
import type { CallTimes } from './times.ts';

export const scheduleSheetWords = () => ({
  heading: 'Schedule a call',
  lead: 'Then send the other person the invitation.',
  changeHeading: 'Change the call',
  changeLead:
    'The links stay the same. Whoever waits for the call sees the change at once; tell the other person, too.',
  leaveAsItWas: 'Leave it as it was',
});

export const scheduleFormWords = () => ({
  title: 'Title (optional)',
  titlePlaceholder: 'Add a title',
  /** A control for each word that counts. */
  sentence: (date: TemplateResult, time: TemplateResult, length: TemplateResult, zone: TemplateResult) =>
    html`${date} at ${time} for ${length} ${zone}`,
  noDay: 'A day',
  noTime: 'a time',
  date: 'Date',
  time: 'Starts at',
  length: 'Length',
  twice: (time: string) => `The clocks are put back on this day, and ${time} comes twice. Which one is it?`,
  first: 'The first',
  firstNote: (offset: string) => `At ${offset}`,
  second: 'The second',
  secondNote: (offset: string) => `An hour later, at ${offset}`,
});

export function submitLabel(action: 'schedule' | 'change', isBusy: boolean): string {
  if (action === 'change') return isBusy ? 'Saving…' : 'Save changes';
  return isBusy ? 'Scheduling…' : 'Schedule the call';
}

export const timeZoneFieldWords = () => ({
  label: 'Time zone',
  list: 'Time zones',
  nothingFound: 'No time zone is found by that. Try a large city nearby.',
  /** `Zurich time` */
  said: (city: string) => (city === 'UTC' ? city : `${city} time`),
});

export const emptyTimeoutFieldWords = () => ({
  label: 'When nobody is in it, keep the call open for',
  help: 'As long as it is open, its link works and both of you can come back. Then it closes by itself.',
});

export const entryFieldWords = () => ({
  summary: 'Who may come in, and when',
  admission: 'Who may come in first',
  opens: 'The call opens',
});

export function admissionChoice(admission: Admission): { readonly label: string; readonly note: string } {
  const choices: Readonly<Record<Admission, { readonly label: string; readonly note: string }>> = {
    anyone: { label: 'Either of you', note: 'Whoever is early waits in the call for the other.' },
    'after-host': {
      label: 'The guest only after you',
      note: 'Until you are in the call, the guest waits outside.',
    },
    ask: {
      label: 'Whom you let in',
      note: 'Whoever opens the link asks first. This cannot be changed later.',
    },
  };
  return choices[admission];
}

/** When a call may open. */
export function openingChoice(earlyMinutes: number): string {
  return earlyMinutes === 0 ? 'At the start' : `${duration(earlyMinutes * 60)} before the start`;
}

interface Entry {
  readonly admission: Admission;
  readonly earlyMinutes: number;
  /** Null or undefined: not told. */
  readonly emptyTimeoutSeconds?: number | null | undefined;
}

/** Who may come in from when, and when the call closes. */
export function entrySummary({ admission, earlyMinutes, emptyTimeoutSeconds }: Entry): string {
  const opens = opensFor(admission, earlyMinutes);
  if (emptyTimeoutSeconds == null) return opens;
  return paragraph(opens, `The call closes when nobody has been in it for ${duration(emptyTimeoutSeconds)}.`);
}

function opensFor(admission: Admission, earlyMinutes: number): string {
  const early = duration(earlyMinutes * 60);
  if (admission === 'anyone') {
    return earlyMinutes === 0
      ? 'Either of you may come in from the start.'
      : `Either of you may come in from ${early} before the start.`;
  }
  if (admission === 'ask') {
    return earlyMinutes === 0
      ? 'Whoever comes asks to be let in, from the start.'
      : `Whoever comes asks to be let in, from ${early} before the start.`;
  }
  return earlyMinutes === 0
    ? 'The guest may come in once the host is there, from the start.'
    : `The guest may come in once the host is there, from ${early} before the start.`;
}

/** Why a draft is no plan. Each has its sentence below. */
export type ScheduleProblem =
  | 'date-missing'
  | 'time-missing'
  | 'time-skipped'
  | 'in-the-past'
  | 'too-far-ahead'
  | 'time-zone-unknown';

/** @param skippedTo what clocks show at the moment of a time that never comes; undefined: not known */
export function scheduleProblem(problem: ScheduleProblem, skippedTo?: string): string {
  const sentences: Readonly<Record<ScheduleProblem, string>> = {
    'date-missing': 'Choose the day of the call.',
    'time-missing': 'Choose when the call starts.',
    'time-skipped':
      'The clocks are put forward over this time on this day, so it never comes. Choose another.',
    'in-the-past': 'This is over already. Choose a time that is still to come.',
    'too-far-ahead': `This is too far away. A call can be scheduled for up to ${durationInDays(MAX_SCHEDULE_AHEAD_MS / 1_000)} ahead.`,
    'time-zone-unknown': 'This is not a time zone. Choose one from the list, such as Europe/Berlin.',
  };
  if (problem !== 'time-skipped' || skippedTo === undefined) return sentences[problem];
  return paragraph(sentences[problem], `The same moment is ${skippedTo}.`);
}

/** In which zone the times of a call were told, and what they are in this person's, if that differs. */
export function zoneNote(there: CallTimes, here: CallTimes): string {
  const isSameDay = here.day === there.day;
  if (isSameDay && here.hours === there.hours) return there.zone;
  return isSameDay
    ? `${there.zone}. For you that is ${here.hours}.`
    : `${there.zone}. For you that is ${here.day}, ${here.hours}.`;
}

export const addToCalendarWords = () => ({
  file: 'Calendar file',
  removingFile: 'Calendar file that removes it',
  // What leads to a calendar's own form.
  google: html`Google<span class="visually-hidden"> calendar, opens in a new tab</span>`,
  outlook: html`Outlook<span class="visually-hidden"> calendar, opens in a new tab</span>`,
  office365: html`Office 365<span class="visually-hidden"> calendar, opens in a new tab</span>`,
});
