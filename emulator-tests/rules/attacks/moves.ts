/** Every transition in few words, and writes without the precondition, which would answer before the rules do. */
import {
  type CallDoc,
  type CallTransition,
  type CandidatesSide,
  type ChosenSchedule,
  expiryOfTombstone,
  type Lasting,
  type Role,
  type Sitter,
} from '@parley/protocol';
import { encodeCandidates, type RestWrite } from '../../../web/src/firebase/encode-transition.ts';
import { ROOT } from '../rest-firestore.ts';
import {
  EMPTY_TIMEOUT_SECONDS,
  NEW_SESSION,
  NEWLY_SEALED,
  nextSchedule,
  sitter,
  whenEmpty,
  whileSeated,
  write,
} from '../scene.ts';

type Of<Type extends CallTransition['type']> = Extract<CallTransition, { type: Type }>;

export const creation = (): Of<'create'> => ({
  type: 'create',
  emptyTimeoutSeconds: EMPTY_TIMEOUT_SECONDS,
  schedule: null,
  expiresAt: whenEmpty(),
});

/** @param lasting where it matters: the call, which may have a schedule */
export const offer = (role: Role, round: number, session = NEW_SESSION, lasting?: Lasting): Of<'offer'> => ({
  ...{ type: 'offer', round, offer: NEWLY_SEALED },
  sitter: sitter(role, session, { expiresAt: whileSeated(Date.now(), lasting, false) }),
});

export const answer = (
  role: Role,
  round: number,
  session = NEW_SESSION,
  lasting?: Lasting,
): Of<'answer'> => ({
  ...{ type: 'answer', round, answer: NEWLY_SEALED },
  sitter: sitter(role, session, { expiresAt: whileSeated(Date.now(), lasting) }),
});

/** The same, with what is changed about whoever sits down. */
export const sitting = <Move extends Of<'offer' | 'answer' | 'renew'>>(
  move: Move,
  changes: Partial<Sitter>,
): Move => ({
  ...move,
  sitter: { ...move.sitter, ...changes },
});

export const renewal = (role: Role, session: string, expiresAt = whileSeated()): Of<'renew'> => ({
  type: 'renew',
  sitter: sitter(role, session, { expiresAt }),
});

export const leaving = (role: Role, session: string): CallTransition => ({ type: 'leave', role, session });

export const leavingLast = (role: Role, session: string, expiresAt = whenEmpty()): CallTransition => ({
  ...{ type: 'leave', role, session, expiresAt },
});

export const freeing: CallTransition = { type: 'free' };

export const ending = (expiresAt = expiryOfTombstone(Date.now())): CallTransition => ({
  type: 'end',
  expiresAt,
});

export const moving = (schedule: ChosenSchedule): CallTransition => ({ type: 'reschedule', schedule });

export const cancelling = ({ expiresAt }: CallDoc) => ({ type: 'cancel', endsAt: expiresAt }) as const;

/** The transition as the application writes it, for the rules alone to judge. */
export function blindly(
  docId: string,
  uid: string,
  transition: CallTransition,
): Omit<RestWrite, 'currentDocument'> {
  const { currentDocument: _unchecked, ...blind } = write(docId, uid, transition);
  return blind;
}

/** A batch of candidates for the rules alone to judge. */
export function batchFor(
  docId: string,
  side: CandidatesSide,
  round = 1,
  index = 0,
): Omit<RestWrite, 'currentDocument'> {
  const place = { docId, side, round, index };
  const { currentDocument: _unchecked, ...blind } = encodeCandidates(
    ROOT,
    place,
    NEWLY_SEALED,
    whileSeated(),
  );
  return blind;
}

/** Moved as its host may, with what somebody would rather have. */
export const moved = (docId: string, uid: string, before: CallDoc, changes: Partial<ChosenSchedule> = {}) =>
  blindly(docId, uid, moving(nextSchedule(before, changes)));
