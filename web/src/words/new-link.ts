import type { CallErrorCode, NewLinkState } from '@parley/call';
import type { Message } from '../ui/notice.ts';
import { callErrorMessage } from './errors.ts';
import { paragraph } from './paragraph.ts';

/** Who is in the call beside the host, as far as a new link concerns them. */
export interface NewLinkFacts {
  /** The guest's name; empty: not known. */
  readonly name: string;
  /** Nobody else is in the call; they go along; or their page is of before new links, and cannot. */
  readonly guest: 'nobody' | 'along' | 'old-page';
  /** It may stand in calendars. */
  readonly isScheduled: boolean;
}

export const newLinkWords = () => ({
  make: 'Make a new link…',
  question: 'Make a new link for this call?',
  refusal: 'Keep the link',
  confirmation: 'Make a new link',
  dismiss: 'I see',
});

/** What will follow. */
export function newLinkConsequence({ name, guest, isScheduled }: NewLinkFacts): string {
  return paragraph(
    'Whoever has the old link or ID no longer gets in, and whoever waits at your door is told that it leads nowhere.',
    consequenceForGuest(name, guest),
    ...(isScheduled ? ['Calendar entries keep the old link: send the new one.'] : []),
  );
}

function consequenceForGuest(name: string, guest: NewLinkFacts['guest']): string {
  switch (guest) {
    case 'nobody':
      return 'Whoever is to come needs the new link.';
    case 'along':
      return name === ''
        ? 'Whoever is in the call with you goes along: you lose each other for a moment, and are connected again.'
        : `${name} goes along: you lose each other for a moment, and are connected again.`;
    case 'old-page':
      return name === ''
        ? 'Whoever is in the call with you has an older page, which cannot go along: for them the call ends, until you send them the new link.'
        : `${name} has an older page, which cannot go along: for them the call ends, until you send them the new link.`;
  }
}

interface MadeFacts extends Pick<NewLinkFacts, 'name'> {
  /** A lasting room does not close by itself. */
  readonly isRoom: boolean;
}

/** What became of it; undefined: nothing is to be said. */
export function newLinkMessage(
  state: NewLinkState | undefined,
  { name, isRoom }: MadeFacts,
): Message | undefined {
  switch (state?.phase) {
    case 'failed':
      return notMade(state.error);
    case 'made':
      return {
        title: 'This call has a new link',
        help: paragraph(
          state.isOldOpen ? oldIsOpen(isRoom) : 'The old one leads nowhere any more.',
          ...(state.guest === 'not-told' ? [notTold(name)] : []),
        ),
      };
    case 'followed':
      return {
        title: 'The host has made a new link for this call',
        help: 'You went along, and this page’s address is the new one. The old link leads nowhere any more.',
      };
    default:
      return undefined;
  }
}

function notMade(error: CallErrorCode): Message {
  const { title, help } = callErrorMessage(error);
  return {
    title: 'There is no new link',
    help: paragraph('Everything is as it was, and the old link still works.', `${title}.`, help),
  };
}

function oldIsOpen(isRoom: boolean): string {
  return isRoom
    ? 'The database has not heard yet that the old one is over. Until it has, the old link opens an empty room. This browser goes on telling it, now and whenever a call is opened here.'
    : 'The database has not heard yet that the old one is over. Nobody is in the old call, and it closes by itself.';
}

function notTold(name: string): string {
  return name === ''
    ? 'Whoever was here could not be told. Send them the new link.'
    : `${name} could not be told. Send them the new link.`;
}
