/** Attacks 9 to 13, 47 to 50: taking what is another's. */
import type { CallDoc, Schedule } from '@parley/protocol';
import { Time } from '../../../web/src/firebase/firestore-value.ts';
import { create, updates, type WholeDocument, wholeWrite } from '../legal-writes.ts';
import { ROOT, seed } from '../rest-firestore.ts';
import {
  aMinuteAgo,
  closedSchedule,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  NEW_SESSION,
  NEWLY_SEALED,
  nobody,
  openRound,
  openSchedule,
  runningAtTime,
  runningCall,
  scheduledCall,
  seat,
  startedSchedule,
  stranger,
  waitingCall,
  whileSeated,
} from '../scene.ts';
import { type Attack, commits, spoiling } from './attack.ts';
import { answer, blindly, creation, leaving, offer, renewal } from './moves.ts';

/** The guest waits for an answer by a host who has left. */
const guestWaits = (): CallDoc =>
  waitingCall({
    seats: {
      host: seat(host.uid, HOST_SESSION, { leftAt: aMinuteAgo() }),
      guest: seat(guest.uid, GUEST_SESSION),
    },
    round: openRound({ offerer: 'guest', offererSession: GUEST_SESSION }),
  });

/** Both sit, and the host has offered anew. */
const offeredAnew = (): CallDoc => runningCall({ round: openRound({ number: 2 }) });

const withHostUid = (right: WholeDocument, uid: string): object =>
  wholeWrite({ ...right, fields: { ...right.fields, hostUid: { stringValue: uid } } });

export const seats: readonly Attack[] = [
  {
    number: 9,
    name: 'a third person takes the guest’s seat',
    async prepare() {
      const [offered, running] = [await given(offeredAnew()), await given(runningCall())];
      return {
        refused: [
          commits('by an answer', stranger, blindly(offered, stranger.uid, answer('guest', 2))),
          commits('by an offer', stranger, blindly(running, stranger.uid, offer('guest', 2))),
          commits('by a renewal', stranger, blindly(running, stranger.uid, renewal('guest', GUEST_SESSION))),
        ],
        accepted: [
          commits('the guest’s answer', guest, blindly(offered, guest.uid, answer('guest', 2))),
          commits('the guest’s offer', guest, blindly(running, guest.uid, offer('guest', 2))),
        ],
      };
    },
  },
  {
    number: 10,
    name: 'sitting down, renewing, creating in another’s name',
    async prepare() {
      const [waiting, running] = [await given(waitingCall()), await given(runningCall())];
      const [fresh, freeing] = [await create.prepare(), await given(runningCall())];
      const asGuest = [
        ['an answer', blindly(waiting, guest.uid, answer('guest', 1))],
        ['a renewal', blindly(running, guest.uid, renewal('guest', GUEST_SESSION))],
        ['an offer', blindly(running, guest.uid, offer('guest', 2))],
        ['leaving', blindly(freeing, guest.uid, leaving('guest', GUEST_SESSION))],
      ] as const;
      return {
        refused: [
          commits('a new call', stranger, wholeWrite(fresh)),
          ...asGuest.map(([what, write]) => commits(what, stranger, write)),
        ],
        accepted: [
          commits('a new call', host, wholeWrite(fresh)),
          ...asGuest.map(([what, write]) => commits(what, guest, write)),
        ],
      };
    },
  },
  {
    number: 11,
    name: 'the host takes the guest’s seat as well',
    async prepare() {
      const [held, free] = [await given(offeredAnew()), await given(waitingCall())];
      return {
        refused: [commits('while it is held', host, blindly(held, host.uid, answer('guest', 2)))],
        // Two tabs of one browser are one user: how people try a call out.
        accepted: [commits('while it is free', host, blindly(free, host.uid, answer('guest', 1)))],
      };
    },
  },
  {
    number: 12,
    name: 'overwriting or emptying a held seat',
    async prepare() {
      const [running, waits] = [await given(runningCall()), await given(guestWaits())];
      const name = `${ROOT}/calls/${running}`;
      const emptied = (role: string) => ({
        update: { name, fields: { seats: { mapValue: { fields: { [role]: { nullValue: null } } } } } },
        updateMask: { fieldPaths: [`seats.${role}`] },
      });
      return {
        refused: [
          commits('the host’s by the guest’s offer', guest, blindly(running, guest.uid, offer('host', 2))),
          commits(
            'the host’s by a stranger’s answer',
            stranger,
            blindly(waits, stranger.uid, answer('host', 1)),
          ),
          commits('the host’s emptied', guest, emptied('host')),
          commits('the guest’s emptied', stranger, emptied('guest')),
          commits('the guest’s emptied by the host', host, emptied('guest')),
          commits('both dropped', host, {
            update: { name, fields: {} },
            updateMask: { fieldPaths: ['seats'] },
          }),
        ],
        accepted: [
          commits('the host’s own offer', host, blindly(running, host.uid, offer('host', 2))),
          commits('the host’s own answer', host, blindly(waits, host.uid, answer('host', 1))),
        ],
      };
    },
  },
  {
    number: 13,
    name: 'going on in a seat that one was put out of',
    async prepare() {
      const freed = { guest: seat(guest.uid, GUEST_SESSION, { leftAt: aMinuteAgo() }) };
      const docId = await given(runningCall({ seats: { host: seat(host.uid, HOST_SESSION), ...freed } }));
      return {
        refused: [
          commits('by a renewal', guest, blindly(docId, guest.uid, renewal('guest', GUEST_SESSION))),
          commits('by leaving again', guest, blindly(docId, guest.uid, leaving('guest', GUEST_SESSION))),
        ],
        // The host frees the seat of a browser that died, so its user must be able to come back.
        accepted: [
          commits('sitting down anew', guest, blindly(docId, guest.uid, offer('guest', 2, NEW_SESSION))),
        ],
      };
    },
  },
  {
    number: 47,
    name: 'deleting a call or its candidates',
    async prepare() {
      const docId = await given(runningCall());
      const paths = ['offerCandidates', 'answerCandidates'].map((name) => `calls/${docId}/${name}/1-0`);
      const batch = { round: 1, sealed: NEWLY_SEALED, expiresAt: new Time(whileSeated()) };
      for (const path of paths) await seed(path, batch);
      const all = [...paths, `calls/${docId}`];
      const deletion = (path: string) => ({ delete: `${ROOT}/${path}` });
      return {
        refused: [host, guest, stranger, nobody].flatMap((person) =>
          all.map((path) => commits(`${path} by ${person?.uid}`, person, deletion(path))),
        ),
        accepted: all.map((path) => commits(path, 'admin', deletion(path))),
      };
    },
  },
  {
    number: 48,
    name: 'creating a call where there is one already',
    async prepare() {
      const fresh = await create.prepare();
      const taken = [runningCall(), runningCall({ expiresAt: Date.now() - 1 })];
      const docIds = await Promise.all(taken.map((state) => given(state)));
      return {
        refused: docIds.flatMap((docId) =>
          [host, stranger].map((person) =>
            commits(`by ${person.uid}`, person, blindly(docId, person.uid, creation())),
          ),
        ),
        accepted: [commits('elsewhere', host, wholeWrite(fresh))],
      };
    },
  },
  {
    number: 49,
    name: 'joining before or after a scheduled time',
    async prepare() {
      const [early, open] = [closedSchedule(), openSchedule()];
      const over = startedSchedule({ endsAt: Date.now() - 1 });
      const arrivals = (schedule: Schedule) => ({
        'the host’s offer': { by: host, before: scheduledCall(schedule), move: offer },
        'the guest’s offer': { by: guest, before: scheduledCall(schedule), move: offer },
        'the guest’s answer': {
          ...{ by: guest, before: waitingCall({ schedule, expiresAt: schedule.endsAt }), move: answer },
        },
        'an offer in a seat that is held': { by: guest, before: runningAtTime(schedule), move: offer },
      });
      const tries = async (schedule: Schedule) => {
        const each = Object.entries(arrivals(schedule)).map(async ([what, { by, before, move }]) => {
          const round = (before.round?.number ?? 0) + (move === offer ? 1 : 0);
          const role = by === host ? 'host' : 'guest';
          return commits(
            what,
            by,
            blindly(await given(before), by.uid, move(role, round, undefined, before)),
          );
        });
        return Promise.all(each);
      };
      const ended = scheduledCall(open, { ended: { reason: 'host-ended', at: aMinuteAgo() } });
      return {
        refused: [
          ...(await tries(early)),
          ...(await tries(over)),
          commits('ended', host, blindly(await given(ended), host.uid, offer('host', 1, undefined, ended))),
        ],
        accepted: await tries(open),
      };
    },
  },
  {
    number: 50,
    name: 'handing the host’s role to somebody',
    prepare: () =>
      spoiling(updates, (right, { by }) =>
        // To oneself, to the other, to a third.
        [by.uid === host.uid ? guest.uid : by.uid, stranger.uid, ''].map(
          (uid) => [`to ${uid}`, withHostUid(right, uid)] as const,
        ),
      ),
  },
];
