/** What four people do to one call, as data: chosen at random, and in relation to how the call then is. */
import {
  type Admission,
  type CandidatesSide,
  type KnockAnswer,
  MAX_CANDIDATE_BATCHES,
  MAX_EARLY_ENTRY_MS,
  MAX_SCHEDULED_LENGTH_MS,
  type Role,
  SESSION_KEY_BYTES,
} from '@parley/protocol';
import fc from 'fast-check';

export type Who = 'ada' | 'grace' | 'alan' | 'mary' | 'nobody' | 'the holder';

type Knocking = 'grace' | 'alan';

/** A small change that makes a right write wrong, mostly. */
export type NearMiss =
  | {
      readonly miss: 'drop from the mask' | 'leave out' | 'put there';
      readonly index: number;
      readonly value: number;
    }
  | { readonly miss: 'add to the mask' | 'stamp as well'; readonly path: string }
  | { readonly miss: 'own time'; readonly offsetMs: number }
  | { readonly miss: 'no time' | 'the whole document' };

export interface WriteStep {
  readonly kind: 'write';
  readonly who: Who;
  readonly type:
    | 'create'
    | 'offer'
    | 'answer'
    | 'renew'
    | 'leave'
    | 'leave last'
    | 'free'
    | 'reschedule'
    | 'end'
    | 'cancel'
    | 'admit'
    | 'dismiss'
    | 'put out'
    | 'lock'
    | 'unlock'
    | 'rename';
  /** As fits: of the answerer for an answer, or else of whoever is missing. */
  readonly role: Role | 'as fits';
  /** Which page of that person, or the one that sits there. */
  readonly session: 'sits there' | 'first page' | 'second page' | 'malformed';
  readonly entered: boolean;
  /** Says that they hear the other. */
  readonly linked: boolean;
  /** 0: none. */
  readonly keyBytes: number;
  /** Writes neither a key nor whether they have entered. */
  readonly isPageOfBefore: boolean;
  /** From the number that would be right. */
  readonly roundOffset: number;
  /** From what would be right. */
  readonly expiryOffsetMs: number;
  readonly sealedBytes: number;
  /** For a creation. */
  readonly hasDoor: boolean;
  /** Likewise: a lasting room, whose name it is that is sealed. */
  readonly isRoom: boolean;
  /** Whom an admission lets in, and a lock that is wrong. */
  readonly admitted: Knocking;
  /** What a lock says of whoever is there, or a dismissal, or putting out, of whoever was let in. */
  readonly isLockWrong: boolean;
  /** For a creation, null: a call of now. */
  readonly schedule: ScheduleChoice | null;
  readonly nearMiss: NearMiss | null;
}

/** A schedule, from the moment of the write and from the revision that would be right. */
export interface ScheduleChoice {
  readonly opensInMs: number;
  readonly earlyMs: number;
  readonly lengthMs: number;
  readonly admission: Admission;
  readonly revisionOffset: number;
  readonly hashBytes: number;
}

export interface CandidatesStep {
  readonly kind: 'candidates';
  readonly who: Who;
  readonly side: CandidatesSide;
  readonly roundOffset: number;
  readonly index: number;
  readonly lapsesInMs: number;
}

/** What somebody writes of a knock, or reads of it. */
export interface KnockStep {
  readonly kind: 'knock';
  readonly who: Who;
  /** Whose knock. */
  readonly knocker: Knocking;
  readonly type: 'ring' | 'renew' | 'leave' | 'reply' | 'read';
  readonly page: 'knocks there' | 'first page' | 'second page' | 'malformed';
  readonly answer: KnockAnswer;
  /** From the number that would be right. */
  readonly ringsOffset: number;
  readonly keyBytes: number;
  readonly sealedBytes: number;
  readonly lapsesInMs: number;
}

/** What the functions do, past the rules. */
export type ServerStep =
  /** So many others were asked to leave before that the call remembers no more. */
  | { readonly kind: 'fill' }
  /** Deletes the call if it has lapsed, and leaves its mark; or a TTL policy does, which leaves none, where a booking is. */
  | { readonly kind: 'sweep'; readonly leavesMark: boolean }
  /** Whoever has the host key becomes the host. */
  | { readonly kind: 'claim'; readonly who: 'ada' | 'grace' | 'alan' }
  /** A program books a call there, which is nobody's until somebody claims it. */
  | { readonly kind: 'book'; readonly schedule: ScheduleChoice };

export type Step =
  | WriteStep
  | CandidatesStep
  | KnockStep
  | ServerStep
  | { readonly kind: 'pass'; readonly seconds: number }
  /** `ask`: whether they were asked to leave. */
  | { readonly kind: 'read' | 'ask' | 'delete'; readonly who: Who };

const who = fc.oneof(
  { weight: 20, arbitrary: fc.constant<Who>('the holder') },
  { weight: 6, arbitrary: fc.constantFrom<Who>('ada', 'grace', 'alan', 'mary') },
  { weight: 1, arbitrary: fc.constant<Who>('nobody') },
);
const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  );

const index = fc.nat({ max: 20 });
const nearMiss: fc.Arbitrary<NearMiss> = fc.oneof(
  fc.record({
    miss: fc.constantFrom('drop from the mask' as const, 'leave out' as const, 'put there' as const),
    index,
    value: index,
  }),
  fc.record({
    miss: fc.constantFrom('add to the mask' as const, 'stamp as well' as const),
    path: fc.constantFrom(
      'more',
      'version',
      'hostUid',
      'createdAt',
      'emptyTimeoutSeconds',
      'schedule',
      'schedule.endsAt',
      'schedule.admission',
      'door',
      'door.admitted',
      'dismissed',
      'dismissed.more',
      'room',
      'room.name',
      'room.rounds',
      'ended',
      'expiresAt',
    ),
  }),
  fc.record({
    miss: fc.constant('own time' as const),
    offsetMs: fc.constantFrom(-60_000, -10_000, 10_000, 60_000),
  }),
  fc.record({ miss: fc.constantFrom('no time' as const, 'the whole document' as const) }),
);

const schedule: fc.Arbitrary<ScheduleChoice> = fc.record({
  opensInMs: fc.constantFrom(-100_000, -100_000, 0, 200_000, 400_000, -2_000_000, 32_000_000_000),
  earlyMs: mostly(120_000, 0, -1_000, MAX_EARLY_ENTRY_MS, MAX_EARLY_ENTRY_MS + 1),
  lengthMs: mostly(1_200_000, 0, 60_000, MAX_SCHEDULED_LENGTH_MS, MAX_SCHEDULED_LENGTH_MS + 1),
  admission: mostly<Admission>('after-host', 'anyone', 'ask', 'nobody' as Admission),
  revisionOffset: mostly(0, -1, 1),
  hashBytes: mostly(32, 31, 33),
});

const write: fc.Arbitrary<WriteStep> = fc.record({
  kind: fc.constant('write' as const),
  who,
  type: fc.constantFrom(
    'offer',
    'offer',
    'answer',
    'answer',
    'renew',
    'leave',
    'leave last',
    'free',
    'reschedule',
    'end',
    'cancel',
    'create',
    'admit',
    'admit',
    'dismiss',
    'dismiss',
    'put out',
    'lock',
    'unlock',
    'rename',
  ),
  role: fc.constantFrom('as fits', 'as fits', 'host', 'guest'),
  session: fc.oneof(
    {
      weight: 10,
      arbitrary: fc.constantFrom('sits there' as const, 'first page' as const, 'second page' as const),
    },
    { weight: 1, arbitrary: fc.constant('malformed' as const) },
  ),
  entered: fc.boolean(),
  linked: mostly(false, true),
  keyBytes: mostly(SESSION_KEY_BYTES, 0, SESSION_KEY_BYTES - 1, SESSION_KEY_BYTES + 1),
  isPageOfBefore: mostly(false, true),
  roundOffset: mostly(0, -1, 1),
  expiryOffsetMs: mostly(0, -20_000, 20_000, -45_000, 45_000, 720_000),
  sealedBytes: mostly(40, 0, 1, 256, 257, 32_768, 32_769),
  hasDoor: mostly(false, true),
  isRoom: mostly(false, true),
  admitted: fc.constantFrom('grace' as const, 'alan' as const),
  isLockWrong: mostly(false, true),
  schedule: fc.option(schedule),
  nearMiss: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: nearMiss }),
});

const candidates: fc.Arbitrary<CandidatesStep> = fc.record({
  kind: fc.constant('candidates' as const),
  who,
  side: fc.constantFrom('offer', 'answer'),
  roundOffset: mostly(0, -1, 1),
  index: fc.nat({ max: MAX_CANDIDATE_BATCHES - 1 }),
  lapsesInMs: mostly(600_000, -60_000, 60_000, 86_400_000),
});

const knock: fc.Arbitrary<KnockStep> = fc.record({
  kind: fc.constant('knock' as const),
  who,
  knocker: fc.constantFrom('grace' as const, 'alan' as const),
  type: fc.constantFrom('ring', 'ring', 'renew', 'leave', 'reply', 'reply', 'read'),
  page: mostly('knocks there', 'first page', 'second page', 'malformed'),
  answer: mostly<KnockAnswer>('declined', 'one-moment', 'admitted', 'more' as KnockAnswer),
  ringsOffset: mostly(0, -1, 1),
  keyBytes: mostly(SESSION_KEY_BYTES, 1, SESSION_KEY_BYTES - 1, SESSION_KEY_BYTES + 1),
  sealedBytes: mostly(40, 0, 1, 1_024, 1_025),
  lapsesInMs: mostly(770_000, -60_000, 60_000, 740_000, 1_340_000, 86_400_000),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: write },
  { weight: 4, arbitrary: knock },
  { weight: 3, arbitrary: candidates },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      seconds: mostly(66, 6, 40, 300, 500, 713, 727, 1_000, 1_400, 2_690, 2_710, 90_000, 7_700_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('read' as const, 'ask' as const, 'delete' as const), who }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep' as const), leavesMark: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      who: fc.constantFrom('ada' as const, 'grace' as const, 'alan' as const),
    }),
  },
);

const creation: WriteStep = {
  ...{ kind: 'write', who: 'ada', type: 'create', role: 'host', session: 'first page' },
  ...{ entered: true, linked: false, keyBytes: 0, isPageOfBefore: false },
  ...{ roundOffset: 0, expiryOffsetMs: 0, sealedBytes: 40, schedule: null, nearMiss: null },
  ...{ hasDoor: false, isRoom: false, admitted: 'grace', isLockWrong: false },
};
const soon: ScheduleChoice = {
  ...{ opensInMs: -100_000, earlyMs: 120_000, lengthMs: 1_200_000, revisionOffset: 0, hashBytes: 32 },
  admission: 'after-host',
};
const behindDoor: WriteStep = { ...creation, hasDoor: true };
const room: WriteStep = { ...creation, isRoom: true };
const roomBehindDoor: WriteStep = { ...behindDoor, isRoom: true };
const rung: KnockStep = {
  ...{ kind: 'knock', who: 'the holder', knocker: 'grace', type: 'ring', page: 'knocks there' },
  ...{
    answer: 'declined',
    ringsOffset: 0,
    keyBytes: SESSION_KEY_BYTES,
    sealedBytes: 40,
    lapsesInMs: 770_000,
  },
};
const admission: WriteStep = { ...creation, type: 'admit', keyBytes: SESSION_KEY_BYTES };
const guestOffers: WriteStep = { ...creation, type: 'offer', role: 'guest', keyBytes: SESSION_KEY_BYTES };
const hostAnswers: WriteStep = { ...creation, type: 'answer', role: 'host' };
const guestAnswers: WriteStep = { ...guestOffers, type: 'answer' };
const locking: WriteStep = { ...creation, type: 'lock' };
const unlocking: WriteStep = { ...locking, type: 'unlock' };
const dismissal: WriteStep = { ...creation, type: 'dismiss' };
const filled: Step = { kind: 'fill' };
const puttingOut: WriteStep = { ...creation, type: 'put out' };
const ending: WriteStep = { ...creation, type: 'end' };
const looks: readonly Step[] = (['ada', 'grace', 'alan'] as const).map((who) => ({ kind: 'read', who }));
const hostLeaves: WriteStep = { ...creation, type: 'leave' };
const minute: Step = { kind: 'pass', seconds: 66 };
const swept: Step = { kind: 'sweep', leavesMark: true };
/** Both were in a room and have vanished; it is put to rest, or has lapsed. */
const rested: readonly Step[] = [{ kind: 'pass', seconds: 1_400 }, swept];
const long: Step = { kind: 'pass', seconds: 89 * 86_400 };
const appointment: WriteStep = { ...creation, schedule: soon };
const askedAppointment: WriteStep = { ...behindDoor, schedule: { ...soon, admission: 'ask' } };
const booking: ServerStep = { kind: 'book', schedule: soon };
const claim: ServerStep = { kind: 'claim', who: 'ada' };
/** Over, and gone; and somebody who has the link tries to have it begin again. */
const again: readonly Step[] = [
  { kind: 'pass', seconds: 90_000 },
  { kind: 'sweep', leavesMark: true },
  { ...creation, who: 'grace' },
];
const unmarked: readonly Step[] = [
  { kind: 'pass', seconds: 90_000 },
  { kind: 'sweep', leavesMark: false },
  { ...appointment, who: 'grace' },
];

/** Mostly begun by a call that is created as it should be. */
export const sequence: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant<readonly Step[]>([creation]) },
      { weight: 4, arbitrary: fc.constant<readonly Step[]>([appointment]) },
      {
        weight: 6,
        arbitrary: fc.constantFrom<readonly Step[]>(
          ...[
            [behindDoor],
            [askedAppointment, rung, admission],
            [behindDoor, rung, minute],
            [behindDoor, rung, admission, minute],
            [creation, guestOffers, hostAnswers, locking],
            [appointment, { ...guestOffers, entered: false }, locking, unlocking],
            [creation, guestOffers, dismissal],
            [behindDoor, rung, admission, guestAnswers, dismissal, minute],
            [creation, guestOffers, hostAnswers, filled, puttingOut, ...looks, rung],
            [creation, guestOffers, filled],
            [
              roomBehindDoor,
              rung,
              admission,
              guestAnswers,
              filled,
              puttingOut,
              guestAnswers,
              ...looks,
              minute,
            ],
            [behindDoor, rung, admission, guestAnswers, ...looks, ending, ...looks],
            [room, guestOffers, hostAnswers, ...rested],
            [room, guestOffers, ...rested, long],
            [roomBehindDoor, rung, admission, guestAnswers, ...rested, rung],
            [room, guestOffers, hostAnswers, dismissal, ...rested],
            [roomBehindDoor, rung, admission, guestAnswers, hostLeaves, minute, swept, rung],
          ],
        ),
      },
      { weight: 3, arbitrary: fc.constant<readonly Step[]>([booking, claim]) },
      { weight: 1, arbitrary: fc.constant<readonly Step[]>([]) },
      {
        weight: 3,
        arbitrary: fc.constantFrom<readonly Step[]>(
          ...[
            [creation, ...again],
            [appointment, ...again],
            [booking, ...unmarked],
            [booking, claim, ...again],
          ],
        ),
      },
    ),
    fc.array(step, { maxLength: 40, size: 'max' }),
  )
  .map(([begun, steps]) => [...begun, ...steps]);
