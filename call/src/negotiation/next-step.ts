/**
 * What a person's browser has to do next in the negotiation, decided from two things only: what the document says and
 * how far this browser has got. Snapshots may be late, repeated or skipped; a step that was decided on an old one is
 * refused by the referee and decided again.
 *
 * Whoever finds no live offer writes one and waits; whoever finds one answers it.
 */
import {
  type CallDoc,
  isHeld,
  lastRoundNumber,
  maySit,
  otherRole,
  type Role,
  type Round,
} from '@parley/protocol';

export interface Standing {
  readonly uid: string;
  readonly role: Role;
  readonly session: string;
  /** They have pressed Join, and do not only look. */
  readonly hasEntered: boolean;
  /** The document has shown this session in its seat: if it shows another, that one came later. */
  readonly isSeatShown: boolean;
  /** Undefined: there is no link. */
  readonly link: LinkStanding | undefined;
  /** What the link's health asks for. */
  readonly wants: LinkWish | 'nothing';
  /** The host's alone: it has sat down behind a door, which the document may not show yet; and whom it lets in. */
  readonly hasSatDown?: boolean;
  readonly isAdmitting?: boolean;
  /** The last round whose offer could not be used (0: none), and how many there were. */
  readonly unreadable: { readonly round: number; readonly count: number };
}

/** An ICE restart of the link, or another link in its place. */
export type LinkWish = 'restart' | 'replacement';

export interface LinkStanding {
  /** The latest round that the link took part in. */
  readonly round: number;
  /** Offered: waiting for an answer. Complete: the descriptions are exchanged, as far as this browser can do it. */
  readonly stage: 'offered' | 'complete';
  /** It carries or carried media: the other is known to be there without asking the database. */
  readonly isConnected: boolean;
  /** The round that it has answered without having heard whether the answer was accepted; undefined: none. */
  readonly unconfirmedRound?: number | undefined;
}

export type Step =
  | { readonly do: 'nothing' }
  /** Write the next round. On a new link, or on the present one (an ICE restart). */
  | { readonly do: 'offer'; readonly on: 'new-link' | 'same-link' }
  /** Behind a door the host sits down without an offer, and the offer lets somebody in. */
  | { readonly do: 'sit' }
  | { readonly do: 'admit' }
  /** Before the host lets somebody in: whoever has the guest's seat does not answer. */
  | { readonly do: 'leave-for-guest'; readonly session: string }
  /** Whom the link is with was put before the door, or out. */
  | { readonly do: 'part' }
  | { readonly do: 'answer'; readonly round: Round }
  | { readonly do: 'accept-answer'; readonly round: Round; readonly answer: Uint8Array }
  /** The document shows our answer, whose acknowledgement was lost. */
  | { readonly do: 'confirm-answer' }
  /** The seat has passed to another session of the same user. */
  | { readonly do: 'yield' }
  /** Somebody else was faster, has been there all along, or has come in where this person only looked. */
  | { readonly do: 'give-way' }
  /** What the other offers cannot be read, again and again. */
  | { readonly do: 'give-up' };

/** Two programs that cannot read each other would otherwise take turns for ever. */
const MAX_UNREADABLE_ROUNDS = 3;

const NOTHING: Step = { do: 'nothing' };
const OFFER: Step = { do: 'offer', on: 'new-link' };

export function nextStep(call: CallDoc, me: Standing, now: number): Step {
  const { round } = call;
  const seat = call.seats[me.role];
  // Only the host is let to that seat: it went to another device since, which has shown the host key.
  if (me.role === 'host' && call.hostUid !== me.uid) return { do: 'yield' };
  if (me.isSeatShown && seat !== null && seat.session !== me.session)
    return { do: seat.uid === me.uid ? 'yield' : 'give-way' };
  if (!me.isSeatShown && !maySit(call, me.role, { uid: me.uid, now, entered: me.hasEntered }))
    return { do: 'give-way' };
  if (call.door !== undefined && me.role === 'host') {
    if (me.isAdmitting) {
      const { guest } = call.seats;
      if (!isHeld(guest, now)) return { do: 'admit' };
      if (isUnanswered(round, me)) return { do: 'leave-for-guest', session: guest.session };
    }
    // Somebody took this page for dead: it sits down again.
    const isSeated = me.isSeatShown ? seat?.leftAt === null : me.hasSatDown === true;
    if (call.door.admitted === null) {
      // A snapshot of before our own offer says nothing of whom it was for.
      if (me.link !== undefined && me.link.round <= lastRoundNumber(call)) return { do: 'part' };
      return isSeated ? NOTHING : { do: 'sit' };
    }
  }
  // A snapshot of before our own first offer may come after its acknowledgement. And a room may have been put to rest while this page
  // was cut off from the database.
  if (round === null) return me.link !== undefined && me.link.round > lastRoundNumber(call) ? NOTHING : OFFER;
  // Somebody took this page for dead and freed its seat. Sitting down again takes a round.
  const isInRound = me.link?.round === round.number && !me.link.isConnected;
  if (me.isSeatShown && seat?.leftAt != null && isInRound) return OFFER;
  if (round.offerer === me.role) return stepInOwnRound(call, round, me, now);
  return stepInTheirRound(call, round, me, now);
}

function stepInOwnRound(call: CallDoc, round: Round, me: Standing, now: number): Step {
  const isOwn = round.offererSession === me.session && me.link?.round === round.number;
  // An earlier page of ours made it, or a link that we have given up.
  if (!isOwn) return me.link !== undefined && me.link.round > round.number ? NOTHING : OFFER;
  if (round.answer !== null && me.link.stage === 'offered') {
    // Whoever answered may have been replaced since; the new session makes its own offer.
    return isAnswererThere(call, round, now) ? { do: 'accept-answer', round, answer: round.answer } : OFFER;
  }
  if (round.answer !== null && hasLeft(call, me, now)) return OFFER;
  return wanted(me);
}

function stepInTheirRound(call: CallDoc, round: Round, me: Standing, now: number): Step {
  if (me.link?.round === round.number) return hasLeft(call, me, now) ? OFFER : wanted(me);
  const isAnswered = round.answererSession === me.session;
  if (isAnswered && me.link?.unconfirmedRound === round.number) return { do: 'confirm-answer' };
  if (me.link !== undefined && me.link.round > round.number) return NOTHING;
  if (round.answer !== null || !isOffererThere(call, round, now)) return OFFER;
  if (round.number !== me.unreadable.round) return { do: 'answer', round };
  if (me.unreadable.count < MAX_UNREADABLE_ROUNDS) return OFFER;
  // Whoever only looks ends nothing here: the one who is waited for may still come.
  return call.seats[round.offerer]?.entered === true ? { do: 'give-up' } : NOTHING;
}

function wanted(me: Standing): Step {
  switch (me.wants) {
    case 'nothing':
      return NOTHING;
    case 'restart':
      // While our own offer is open there is nothing to restart: the answer will do as well.
      return me.link?.stage === 'offered' ? NOTHING : { do: 'offer', on: 'same-link' };
    case 'replacement':
      return OFFER;
  }
}

/** Our own offer is open: a page that is there would answer it, and one that has crashed holds its seat until the lease ends. */
function isUnanswered(round: Round | null, { role, session, link }: Standing): boolean {
  if (round === null || round.answer !== null) return false;
  const isOwn = round.offerer === role && round.offererSession === session && link?.round === round.number;
  return isOwn && !link.isConnected;
}

/**
 * Whether the other is gone as far as the document knows. A lease that ran out says nothing while media flows: they
 * may only have lost the database.
 */
function hasLeft(call: CallDoc, me: Standing, now: number): boolean {
  const seat = call.seats[otherRole(me.role)];
  if (seat === null || seat.leftAt !== null) return true;
  return !isHeld(seat, now) && me.link?.isConnected !== true;
}

function isOffererThere(call: CallDoc, round: Round, now: number): boolean {
  const seat = call.seats[round.offerer];
  return isHeld(seat, now) && seat.session === round.offererSession;
}

function isAnswererThere(call: CallDoc, round: Round, now: number): boolean {
  const seat = call.seats[otherRole(round.offerer)];
  return isHeld(seat, now) && seat.session === round.answererSession;
}
