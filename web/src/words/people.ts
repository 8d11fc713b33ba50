import type { CallErrorCode, PeopleErrorCode, RingOutcome } from '@parley/call';
import {
  MAX_NAME_KEYS,
  MAX_NAMES_ASKED_FOR,
  MAX_PERSON_NAME_LENGTH,
  MAX_RINGS_PER_PERSON,
  MIN_PERSON_NAME_LENGTH,
  NAME_KEPT_MS,
  NAME_LEASE_MS,
  NAME_LEASE_STEP_MS,
  type PersonNameProblem,
} from '@parley/protocol';
import { html, type TemplateResult } from 'lit';
import type { Message } from '../ui/notice.ts';
import { durationInDays } from './durations.ts';
import { callErrorMessage } from './errors.ts';
import { plural } from './plural.ts';

export const peopleWords = () => ({
  summary: 'People',
  summaryNamed: (name: string, missedCount: number) =>
    missedCount === 0
      ? `People: you are ${name}`
      : plural(missedCount, {
          one: `People: you are ${name}, and missed somebody`,
          other: `People: you are ${name}, and missed ${missedCount} people`,
        }),
  lead: 'Take a name, and others who have one can ring you by it. Calls by link need none.',
  opening: 'Asking which name is yours…',
  notOpened: 'Nobody can ring you here before it is known which name is yours. It is asked again by itself.',
  nameLabel: 'Your name',
  nameHelp: `${MIN_PERSON_NAME_LENGTH} to ${MAX_PERSON_NAME_LENGTH} letters, digits, dots and dashes. Whoever asks for it learns that somebody has it; the site, and whoever is in a call with you, can tell by it that it is you. It is yours until you have not come for ${durationInDays((NAME_LEASE_MS - NAME_LEASE_STEP_MS) / 1_000)}, in this browser: whoever clears its data gives the name up, unless an e-mail keeps it.`,
  take: 'Take this name',
  taking: 'Taking it…',
  yours: (name: string) => html`You are <strong dir="ltr">${name}</strong>.`,
  lost: (name: string) =>
    html`You have given up <strong dir="ltr">${name}</strong> on another page or device, and nobody can ring you by it here.`,
  giveUp: 'Give the name up',
  giveUpHelp: `Nobody else can have it for ${durationInDays(NAME_KEPT_MS / 1_000)}. You can take it back, at the earliest an hour after you took it.`,
  reach: 'While this page is open, this device rings for',
  notify: 'Notify me when somebody rings',
  ringLabel: 'Whom to ring',
  ring: 'Ring',
  known: 'People',
  ringAgain: (name: string) => `Ring ${name}`,
  callBack: 'Call back',
  callBackLabel: (name: string) => `Call back ${name}`,
  missed: 'You missed them',
  block: (name: string) => `Block ${name}`,
  unblock: (name: string) => `Let ${name} ring again`,
  blocked: 'Blocked: they hear no ring for as long as they are in this list',
  forget: (name: string) => `Remove ${name} from the list`,
  forgetBlocked: (name: string) => `Remove ${name} from the list, and let them ring again`,
  answer: 'Answer',
  answering: 'Answering…',
  answerWithoutCamera: 'Answer without camera',
  decline: 'Decline',
  word: 'A word to them, if you like',
  cancel: 'Stop ringing',
  notSeenYet: 'You are ready. Nobody sees or hears you before they answer.',
  ringAllTheSame: 'Ring all the same',
  doNotRing: 'Do not ring',
  close: 'Close',
  sendLink: 'Send a link instead',
  ringOnceMore: 'Ring again',
  knownBefore: 'You have talked with them before.',
  notKnown: 'You have not talked with them in this browser.',
});

/** For whom a device rings. */
export type Reach = 'nobody' | 'known' | 'everybody';

/** To choose from, under `reach`: each in the form that this label asks for, and used nowhere else. */
export const reachWords = (): Readonly<Record<Reach, string>> => ({
  nobody: 'nobody',
  known: 'people I have talked with',
  everybody: 'everybody who knows my name',
});

/** Why it does not ring here, although that is wished. */
export type Silence = 'no-line' | 'not-among-devices';

export function silenceMessage(silence: Silence): Message {
  const messages: Readonly<Record<Silence, Message>> = {
    'no-line': {
      title: 'It does not ring here at the moment',
      help: 'The database tells this page nothing any more. Come back to the page later, or choose again for whom it rings.',
    },
    'not-among-devices': {
      title: 'It does not ring here any more',
      help: `A name rings on the ${MAX_NAME_KEYS} devices that came to it last, and ${MAX_NAME_KEYS} have come since this one. Load the page anew to have it ring here again, in place of the one of them that came first.`,
    },
  };
  return messages[silence];
}

/** Why a text is no name. */
export function personNameProblem(problem: PersonNameProblem): string {
  const sentences: Readonly<Record<PersonNameProblem, string>> = {
    'too-short': `A name has at least ${MIN_PERSON_NAME_LENGTH} letters or digits.`,
    'too-long': `A name has at most ${MAX_PERSON_NAME_LENGTH} letters and digits.`,
    'bad-character': 'A name has letters from A to Z, digits, dots and dashes, and nothing else.',
    'bad-separator': 'A dot or a dash stands between letters or digits, one at a time.',
  };
  return sentences[problem];
}

/** What kept somebody from a name, or from ringing. */
export function peopleErrorMessage(code: PeopleErrorCode | CallErrorCode): Message {
  const messages: Readonly<Record<PeopleErrorCode, Message>> = {
    'name-taken': {
      title: 'This name is not free',
      help: `Somebody has it, or one that looks like it, or gave it up within the last ${durationInDays(NAME_KEPT_MS / 1_000)}. Choose another one.`,
    },
    'name-paused': {
      title: 'You took a name less than an hour ago',
      help: 'You can take another one, or the same one back, an hour after you took the last.',
    },
    'too-many-names': {
      title: 'You have asked for many names within the hour',
      help: `So that nobody can try one name after another, each browser can ask for ${MAX_NAMES_ASKED_FOR} an hour. Send a link instead, or wait a while.`,
    },
    'no-own-name': {
      title: 'You have no name yet',
      help: 'Take one first, so that whoever you ring sees who it is.',
    },
    'no-such-person': {
      title: 'Nobody has this name',
      help: 'It may be written differently, or its owner may have given it up. Ask them, or send them a link.',
    },
    'own-name': {
      title: 'This is your own name',
      help: 'Write the name of the person whom you want to ring.',
    },
    'too-many-rings': {
      title: 'You have rung often within the hour',
      help: `Each person can be rung ${MAX_RINGS_PER_PERSON} times an hour. Send a link instead, or wait a while.`,
    },
  };
  return code in messages ? messages[code as PeopleErrorCode] : callErrorMessage(code as CallErrorCode);
}

/** While it is tried, and when a page of theirs has said that it rings. */
export function ringingSentence(phase: 'calling' | 'ringing', name: string): TemplateResult {
  const who = html`<bdi dir="ltr">${name}</bdi>`;
  return phase === 'calling' ? html`Looking for ${who}…` : html`It rings at ${who}…`;
}

/** What has become of it. */
export function ringOutcome(outcome: RingOutcome, name: string): TemplateResult {
  const who = html`<bdi dir="ltr">${name}</bdi>`;
  switch (outcome) {
    case 'declined':
      return html`${who} declined.`;
    case 'busy':
      return html`${who} is in a call.`;
    case 'no-answer':
      return html`${who} did not answer.`;
    case 'not-reachable':
      return html`${who} cannot be reached by name at the moment.`;
    case 'cancelled':
      return html`You have stopped ringing ${who}.`;
    case 'answered':
      return html`${who} had answered before you stopped, and waits for you. Ring again to go to them.`;
  }
}

/** What they said when they declined. */
export function theySaid(word: string): TemplateResult {
  return html`They say: “<span dir="auto">${word}</span>”`;
}

/** In the tab, in a notification, and above the buttons. */
export function ringsTitle(name: string): string {
  return `${name} is ringing you`;
}

/** A key or an account that is not the one of before. */
export function changedKeysMessage(name: string): Message {
  return {
    title: `${name} may not be whom you know`,
    help: 'The name has an account or a device that you have not met. They may use another browser or device, or somebody else may have their name by now. Make sure that it is them before you tell them anything.',
  };
}

/** The press came too late. */
export function ringIsOver(): Message {
  return {
    title: 'It does not ring any more',
    help: 'They have stopped, or you have answered on another page or device.',
  };
}
