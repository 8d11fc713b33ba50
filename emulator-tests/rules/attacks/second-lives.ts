/** Attacks 88 to 91: on what a call's ID means once the call is gone, and on calls that are to be gone too soon. */
import type { CallDoc } from '@parley/protocol';
import { Time, toRestFields } from '../../../web/src/firebase/firestore-value.ts';
import type { Fields } from '../document-tree.ts';
import { wholeWrite } from '../legal-writes.ts';
import { commitAs, ROOT, seed } from '../rest-firestore.ts';
import {
  aMinuteAgo,
  closedSchedule,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  MINUTE_MS,
  newDocId,
  nobody,
  openRound,
  openSchedule,
  scheduledCall,
  seat,
  seedCount,
  startedSchedule,
  stranger,
  waitingCall,
  whenEmpty,
  whileSeated,
} from '../scene.ts';
import { type Attack, commits, gets } from './attack.ts';
import { at, patch } from './by-hand.ts';
import { answer, blindly, creation, leavingLast, offer, renewal, sitting } from './moves.ts';

const mark = { expiresAt: new Time(Date.now() + 30 * 86_400_000) };

/** What a sweep leaves behind, as the functions write it. */
const sweep = async (docId: string) => {
  await commitAs('admin', { delete: `${ROOT}/calls/${docId}` });
  await seed(`retired/${docId}`, mark);
};

/** Only the guest has come, and the call was to lapse before its end. */
const guestAlone = (schedule = startedSchedule(), changes: Partial<CallDoc> = {}) =>
  scheduledCall(schedule, {
    seats: { host: null, guest: seat(guest.uid, GUEST_SESSION) },
    round: openRound({ offerer: 'guest', offererSession: GUEST_SESSION }),
    ...changes,
  });

export const secondLives: readonly Attack[] = [
  {
    number: 88,
    name: 'creating a call again where one was swept, or where a program has booked one',
    async prepare() {
      const [swept, booked, free] = [await given(waitingCall()), newDocId(), newDocId()];
      await sweep(swept);
      await seed(`bookings/${booked}`, mark);
      const schedule = closedSchedule({ revision: 0 });
      const appointment = { ...creation(), schedule, expiresAt: schedule.endsAt } as const;
      const tries = await Promise.all(
        [swept, booked].flatMap((docId) =>
          [stranger, guest].map(async ({ uid }) => {
            // Of this attack alone, since there is one count of each user.
            const by = { uid: `${uid}-${docId}` };
            await seedCount(by.uid, docId);
            const unmark = { delete: `${ROOT}/${docId === swept ? 'retired' : 'bookings'}/${docId}` };
            return [
              commits('a call of now', by, blindly(docId, by.uid, creation())),
              commits('a scheduled one', by, blindly(docId, by.uid, appointment)),
              commits('with what is in the way deleted', by, unmark, blindly(docId, by.uid, creation())),
            ];
          }),
        ),
      );
      const by = { uid: `${stranger.uid}-${free}` };
      await seedCount(by.uid, free);
      return {
        refused: tries.flat(),
        accepted: [commits('elsewhere', by, blindly(free, by.uid, creation()))],
      };
    },
  },
  {
    number: 89,
    name: 'reading, writing, listing or deleting the marks of calls that are gone',
    async prepare() {
      const docId = newDocId();
      await seed(`retired/${docId}`, mark);
      const path = `retired/${docId}`;
      const written = wholeWrite({ path, fields: toRestFields(mark) as Fields, timeFields: [] });
      const another = wholeWrite({
        path: `retired/${newDocId()}`,
        fields: toRestFields(mark) as Fields,
        timeFields: [],
      });
      const tries = [
        ['got', (by: typeof host | null | 'admin') => gets('got', by, path)],
        ['listed', (by: typeof host | null | 'admin') => gets('listed', by, 'retired?pageSize=1')],
        ['written', (by: typeof host | null | 'admin') => commits('written', by, written)],
        ['made', (by: typeof host | null | 'admin') => commits('made', by, another)],
        [
          'deleted',
          (by: typeof host | null | 'admin') => commits('deleted', by, { delete: `${ROOT}/${path}` }),
        ],
      ] as const;
      return {
        refused: [host, guest, stranger, nobody].flatMap((by) => tries.map(([, attempt]) => attempt(by))),
        accepted: tries.map(([, attempt]) => attempt('admin')),
      };
    },
  },
  {
    number: 90,
    name: 'creating again, uncounted, what was counted once and swept since',
    async prepare() {
      const user = { uid: `creator-${newDocId()}` };
      const docId = newDocId();
      await seedCount(user.uid, docId);
      const again = blindly(docId, user.uid, creation());
      const other = { uid: `creator-${newDocId()}` };
      const unused = newDocId();
      await seedCount(other.uid, unused);
      // It has lived, and the sweep has been there.
      if ((await commitAs(user, again)) === 'refused') throw new Error('It cannot be created the first time');
      await sweep(docId);
      return {
        refused: [commits('again', user, again)],
        accepted: [commits('for the first time', other, blindly(unused, other.uid, creation()))],
      };
    },
  },
  {
    number: 91,
    name: 'cutting a scheduled call short by coming and going before the other has come',
    async prepare() {
      const schedule = startedSchedule();
      const lapsesSooner = { expiresAt: schedule.endsAt - MINUTE_MS };
      const there = guestAlone(schedule, lapsesSooner);
      const left = {
        host: seat(host.uid, HOST_SESSION, { leftAt: aMinuteAgo() }),
        guest: seat(guest.uid, GUEST_SESSION),
      };
      const states: Record<string, CallDoc> = {
        alone: there,
        'after a host who has not been answered': { ...there, seats: left },
        'before it starts': guestAlone(openSchedule(), {}),
      };
      const tries = await Promise.all(
        Object.entries(states).map(async ([what, before]) => {
          const docId = await given(before);
          const endsAt = before.schedule?.endsAt ?? 0;
          const until = [whenEmpty(), whileSeated(), endsAt - 30_000, endsAt - 1, endsAt + 1];
          const moves = (expiresAt: number) => [
            commits(
              `${what}: leaving`,
              guest,
              blindly(docId, guest.uid, leavingLast('guest', GUEST_SESSION, expiresAt)),
            ),
            commits(
              `${what}: a renewal`,
              guest,
              blindly(docId, guest.uid, renewal('guest', GUEST_SESSION, expiresAt)),
            ),
            commits(
              `${what}: an offer`,
              guest,
              blindly(docId, guest.uid, sitting(offer('guest', 2), { expiresAt })),
            ),
            commits(`${what}: by hand`, guest, patch(docId, { expiresAt: at(expiresAt) }, 'expiresAt')),
          ];
          const right = blindly(docId, guest.uid, renewal('guest', GUEST_SESSION, endsAt));
          return {
            refused: until.flatMap(moves),
            accepted: [commits(`${what}: until its end`, guest, right)],
          };
        }),
      );
      const met = await given(waitingCall({ schedule, expiresAt: schedule.endsAt }));
      return {
        refused: tries.flatMap(({ refused }) => refused),
        accepted: [
          ...tries.flatMap(({ accepted }) => accepted),
          commits('the answer that brings both together', guest, blindly(met, guest.uid, answer('guest', 1))),
        ],
      };
    },
  },
];
