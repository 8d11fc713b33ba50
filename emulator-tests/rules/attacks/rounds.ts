import type { AnyValue } from '../document-tree.ts';
import {
  answeredRound,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  NEW_SESSION,
  openRound,
  runningCall,
  seat,
  stranger,
  waitingCall,
} from '../scene.ts';
import { type Attack, commits } from './attack.ts';
import { map, patch } from './by-hand.ts';
import { answer, batchFor, blindly, ending, leaving, offer, renewal } from './moves.ts';

const sealed: AnyValue = { bytesValue: Buffer.from('another').toString('base64') };

export const rounds: readonly Attack[] = [
  {
    number: 51,
    name: 'replacing an offer or an answer within its round',
    async prepare() {
      const docId = await given(runningCall());
      return {
        refused: [
          commits('the answer again', guest, blindly(docId, guest.uid, answer('guest', 1, GUEST_SESSION))),
          commits('the offer again', host, blindly(docId, host.uid, offer('host', 1, HOST_SESSION))),
          commits(
            'the answer alone',
            guest,
            patch(docId, { round: map({ answer: sealed }) }, 'round.answer'),
          ),
          commits('the offer alone', host, patch(docId, { round: map({ offer: sealed }) }, 'round.offer')),
          commits('no answer any more', guest, patch(docId, {}, 'round.answer', 'round.answererSession')),
          commits('no round any more', host, patch(docId, { round: { nullValue: null } }, 'round')),
        ],
        accepted: [commits('the next round', host, blindly(docId, host.uid, offer('host', 2, HOST_SESSION)))],
      };
    },
  },
  {
    number: 52,
    name: 'an offer that brings its own answer',
    async prepare() {
      const docId = await given(runningCall());
      const right = blindly(docId, host.uid, offer('host', 2, HOST_SESSION));
      const round = right.update.fields.round as { mapValue: { fields: Record<string, AnyValue> } };
      const bringing = (more: Record<string, AnyValue>) => ({
        ...right,
        update: {
          ...right.update,
          fields: { ...right.update.fields, round: map({ ...round.mapValue.fields, ...more }) },
        },
      });
      const session: AnyValue = { stringValue: GUEST_SESSION };
      return {
        refused: [
          commits('both', host, bringing({ answer: sealed, answererSession: session })),
          commits('the answer', host, bringing({ answer: sealed })),
          commits('its session', host, bringing({ answererSession: session })),
          commits(
            'as the other’s offer',
            host,
            bringing({ offerer: { stringValue: 'guest' }, offererSession: session }),
          ),
        ],
        accepted: [commits('neither', host, right)],
      };
    },
  },
  {
    number: 61,
    name: 'several transitions in one commit',
    async prepare() {
      const [docId, other] = [await given(runningCall()), await given(runningCall())];
      const leaves = blindly(docId, guest.uid, leaving('guest', GUEST_SESSION));
      const stolen = blindly(other, guest.uid, leaving('host', HOST_SESSION));
      const ends = blindly(docId, host.uid, ending());
      const twice = blindly(docId, guest.uid, leaving('guest', GUEST_SESSION));
      return {
        refused: [
          commits('leaving, and another’s seat', guest, leaves, stolen),
          commits(
            'the end, and leaving',
            host,
            ends,
            blindly(docId, host.uid, leaving('host', HOST_SESSION)),
          ),
          commits(
            'offering, and leaving',
            guest,
            blindly(docId, guest.uid, offer('guest', 2, GUEST_SESSION)),
            leaves,
          ),
          commits('another’s seat, and leaving', guest, stolen, leaves),
          commits(
            'an answer among them',
            guest,
            blindly(docId, guest.uid, offer('guest', 2)),
            blindly(docId, guest.uid, answer('guest', 2)),
          ),
          commits(
            'candidates of a round to come',
            guest,
            blindly(docId, guest.uid, offer('guest', 2)),
            batchFor(docId, 'offer', 2),
          ),
        ],
        // Each write is judged by what all up to it make of the document that was there before: twice is once.
        accepted: [
          commits('leaving twice', guest, leaves, twice),
          // Look-ups see the call as it was before the commit, so this is the same as candidates just before the end.
          commits(
            'candidates with the end',
            host,
            blindly(other, host.uid, ending()),
            batchFor(other, 'offer'),
          ),
        ],
      };
    },
  },
  {
    number: 62,
    name: 'masks that say more or less than the write',
    async prepare() {
      const docId = await given(runningCall());
      const right = blindly(docId, guest.uid, renewal('guest', GUEST_SESSION));
      const masked = (...fieldPaths: string[]) => ({ ...right, updateMask: { fieldPaths } });
      const { updateTransforms: _time, ...timeless } = right;
      return {
        refused: [
          commits('all seats', guest, masked('seats', 'expiresAt')),
          commits('the other’s seat', guest, masked('seats.guest', 'seats.host', 'expiresAt')),
          commits('the round, absent', guest, masked('seats.guest', 'expiresAt', 'round')),
          commits('everything', guest, { update: right.update, updateTransforms: right.updateTransforms }),
          commits('without the server’s time', guest, timeless),
        ],
        accepted: [commits('what it says', guest, right)],
      };
    },
  },
  {
    number: 63,
    name: 'preconditions that would speak for the rules',
    async prepare() {
      const docId = await given(runningCall());
      const wrong = blindly(docId, stranger.uid, offer('guest', 2));
      return {
        refused: [
          commits('exists', stranger, { ...wrong, currentDocument: { exists: true } }),
          commits('none', stranger, wrong),
          commits('a deletion of what exists', host, {
            delete: wrong.update.name,
            currentDocument: { exists: true },
          }),
        ],
        accepted: [
          commits('by the guest', guest, {
            ...blindly(docId, guest.uid, offer('guest', 2)),
            currentDocument: { exists: true },
          }),
        ],
      };
    },
  },
  {
    number: 64,
    name: 'a seat in one call as the key to another',
    async prepare() {
      const [own, foreign] = [
        await given(runningCall()),
        await given(
          runningCall({
            hostUid: stranger.uid,
            seats: { host: seat(stranger.uid, HOST_SESSION), guest: seat('x', GUEST_SESSION) },
          }),
        ),
      ];
      return {
        refused: [
          commits('candidates', host, batchFor(foreign, 'offer')),
          commits('both candidates', host, batchFor(own, 'offer'), batchFor(foreign, 'offer')),
          commits('the end', host, blindly(foreign, host.uid, ending())),
          commits('the next round', host, blindly(foreign, host.uid, offer('host', 2, HOST_SESSION))),
        ],
        accepted: [commits('candidates', host, batchFor(own, 'offer'))],
      };
    },
  },
  {
    number: 65,
    name: 'going on in a round whose seat has passed to another page',
    async prepare() {
      const passed = { host: seat(host.uid, NEW_SESSION), guest: seat(guest.uid, GUEST_SESSION) };
      const [docId, right] = [
        await given(runningCall({ seats: passed })),
        await given(runningCall({ round: answeredRound({ offererSession: NEW_SESSION }), seats: passed })),
      ];
      const open = await given(
        waitingCall({ round: openRound(), seats: { host: seat(host.uid, NEW_SESSION), guest: null } }),
      );
      return {
        refused: [
          commits('candidates', host, batchFor(docId, 'offer')),
          commits('candidates of an open round', host, batchFor(open, 'offer')),
          commits('renewing the seat', host, blindly(docId, host.uid, renewal('host', HOST_SESSION))),
        ],
        accepted: [commits('candidates', host, batchFor(right, 'offer'))],
      };
    },
  },
];
