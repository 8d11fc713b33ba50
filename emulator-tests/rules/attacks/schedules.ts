/** Attacks 66 to 77: on when a call takes place, who may enter first, and who may say so. */
import {
  type CallDoc,
  type ChosenSchedule,
  createCallId,
  deriveCallKeys,
  openDetails,
  sealDetails,
} from '@parley/protocol';
import type { AnyValue } from '../document-tree.ts';
import { changed, updates, wholeWrite } from '../legal-writes.ts';
import { type Outcome, ROOT } from '../rest-firestore.ts';
import {
  aMinuteAgo,
  call,
  closedSchedule,
  GUEST_SESSION,
  given,
  guest,
  HOST_KEY_HASH,
  HOST_SESSION,
  host,
  MINUTE_MS,
  NEWLY_SEALED,
  nextSchedule,
  openSchedule,
  runningAtTime,
  runningCall,
  scheduledCall,
  seat,
  startedSchedule,
  stranger,
  waitingCall,
  whenEmpty,
  whileSeated,
} from '../scene.ts';
import { type Attack, commits, gets, spoiling } from './attack.ts';
import {
  answer,
  batchFor,
  blindly,
  cancelling,
  leaving,
  leavingLast,
  moving,
  offer,
  renewal,
} from './moves.ts';

const HOUR_MS = 60 * MINUTE_MS;

const map = (fields: Record<string, AnyValue>): AnyValue => ({ mapValue: { fields } });
const at = (ms: number): AnyValue => ({ timestampValue: new Date(ms).toISOString() });

/** A few fields of a call, changed by somebody. */
const patch = (docId: string, fields: Record<string, AnyValue>, ...fieldPaths: string[]) => ({
  update: { name: `${ROOT}/calls/${docId}`, fields },
  updateMask: { fieldPaths },
});

const bothSeats = (hostChanges = {}, guestChanges = {}) => ({
  host: seat(host.uid, HOST_SESSION, hostChanges),
  guest: seat(guest.uid, GUEST_SESSION, guestChanges),
});

const hostFirst = (changes: Partial<CallDoc> = {}): CallDoc => {
  const schedule = startedSchedule({ admission: 'after-host' });
  return scheduledCall(schedule, changes);
};

/** Moved as its host may, with what somebody would rather have. */
const moved = (docId: string, uid: string, before: CallDoc, changes: Partial<ChosenSchedule> = {}) =>
  blindly(docId, uid, moving(nextSchedule(before, changes)));

export const schedules: readonly Attack[] = [
  {
    number: 66,
    name: 'a guest moves, lengthens, shortens or calls off a scheduled call',
    async prepare() {
      const running = runningAtTime(startedSchedule());
      const coming = scheduledCall(closedSchedule());
      const [docId, other] = [await given(running), await given(coming)];
      const later = running.expiresAt + HOUR_MS;
      const by = [guest, stranger];
      const ending = { schedule: map({ endsAt: at(later) }), expiresAt: at(later) };
      return {
        refused: by.flatMap((person) => [
          commits('lengthened', person, moved(docId, person.uid, running, { endsAt: later })),
          commits('shortened', person, moved(docId, person.uid, running, { endsAt: Date.now() + MINUTE_MS })),
          commits('its end alone', person, patch(docId, ending, 'schedule.endsAt', 'expiresAt')),
          commits('its end by half', person, patch(docId, ending, 'schedule.endsAt')),
          commits('moved', person, moved(other, person.uid, coming)),
          commits('opened', person, patch(other, { schedule: map({ opensAt: at(0) }) }, 'schedule.opensAt')),
          commits(
            'let in without the host',
            person,
            patch(other, { schedule: map({ admission: { stringValue: 'anyone' } }) }, 'schedule.admission'),
          ),
          commits('called off', person, blindly(other, person.uid, cancelling(coming))),
        ]),
        accepted: [
          commits('lengthened', host, moved(docId, host.uid, running, { endsAt: later })),
          commits('called off', host, blindly(other, host.uid, cancelling(coming))),
        ],
      };
    },
  },
  {
    number: 67,
    name: 'outliving the schedule: by renewals, offers, answers, leaving, candidates',
    async prepare() {
      const schedule = startedSchedule({ endsAt: Date.now() + 5 * MINUTE_MS });
      const { endsAt } = schedule;
      const running = await given(runningAtTime(schedule));
      const waiting = await given(waitingCall({ schedule, expiresAt: endsAt }));
      const until = (expiresAt: number) =>
        [
          ['a renewal', guest, running, renewal('guest', GUEST_SESSION, expiresAt)],
          ['an answer', guest, waiting, { ...answer('guest', 1), expiresAt }],
          ['leaving', guest, waiting, leavingLast('guest', 'A'.repeat(16), expiresAt)],
          ['an offer', host, running, { ...offer('host', 2), expiresAt }],
        ] as const;
      const candidates = (expiresAt: number) => {
        const { update } = batchFor(running, 'offer');
        return { update: { ...update, fields: { ...update.fields, expiresAt: at(expiresAt) } } };
      };
      return {
        refused: [endsAt + 1, endsAt + MINUTE_MS, whileSeated(), whenEmpty()].flatMap((expiresAt) => [
          ...until(expiresAt).map(([what, by, docId, transition]) =>
            commits(`${what} until ${expiresAt - endsAt} ms after`, by, blindly(docId, by.uid, transition)),
          ),
          commits(`candidates until ${expiresAt - endsAt} ms after`, host, candidates(expiresAt)),
        ]),
        accepted: [
          commits('candidates until then', host, candidates(endsAt)),
          ...until(endsAt)
            .filter(([what]) => what !== 'leaving')
            .map(([what, by, docId, transition]) => commits(what, by, blindly(docId, by.uid, transition))),
        ],
      };
    },
  },
  {
    number: 68,
    name: 'the host’s seat by means of the host key’s hash, which every reader knows',
    async prepare() {
      const docId = await given(runningAtTime());
      const empty = scheduledCall();
      const free = await given(empty);
      const hash: AnyValue = { bytesValue: Buffer.from(HOST_KEY_HASH).toString('base64') };
      const uid: AnyValue = { stringValue: guest.uid };
      const right = blindly(free, guest.uid, offer('host', 1, undefined, empty));
      const withMore = (fields: Record<string, AnyValue>, ...paths: string[]) => ({
        ...right,
        update: { ...right.update, fields: { ...right.update.fields, ...fields } },
        updateMask: { fieldPaths: [...(right.updateMask?.fieldPaths ?? []), ...paths] },
      });
      return {
        refused: [
          commits('the free seat', guest, right),
          commits('with the hash beside it', guest, withMore({ hostKeyHash: hash }, 'hostKeyHash')),
          commits('with the key’s place', guest, withMore({ hostKey: hash }, 'hostKey')),
          commits('as the host', guest, withMore({ hostUid: uid }, 'hostUid')),
          commits(
            'with the same hash again',
            guest,
            withMore({ schedule: map({ hostKeyHash: hash }) }, 'schedule.hostKeyHash'),
          ),
          commits('as the host, alone', guest, patch(docId, { hostUid: uid }, 'hostUid')),
          commits(
            'as the host, with the hash again',
            guest,
            patch(
              docId,
              { hostUid: uid, schedule: map({ hostKeyHash: hash }) },
              'hostUid',
              'schedule.hostKeyHash',
            ),
          ),
          commits('a seat that is held', guest, blindly(docId, guest.uid, offer('host', 2))),
        ],
        accepted: [commits('the host', host, blindly(free, host.uid, offer('host', 1, undefined, empty)))],
      };
    },
  },
  {
    number: 69,
    name: 'another hash of a host key, to become the host by a key of one’s own',
    async prepare() {
      const before = runningAtTime(startedSchedule());
      const docId = await given(before);
      const hostKeyHash = new Uint8Array(32).fill(1);
      const mine: AnyValue = { bytesValue: Buffer.from(hostKeyHash).toString('base64') };
      const renewed = blindly(docId, guest.uid, renewal('guest', GUEST_SESSION));
      const withRenewal = {
        ...renewed,
        update: {
          ...renewed.update,
          fields: { ...renewed.update.fields, schedule: map({ hostKeyHash: mine }) },
        },
        updateMask: { fieldPaths: [...(renewed.updateMask?.fieldPaths ?? []), 'schedule.hostKeyHash'] },
      };
      return {
        refused: [
          ...[guest, stranger].flatMap((person) => [
            commits('moved', person, moved(docId, person.uid, before, { hostKeyHash })),
            commits(
              'alone',
              person,
              patch(docId, { schedule: map({ hostKeyHash: mine }) }, 'schedule.hostKeyHash'),
            ),
          ]),
          commits('with a renewal', guest, withRenewal),
          commits(
            'by the host, without a new revision',
            host,
            patch(docId, { schedule: map({ hostKeyHash: mine }) }, 'schedule.hostKeyHash'),
          ),
        ],
        accepted: [
          commits('a renewal', guest, renewed),
          commits('by the host', host, moved(docId, host.uid, before, { hostKeyHash })),
        ],
      };
    },
  },
  {
    number: 70,
    name: 'moving a call by a revision that is old, left out, or a fraction',
    async prepare() {
      const before = scheduledCall(closedSchedule({ revision: 5 }));
      const docId = await given(before);
      const right = moved(docId, host.uid, before);
      const schedule = right.update.fields.schedule as { mapValue: { fields: Record<string, AnyValue> } };
      const saying = (revision: AnyValue) => ({
        ...right,
        update: {
          ...right.update,
          fields: { ...right.update.fields, schedule: map({ ...schedule.mapValue.fields, revision }) },
        },
      });
      const others: AnyValue[] = [
        { doubleValue: 6 },
        { doubleValue: 5.5 },
        { stringValue: '6' },
        { nullValue: null },
      ];
      return {
        refused: [
          ...[-1, 0, 4, 5, 7, 9_999, 10_000].map((revision) =>
            commits(`revision ${revision}`, host, moved(docId, host.uid, before, { revision })),
          ),
          ...others.map((revision) => commits(JSON.stringify(revision), host, saying(revision))),
        ],
        accepted: [commits('revision 6', host, right)],
      };
    },
  },
  {
    // That the host can keep the guest out is the host's right, who may also end the call. Nobody is put out by it: a
    // seat may still be left, the connection of the two does not ask the database, and it can be moved back.
    number: 71,
    name: 'staying in a call that its host has moved away',
    async prepare() {
      const before = runningAtTime(closedSchedule());
      const docId = await given(before);
      const open = await given({ ...waitingCall(), schedule: closedSchedule(), expiresAt: before.expiresAt });
      const until = before.expiresAt;
      const renews = renewal('guest', GUEST_SESSION, until);
      const { opensAt, startsAt, endsAt } = openSchedule();
      return {
        refused: [
          commits('a renewal', guest, blindly(docId, guest.uid, renews)),
          commits('an offer', guest, blindly(docId, guest.uid, { ...offer('guest', 2), expiresAt: until })),
          commits('an answer', guest, blindly(open, guest.uid, { ...answer('guest', 1), expiresAt: until })),
          commits('the host’s renewal', host, blindly(docId, host.uid, renewal('host', HOST_SESSION, until))),
          commits(
            'the host’s offer',
            host,
            blindly(docId, host.uid, { ...offer('host', 2), expiresAt: until }),
          ),
        ],
        accepted: [
          gets('reading it', guest, `calls/${docId}`),
          commits('moved back', host, moved(docId, host.uid, before, { opensAt, startsAt, endsAt })),
          commits(
            'a renewal',
            guest,
            blindly(docId, guest.uid, renewal('guest', GUEST_SESSION, endsAt - 1_000)),
          ),
          commits('leaving', guest, blindly(docId, guest.uid, leaving('guest', GUEST_SESSION))),
        ],
      };
    },
  },
  {
    number: 72,
    name: 'entering before a host who has to come first',
    async prepare() {
      const lapsed = { renewedAt: Date.now() - 13 * MINUTE_MS };
      const left = { leftAt: aMinuteAgo() };
      const absent: Record<string, CallDoc> = {
        'nobody came': hostFirst(),
        'the host has vanished': hostFirst({ seats: { ...bothSeats(lapsed), guest: null } }),
        'the host has left': hostFirst({ seats: { ...bothSeats(left), guest: null } }),
        'both have left': hostFirst({ seats: bothSeats(left, left) }),
        'the host has left and the guest vanished': hostFirst({ seats: bothSeats(left, lapsed) }),
      };
      const refused = await Promise.all(
        Object.entries(absent).map(async ([what, before]) => {
          const docId = await given(before);
          return [
            commits(what, guest, blindly(docId, guest.uid, offer('guest', 1))),
            commits(`${what}, by the host’s seat`, guest, blindly(docId, guest.uid, offer('host', 1))),
          ];
        }),
      );
      const offered = await given(
        hostFirst({ seats: { ...bothSeats(lapsed), guest: null }, round: waitingCall().round }),
      );
      const there = await given(hostFirst({ seats: { ...bothSeats(), guest: null } }));
      const alone = await given(hostFirst({ seats: bothSeats(left) }));
      return {
        refused: [
          ...refused.flat(),
          commits('by an answer', guest, blindly(offered, guest.uid, answer('guest', 1))),
        ],
        accepted: [
          commits('the host is there', guest, blindly(there, guest.uid, offer('guest', 1))),
          // Whoever sits may stay: the host can free the seat.
          commits('a guest who sits', guest, blindly(alone, guest.uid, renewal('guest', GUEST_SESSION))),
        ],
      };
    },
  },
  {
    number: 73,
    name: 'calling off what has started, what has no time, or for another reason',
    async prepare() {
      const started = runningAtTime(startedSchedule());
      const coming = scheduledCall(closedSchedule());
      const now = runningCall();
      const ids = { started: await given(started), coming: await given(coming), now: await given(now) };
      const right = blindly(ids.coming, host.uid, cancelling(coming));
      const because = (reason: string) => ({
        ...right,
        update: {
          ...right.update,
          fields: { ...right.update.fields, ended: map({ reason: { stringValue: reason } }) },
        },
      });
      return {
        refused: [
          commits('it has started', host, blindly(ids.started, host.uid, cancelling(started))),
          commits('it has no time', host, blindly(ids.now, host.uid, cancelling(now))),
          commits('as if ended', host, because('host-ended')),
          commits('for a reason of one’s own', host, because('kicked')),
          commits('by the guest', guest, right),
          commits('by a stranger', stranger, right),
        ],
        accepted: [commits('by the host', host, right)],
      };
    },
  },
  {
    number: 74,
    name: 'a cancelled call’s tombstone, shortened, lengthened, or opened again',
    async prepare() {
      const coming = scheduledCall(closedSchedule());
      const cancelled = scheduledCall(closedSchedule(), { ended: { reason: 'cancelled', at: aMinuteAgo() } });
      const [docId, grave] = [await given(coming), await given(cancelled)];
      const until = (expiresAt: number) =>
        blindly(docId, host.uid, { ...cancelling(coming), endsAt: expiresAt });
      const { endsAt } = cancelling(coming);
      return {
        refused: [
          ...[-HOUR_MS, -MINUTE_MS, -1, 1, MINUTE_MS, 24 * HOUR_MS].map((offset) =>
            commits(`until ${offset} ms later`, host, until(endsAt + offset)),
          ),
          commits('until now', host, until(Date.now())),
          ...[host, guest].flatMap((person) => [
            commits('longer', person, patch(grave, { expiresAt: at(endsAt + HOUR_MS) }, 'expiresAt')),
            commits('shorter', person, patch(grave, { expiresAt: at(Date.now()) }, 'expiresAt')),
            commits('again', person, blindly(grave, person.uid, cancelling(cancelled))),
            commits('moved', person, moved(grave, person.uid, cancelled)),
            commits('not ended', person, patch(grave, { ended: { nullValue: null } }, 'ended')),
          ]),
        ],
        accepted: [commits('until it would have ended', host, until(endsAt))],
      };
    },
  },
  {
    number: 75,
    name: 'the sealed details of an older revision in a newer one',
    async prepare() {
      const keys = await deriveCallKeys(createCallId());
      const old = await sealDetails(keys, 3, { title: 'Before', timeZone: 'UTC' });
      const before = scheduledCall(closedSchedule({ revision: 4 }));
      const docId = await given(before);
      const reading = (revision: number) => async (): Promise<Outcome> =>
        openDetails(keys, { revision, details: old }).then(
          () => 'accepted',
          () => 'refused',
        );
      return {
        refused: [
          ...[2, 4, 5, 4_000].map(
            (revision) => [`opened as revision ${revision}`, reading(revision)] as const,
          ),
          commits('put back by the guest', guest, moved(docId, guest.uid, before, { details: old })),
          commits('put back by a stranger', stranger, moved(docId, stranger.uid, before, { details: old })),
        ],
        accepted: [
          ['opened as its own', reading(3)],
          // The rules cannot look into what is sealed: a host who does this has details that nobody can open.
          commits('put back by the host', host, moved(docId, host.uid, before, { details: old })),
        ],
      };
    },
  },
  {
    number: 76,
    name: 'giving a call of now a time, or taking a scheduled call’s away',
    async prepare() {
      const [now, scheduled] = [call(), scheduledCall(closedSchedule())];
      const ids = { now: await given(now), scheduled: await given(scheduled) };
      const { opensAt, startsAt, endsAt, admission, details, hostKeyHash } = closedSchedule();
      const chosen = { opensAt, startsAt, endsAt, admission, details, hostKeyHash };
      const none = { schedule: { nullValue: null }, expiresAt: at(whenEmpty()) } as const;
      return {
        refused: [
          ...[0, 1].map((revision) =>
            commits(`given, ${revision}`, host, blindly(ids.now, host.uid, moving({ ...chosen, revision }))),
          ),
          commits('taken away', host, patch(ids.scheduled, none, 'schedule', 'expiresAt')),
          commits('taken away by the guest', guest, patch(ids.scheduled, none, 'schedule', 'expiresAt')),
          commits('dropped', host, patch(ids.scheduled, {}, 'schedule')),
        ],
        accepted: [commits('moved', host, moved(ids.scheduled, host.uid, scheduled))],
      };
    },
  },
  {
    // 3.0 equals 3 in every comparison, so nothing seems to have changed; it is another document all the same.
    number: 77,
    name: 'changing the schedule, or the kind of its revision, along with something else',
    async prepare() {
      const scheduled = Object.fromEntries(
        Object.entries(updates).filter(([name]) => /scheduled|after the host|just before/.test(name)),
      );
      const before = openSchedule();
      const wrongs: Record<string, AnyValue> = {
        'schedule.revision': { doubleValue: before.revision },
        'schedule.opensAt': at(0),
        'schedule.startsAt': at(Date.now()),
        'schedule.endsAt': at(before.endsAt + HOUR_MS),
        'schedule.admission': { stringValue: 'anybody' },
        'schedule.details': { bytesValue: Buffer.from(NEWLY_SEALED).toString('base64') },
        'schedule.hostKeyHash': { bytesValue: Buffer.from(new Uint8Array(32)).toString('base64') },
        'schedule.changedAt': at(Date.now()),
        schedule: { nullValue: null },
      };
      return spoiling(scheduled, (right) =>
        Object.entries(wrongs).map(
          ([path, value]) => [path, wholeWrite(changed(right, path, value))] as const,
        ),
      );
    },
  },
];
