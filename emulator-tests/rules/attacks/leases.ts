/** Attacks 53 to 60: on seats of one user, leases, tombstones and last words. */
import { type CallDoc, expiryOfTombstone, SEAT_LEASE_MS } from '@parley/protocol';
import type { AnyValue } from '../document-tree.ts';
import {
  aMinuteAgo,
  call,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  NEW_SESSION,
  runningCall,
  seat,
  stranger,
  waitingCall,
  whenEmpty,
  whileSeated,
} from '../scene.ts';
import { type Attack, commits } from './attack.ts';
import { at, map, patch } from './by-hand.ts';
import { answer, blindly, ending, leaving, leavingLast, offer, renewal } from './moves.ts';

const guestSeat = (changes = {}) => ({
  host: seat(host.uid, HOST_SESSION),
  guest: seat(guest.uid, GUEST_SESSION, changes),
});
const bothOfHost = () => ({ host: seat(host.uid, HOST_SESSION), guest: seat(host.uid, GUEST_SESSION) });

const tombstone = (): CallDoc =>
  call({ ended: { reason: 'host-ended', at: aMinuteAgo() }, expiresAt: expiryOfTombstone(aMinuteAgo()) });

export const leases: readonly Attack[] = [
  {
    number: 53,
    name: 'one user in both seats moves both at once',
    async prepare() {
      const docId = await given(runningCall({ seats: bothOfHost() }));
      const [one, two] = [renewal('host', HOST_SESSION), renewal('guest', GUEST_SESSION)].map((transition) =>
        blindly(docId, host.uid, transition),
      );
      if (!one || !two) throw new Error('There are two');
      const merged = {
        update: {
          ...one.update,
          fields: {
            ...one.update.fields,
            seats: map({
              ...(one.update.fields.seats as { mapValue: { fields: Record<string, AnyValue> } }).mapValue
                .fields,
              ...(two.update.fields.seats as { mapValue: { fields: Record<string, AnyValue> } }).mapValue
                .fields,
            }),
          },
        },
        updateMask: { fieldPaths: ['seats.host', 'seats.guest', 'expiresAt'] },
        updateTransforms: [...(one.updateTransforms ?? []), ...(two.updateTransforms ?? [])],
      };
      return {
        refused: [commits('both renewed', host, merged), commits('both, in two writes', host, one, two)],
        accepted: [commits('one', host, one), commits('the other', host, two)],
      };
    },
  },
  {
    number: 54,
    name: 'another page of the same user renews or leaves a seat that is not its own',
    async prepare() {
      const docId = await given(runningCall());
      return {
        refused: [
          commits('renews', guest, blindly(docId, guest.uid, renewal('guest', NEW_SESSION))),
          commits('leaves', guest, blindly(docId, guest.uid, leaving('guest', NEW_SESSION))),
          commits('leaves the host’s', guest, blindly(docId, guest.uid, leaving('host', HOST_SESSION))),
        ],
        accepted: [
          commits('renews', guest, blindly(docId, guest.uid, renewal('guest', GUEST_SESSION))),
          commits('leaves', guest, blindly(docId, guest.uid, leaving('guest', GUEST_SESSION))),
        ],
      };
    },
  },
  {
    number: 55,
    name: 'stretching a lease',
    async prepare() {
      const docId = await given(runningCall());
      const renewed = {
        uid: { stringValue: guest.uid },
        session: { stringValue: GUEST_SESSION },
        leftAt: { nullValue: null },
      };
      const ahead = (ms: number) =>
        patch(
          docId,
          {
            seats: map({ guest: map({ ...renewed, renewedAt: at(Date.now() + ms) }) }),
            expiresAt: at(whileSeated()),
          },
          'seats.guest',
          'expiresAt',
        );
      const until = (ms: number) =>
        blindly(docId, guest.uid, renewal('guest', GUEST_SESSION, whileSeated() + ms));
      return {
        refused: [
          ...[1_000, SEAT_LEASE_MS, 10 * SEAT_LEASE_MS].map((ms) =>
            commits(`renewed ${ms} ms from now`, guest, ahead(ms)),
          ),
          ...[60_000, SEAT_LEASE_MS, 1e10].map((ms) => commits(`expiry ${ms} ms later`, guest, until(ms))),
          commits('expiry alone', guest, patch(docId, { expiresAt: at(whileSeated()) }, 'expiresAt')),
          commits(
            'by a longer timeout',
            host,
            patch(docId, { emptyTimeoutSeconds: { integerValue: '86400' } }, 'emptyTimeoutSeconds'),
          ),
          commits('by a stranger', stranger, blindly(docId, stranger.uid, renewal('guest', GUEST_SESSION))),
        ],
        accepted: [commits('renewed now', guest, until(0))],
      };
    },
  },
  {
    number: 56,
    name: 'shortening what others count on',
    async prepare() {
      const [running, alone] = [
        await given(runningCall()),
        await given(runningCall({ seats: guestSeat({ leftAt: aMinuteAgo() }) })),
      ];
      return {
        refused: [
          commits(
            'leaving as if the last',
            guest,
            blindly(running, guest.uid, leavingLast('guest', GUEST_SESSION)),
          ),
          commits(
            'freeing as if the last',
            host,
            blindly(running, host.uid, leavingLast('guest', GUEST_SESSION)),
          ),
          commits(
            'lapsing at once',
            host,
            blindly(alone, host.uid, leavingLast('host', HOST_SESSION, Date.now() + 1_000)),
          ),
          commits(
            'renewing into the past',
            guest,
            blindly(running, guest.uid, renewal('guest', GUEST_SESSION, whenEmpty())),
          ),
        ],
        accepted: [
          commits('leaving', guest, blindly(running, guest.uid, leaving('guest', GUEST_SESSION))),
          commits('leaving as the last', host, blindly(alone, host.uid, leavingLast('host', HOST_SESSION))),
        ],
      };
    },
  },
  {
    number: 57,
    name: 'the seat of somebody who vanished, before the lease has run out',
    async prepare() {
      const vanished = (ago: number) =>
        given(waitingCall({ seats: guestSeat({ renewedAt: Date.now() - ago }) }));
      const [tooSoon, over] = [await vanished(SEAT_LEASE_MS - 60_000), await vanished(SEAT_LEASE_MS + 1)];
      return {
        refused: [
          commits('taken', stranger, blindly(tooSoon, stranger.uid, answer('guest', 1))),
          commits('freed', stranger, blindly(tooSoon, stranger.uid, leaving('guest', GUEST_SESSION))),
          commits(
            'freed, after it has',
            stranger,
            blindly(over, stranger.uid, leaving('guest', GUEST_SESSION)),
          ),
        ],
        accepted: [commits('taken, after it has', stranger, blindly(over, stranger.uid, answer('guest', 1)))],
      };
    },
  },
  {
    number: 58,
    name: 'a tombstone that is opened, moved, or made to last',
    async prepare() {
      const [grave, living] = [await given(tombstone()), await given(runningCall())];
      const by = [host, guest];
      return {
        refused: by.flatMap((person) => [
          commits('not ended any more', person, patch(grave, { ended: { nullValue: null } }, 'ended')),
          commits('ended again', person, blindly(grave, person.uid, ending())),
          commits('for longer', person, patch(grave, { expiresAt: at(whenEmpty()) }, 'expiresAt')),
          commits('with an offer', person, blindly(grave, person.uid, offer('host', 1))),
          commits(
            'of a living call',
            person,
            patch(
              living,
              { ended: map({ reason: { stringValue: 'host-ended' }, at: at(Date.now()) }) },
              'ended',
            ),
          ),
        ]),
        accepted: [commits('the end', host, blindly(living, host.uid, ending()))],
      };
    },
  },
  {
    number: 59,
    name: 'an end that keeps something, says something else, or is the guest’s',
    async prepare() {
      const docId = await given(runningCall());
      const right = blindly(docId, host.uid, ending());
      const saying = (fields: Record<string, AnyValue>) => ({
        ...right,
        update: { ...right.update, fields: { ...right.update.fields, ...fields } },
      });
      const without = (path: string) => ({
        ...right,
        updateMask: { fieldPaths: (right.updateMask?.fieldPaths ?? []).filter((kept) => kept !== path) },
      });
      return {
        refused: [
          commits('by the guest', guest, right),
          commits('by a stranger', stranger, right),
          commits('keeping the seats', host, without('seats')),
          commits('keeping the round', host, without('round')),
          commits('for another reason', host, saying({ ended: map({ reason: { stringValue: 'kicked' } }) })),
          commits(
            'with a message',
            host,
            saying({ ended: map({ reason: { stringValue: 'host-ended' }, message: { stringValue: 'hi' } }) }),
          ),
          commits('that lasts', host, blindly(docId, host.uid, ending(whileSeated()))),
        ],
        accepted: [commits('as it should be', host, right)],
      };
    },
  },
  {
    number: 60,
    name: 'last words that come late',
    async prepare() {
      const [taken, ended] = [
        await given(runningCall({ seats: { ...guestSeat(), guest: seat(guest.uid, NEW_SESSION) } })),
        await given(tombstone()),
      ];
      const left = await given(runningCall({ seats: guestSeat({ leftAt: aMinuteAgo() }) }));
      const words = (docId: string, session = GUEST_SESSION) =>
        blindly(docId, guest.uid, leaving('guest', session));
      return {
        refused: [
          commits('the page was replaced', guest, words(taken)),
          commits('it has ended', guest, words(ended)),
          commits('they were said before', guest, words(left)),
          commits('and as the last', guest, blindly(taken, guest.uid, leavingLast('guest', GUEST_SESSION))),
        ],
        accepted: [commits('by the page that is there', guest, words(taken, NEW_SESSION))],
      };
    },
  },
];
