/** Attacks 67 to 69, 71 and 72: on who may be in a scheduled call, as what, and until when. */
import type { CallDoc } from '@parley/protocol';
import type { AnyValue } from '../document-tree.ts';
import {
  aMinuteAgo,
  closedSchedule,
  GUEST_SESSION,
  given,
  guest,
  HOST_KEY_HASH,
  HOST_SESSION,
  host,
  MINUTE_MS,
  openSchedule,
  runningAtTime,
  scheduledCall,
  seat,
  startedSchedule,
  stranger,
  waitingCall,
  whenEmpty,
  whileSeated,
} from '../scene.ts';
import { type Attack, commits, gets } from './attack.ts';
import { at, map, patch } from './by-hand.ts';
import { answer, batchFor, blindly, leaving, leavingLast, moved, offer, renewal, sitting } from './moves.ts';

const bothSeats = (hostChanges = {}, guestChanges = {}) => ({
  host: seat(host.uid, HOST_SESSION, hostChanges),
  guest: seat(guest.uid, GUEST_SESSION, guestChanges),
});

const hostFirst = (changes: Partial<CallDoc> = {}): CallDoc => {
  const schedule = startedSchedule({ admission: 'after-host' });
  return scheduledCall(schedule, changes);
};

export const admission: readonly Attack[] = [
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
          ['an answer', guest, waiting, sitting(answer('guest', 1), { expiresAt })],
          ['leaving', guest, waiting, leavingLast('guest', 'A'.repeat(16), expiresAt)],
          ['an offer', host, running, sitting(offer('host', 2), { expiresAt })],
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
      const running = runningAtTime();
      const docId = await given(running);
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
          commits(
            'a seat that is held',
            guest,
            blindly(docId, guest.uid, offer('host', 2, undefined, running)),
          ),
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
          commits(
            'an offer',
            guest,
            blindly(docId, guest.uid, sitting(offer('guest', 2), { expiresAt: until })),
          ),
          commits(
            'an answer',
            guest,
            blindly(open, guest.uid, sitting(answer('guest', 1), { expiresAt: until })),
          ),
          commits('the host’s renewal', host, blindly(docId, host.uid, renewal('host', HOST_SESSION, until))),
          commits(
            'the host’s offer',
            host,
            blindly(docId, host.uid, sitting(offer('host', 2), { expiresAt: until })),
          ),
        ],
        accepted: [
          gets('reading it', guest, `calls/${docId}`),
          commits('moved back', host, moved(docId, host.uid, before, { opensAt, startsAt, endsAt })),
          commits('a renewal', guest, blindly(docId, guest.uid, renewal('guest', GUEST_SESSION, endsAt))),
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
            commits(what, guest, blindly(docId, guest.uid, offer('guest', 1, undefined, before))),
            commits(
              `${what}, by the host’s seat`,
              guest,
              blindly(docId, guest.uid, offer('host', 1, undefined, before)),
            ),
          ];
        }),
      );
      const offered = await given(
        hostFirst({ seats: { ...bothSeats(lapsed), guest: null }, round: waitingCall().round }),
      );
      const there = hostFirst({ seats: { ...bothSeats(), guest: null } });
      const alone = hostFirst({ seats: bothSeats(left) });
      const [thereId, aloneId] = [await given(there), await given(alone)];
      const arrival = offer('guest', 1, undefined, there);
      const stay = renewal('guest', GUEST_SESSION, alone.expiresAt);
      return {
        refused: [
          ...refused.flat(),
          commits('by an answer', guest, blindly(offered, guest.uid, answer('guest', 1))),
        ],
        accepted: [
          commits('the host is there', guest, blindly(thereId, guest.uid, arrival)),
          // Whoever sits may stay: the host can free the seat.
          commits('a guest who sits', guest, blindly(aloneId, guest.uid, stay)),
        ],
      };
    },
  },
];
