import type { Visitor } from '@parley/call';
import { MAX_DISMISSED, MAX_DISMISSED_FROM_ROOM } from '@parley/protocol';
import { html, type TemplateResult } from 'lit';
import type { Message } from '../ui/notice.ts';
import { duration } from './durations.ts';
import { plural } from './plural.ts';

export const doorWords = () => ({
  letIn: 'Let in',
  oneMoment: 'One moment',
  notNow: 'Not now',
  word: 'A word to them, if you like',
  afterThis: 'You can let somebody in when the other has left.',
  choice: 'Ask me before anybody comes in',
  choiceHelp:
    'Whoever opens the link waits until you let them in. Before that they neither see nor hear you, and learn no address of yours.',
});

/**
 * @param name of the guest; empty: not known
 * @param keepsOut the call does not let them in again; otherwise it remembers as many people as it can
 */
export const dismissalWords = (name: string, keepsOut = true) => ({
  ask: name === '' ? 'Ask the guest to leave…' : html`Ask <bdi>${name}</bdi> to leave…`,
  question: name === '' ? 'Ask the guest to leave?' : `Ask ${name} to leave?`,
  consequence: keepsOut
    ? 'The connection between you ends at once, and the call does not let this visitor in again. Whoever has the link can still come as another visitor, from a private window for example: to decide each time, have whoever comes ask you first.'
    : 'The connection between you ends at once. The call remembers as many people as it can already, and not this visitor: from then on whoever comes has to ask you first, and so do they. They may give another name.',
  refusal: 'Let them stay',
  confirmation: 'Ask to leave',
});

/** To the host: it could not be written that somebody is kept out. */
export const dismissalFailed = (): Message => ({
  title: 'They are disconnected, but they may come back',
  help: 'The call could not be told to keep them out. As long as this page is open you stay disconnected from them. Ask them to leave once more, or end the call.',
});

export interface FullCall {
  /** What keeps this one out for good, too. */
  readonly canMakeLink: boolean;
  /** It stays for months, and remembers fewer. */
  readonly isRoom: boolean;
}

/** To the host: the call remembers as many people as it can, and this one has to knock. */
export const dismissalFull = ({ canMakeLink, isRoom }: FullCall): Message => ({
  title: 'They are disconnected, and have to ask before they come in again',
  help: `${
    isRoom
      ? `This room remembers ${MAX_DISMISSED_FROM_ROOM} people whom you have asked to leave, and this is one more.`
      : `A call remembers ${MAX_DISMISSED} people whom you have asked to leave, and this is one more.`
  } ${
    canMakeLink
      ? 'So from now on whoever comes has to ask you first. If you have anybody come in again, they can, too. To keep them out for good, make a new link: the old one lets nobody in any more.'
      : 'So from now on whoever comes has to ask you first. If you have anybody come in again, they can, too. To keep them out for good, end the call.'
  }`,
});

/** On what unfolds who they are. */
export function atTheDoor(names: readonly string[]): string | TemplateResult {
  const [name] = names;
  if (names.length > 1)
    return plural(names.length, {
      one: `${names.length} person at the door`,
      other: `${names.length} people at the door`,
    });
  return name === undefined || name === '' ? 'Somebody at the door' : html`<bdi>${name}</bdi> at the door`;
}

export function visitorName(name: string): string | TemplateResult {
  return name === '' ? 'Somebody without a name' : html`<bdi>${name}</bdi>`;
}

/** Of the button of one visitor, for whoever hears it without seeing beside whom it stands. */
export function visitorLabel(action: string, name: string, isByWords = false): string {
  if (isByWords)
    return name === ''
      ? `${action}: somebody without a name, by your words`
      : `${action}: ${name}, by your words`;
  return name === '' ? `${action}: somebody without a name` : `${action}: ${name}`;
}

/** Beside the name of a visitor: how long they have been waiting, whether they came by the words, and whether they have had an answer. */
export function visitorStanding(waitedMs: number, visitor: Standing): string {
  return waitedMs < 60_000
    ? hasJustRung(visitor)
    : hasWaited(duration(Math.floor(waitedMs / 60_000) * 60), visitor);
}

type Standing = Pick<Visitor, 'isByWords' | 'isAskedToWait'>;

function hasJustRung({ isByWords, isAskedToWait }: Standing): string {
  if (isAskedToWait)
    return isByWords
      ? 'rang just now, by your words, knows that it takes a moment'
      : 'rang just now, knows that it takes a moment';
  return isByWords ? 'rang just now, by your words' : 'rang just now';
}

function hasWaited(length: string, { isByWords, isAskedToWait }: Standing): string {
  if (isAskedToWait)
    return isByWords
      ? `waiting for ${length}, by your words, knows that it takes a moment`
      : `waiting for ${length}, knows that it takes a moment`;
  return isByWords ? `waiting for ${length}, by your words` : `waiting for ${length}`;
}

/** In the tab, in a notification, and to whoever cannot see that somebody has come. */
export function ringTitle(names: readonly string[]): string {
  const [name] = names;
  if (names.length > 1)
    return plural(names.length, {
      one: `${names.length} person is at the door`,
      other: `${names.length} people are at the door`,
    });
  return name === undefined || name === '' ? 'Somebody is at the door' : `${name} is at the door`;
}

/** To the host, who has not joined yet. */
export function joinToLetIn(names: readonly string[]): string {
  return `${ringTitle(names)}. Join to let somebody in.`;
}

/** What the host says to whoever waits. */
export function hostSays(word: string): TemplateResult {
  return html`The host says: “<span dir="auto">${word}</span>”`;
}
