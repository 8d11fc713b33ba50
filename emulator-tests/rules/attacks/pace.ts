/** Attacks 92 to 94: on rounds that come too fast, answers that nobody hears, and candidates for nobody. */
import { MIN_ROUND_INTERVAL_MS, SEAT_LEASE_MS, type Seat } from '@parley/protocol';
import {
  aMinuteAgo,
  answeredRound,
  closedSchedule,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  NEW_SESSION,
  openRound,
  runningAtTime,
  runningCall,
  seat,
  startedSchedule,
  stranger,
  waitingCall,
} from '../scene.ts';
import { type Attack, commits } from './attack.ts';
import { answer, batchFor, blindly, leaving, offer, renewal } from './moves.ts';

const byGuest = { offerer: 'guest', offererSession: GUEST_SESSION } as const;

/** The guest has begun a round so long ago. In the future: for longer than a test takes, it has only just begun. */
const begunBy = (changes: Partial<Seat>) =>
  runningCall({
    seats: { host: seat(host.uid, HOST_SESSION), guest: seat(guest.uid, GUEST_SESSION, changes) },
    round: answeredRound({ ...byGuest, answererSession: HOST_SESSION }),
  });

const justBegun = () => ({ renewedAt: Date.now() + 30_000 });

export const pace: readonly Attack[] = [
  {
    number: 92,
    name: 'a flood of rounds',
    async prepare() {
      const [now, left] = [
        await given(begunBy(justBegun())),
        await given(begunBy({ ...justBegun(), leftAt: aMinuteAgo() })),
      ];
      const rested = await given(begunBy({ renewedAt: Date.now() - MIN_ROUND_INTERVAL_MS - 1 }));
      const another = await given(begunBy({ renewedAt: Date.now() - MIN_ROUND_INTERVAL_MS - 1 }));
      const looking = [1, 2, 3].map(() => given(begunBy({ ...justBegun(), entered: false })));
      const [looks = '', looksToo = '', looksStill = ''] = await Promise.all(looking);
      const looked = await given(begunBy({ ...justBegun(), entered: false, leftAt: aMinuteAgo() }));
      const next = blindly(now, guest.uid, offer('guest', 2));
      return {
        refused: [
          commits('by the same page', guest, blindly(now, guest.uid, offer('guest', 2, GUEST_SESSION))),
          commits('by another page', guest, next),
          commits('by the other', host, blindly(now, host.uid, offer('host', 2))),
          commits('after leaving', guest, blindly(now, guest.uid, leaving('guest', GUEST_SESSION)), next),
          commits('after having left', guest, blindly(left, guest.uid, offer('guest', 2))),
          commits('by somebody who takes the seat', stranger, blindly(left, stranger.uid, offer('guest', 2))),
          commits('by whoever looks', guest, blindly(looksStill, guest.uid, offer('guest', 2))),
          commits('where they have looked', stranger, blindly(looked, stranger.uid, offer('guest', 2))),
          commits(
            'two at once',
            guest,
            blindly(rested, guest.uid, offer('guest', 2, GUEST_SESSION)),
            blindly(rested, guest.uid, offer('guest', 3, GUEST_SESSION)),
          ),
        ],
        accepted: [
          commits('a while later', guest, blindly(rested, guest.uid, offer('guest', 2))),
          commits('a while later, by the other', host, blindly(another, host.uid, offer('host', 2))),
          commits('at once, where they only look', stranger, blindly(looks, stranger.uid, offer('guest', 2))),
          commits(
            'at once, by the other of one who looks',
            host,
            blindly(looksToo, host.uid, offer('host', 2)),
          ),
        ],
      };
    },
  },
  {
    number: 93,
    name: 'an answer to somebody who is not there any more',
    async prepare() {
      const offered = (held: Seat | null) => given(waitingCall({ seats: { host: held, guest: null } }));
      const gone: Record<string, string> = {
        'the host has left': await offered(seat(host.uid, HOST_SESSION, { leftAt: aMinuteAgo() })),
        'the host has vanished': await offered(
          seat(host.uid, HOST_SESSION, { renewedAt: Date.now() - SEAT_LEASE_MS - 1 }),
        ),
        'another page of the host sits there': await offered(seat(host.uid, NEW_SESSION)),
        'the seat is empty': await offered(null),
      };
      const guestGone = await given(
        waitingCall({
          seats: { host: null, guest: seat(guest.uid, GUEST_SESSION, { leftAt: aMinuteAgo() }) },
          round: openRound(byGuest),
        }),
      );
      const there = await offered(seat(host.uid, HOST_SESSION));
      return {
        refused: [
          ...Object.entries(gone).flatMap(([what, docId]) =>
            [guest, stranger].map((by) => commits(what, by, blindly(docId, by.uid, answer('guest', 1)))),
          ),
          commits('the guest has left', host, blindly(guestGone, host.uid, answer('host', 1))),
        ],
        accepted: [
          commits('the host waits', guest, blindly(there, guest.uid, answer('guest', 1))),
          commits('an offer instead', host, blindly(guestGone, host.uid, offer('host', 2))),
        ],
      };
    },
  },
  {
    number: 94,
    name: 'candidates in a call that is not open, or from a seat whose lease has run out',
    async prepare() {
      const lapsed = { renewedAt: Date.now() - SEAT_LEASE_MS - 1 };
      const vanished = await given(
        runningCall({
          seats: {
            host: seat(host.uid, HOST_SESSION, lapsed),
            guest: seat(guest.uid, GUEST_SESSION, lapsed),
          },
        }),
      );
      const [closed, open] = [
        await given(runningAtTime(closedSchedule())),
        await given(runningAtTime(startedSchedule())),
      ];
      const sides = [
        ['offer', host],
        ['answer', guest],
      ] as const;
      const left = (docId: string, what: string) =>
        sides.flatMap(([side, by]) =>
          [0, 9].map((index) => commits(`${what}: ${side} ${index}`, by, batchFor(docId, side, 1, index))),
        );
      const back = blindly(vanished, host.uid, renewal('host', HOST_SESSION));
      return {
        refused: [...left(closed, 'moved away'), ...left(vanished, 'lapsed')],
        accepted: [
          ...left(open, 'open'),
          commits('a sign of life', host, back),
          commits('after it', host, batchFor(vanished, 'offer')),
        ],
      };
    },
  },
];
