/** Attacks 83 to 87: on seats that are looked from, kept, freed, and on the keys in them. */
import type { Seat } from '@parley/protocol';
import type { AnyValue } from '../document-tree.ts';
import { type Person, ROOT } from '../rest-firestore.ts';
import {
  aMinuteAgo,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  justNow,
  NEW_KEY,
  nobody,
  runningCall,
  seat,
  stranger,
  waitingCall,
} from '../scene.ts';
import { type Attack, commits } from './attack.ts';
import { map, patch } from './by-hand.ts';
import { answer, blindly, freeing, leaving, offer, renewal, sitting } from './moves.ts';

const withGuest = (changes: Partial<Seat>) => ({
  host: seat(host.uid, HOST_SESSION),
  guest: seat(guest.uid, GUEST_SESSION, changes),
});

const looking = { entered: false };

/** The host has offered, and the guest's seat is like this. */
const waiting = (changes: Partial<Seat>) => given(waitingCall({ seats: withGuest(changes) }));

/** Both have been there, and the guest's seat is like this. */
const running = (changes: Partial<Seat>) => given(runningCall({ seats: withGuest(changes) }));

const say = (docId: string, seatFields: Record<string, AnyValue>, role = 'guest') =>
  patch(
    docId,
    { seats: map({ [role]: map(seatFields) }) },
    ...Object.keys(seatFields).map((key) => `seats.${role}.${key}`),
  );

export const softSeats: readonly Attack[] = [
  {
    number: 83,
    name: 'putting out whoever is in the seat by looking, or whoever has entered by entering',
    async prepare() {
      const [soft, firm] = [await waiting(looking), await waiting({})];
      const [softToo, firmToo] = [await running(looking), await running({})];
      const answers = (docId: string, uid: string, changes = {}) =>
        blindly(docId, uid, sitting(answer('guest', 1), changes));
      const offers = (docId: string, uid: string, changes = {}) =>
        blindly(docId, uid, sitting(offer('guest', 2), changes));
      return {
        refused: [stranger, host].flatMap((by) => [
          commits('looking, where somebody looks', by, answers(soft, by.uid, looking)),
          commits('looking, where somebody has entered', by, answers(firm, by.uid, looking)),
          commits('entering, where somebody has entered', by, answers(firm, by.uid)),
          commits('by an offer, looking', by, offers(softToo, by.uid, looking)),
          commits('by an offer, entering', by, offers(firmToo, by.uid)),
          commits('by a renewal', by, blindly(soft, by.uid, renewal('guest', GUEST_SESSION))),
          commits(
            'by leaving as them',
            stranger,
            blindly(soft, stranger.uid, leaving('guest', GUEST_SESSION)),
          ),
        ]),
        accepted: [
          commits('entering, where somebody looks', stranger, answers(soft, stranger.uid)),
          commits('by an offer, as the host', host, offers(softToo, host.uid)),
          commits('looking from one’s own seat, on another page', guest, answers(firm, guest.uid, looking)),
        ],
      };
    },
  },
  {
    number: 84,
    name: 'going back to looking, or having somebody else enter or look',
    async prepare() {
      const [looks, entered, own] = [await running(looking), await running({}), await running(looking)];
      const flag = (booleanValue: boolean) => ({ entered: { booleanValue } });
      const renewed = blindly(own, guest.uid, renewal('guest', GUEST_SESSION));
      const odd = (value: AnyValue) => {
        const { seats } = renewed.update.fields as {
          seats: { mapValue: { fields: Record<string, AnyValue> } };
        };
        const { mapValue } = seats.mapValue.fields.guest as {
          mapValue: { fields: Record<string, AnyValue> };
        };
        const fields = {
          ...renewed.update.fields,
          seats: map({ guest: map({ ...mapValue.fields, entered: value }) }),
        };
        return { ...renewed, update: { ...renewed.update, fields } };
      };
      return {
        refused: [
          commits(
            'by a renewal',
            guest,
            blindly(entered, guest.uid, sitting(renewal('guest', GUEST_SESSION), looking)),
          ),
          commits(
            'by an offer of the same page',
            guest,
            blindly(entered, guest.uid, sitting(offer('guest', 2, GUEST_SESSION), looking)),
          ),
          ...[guest, host, stranger].flatMap((by) => [
            commits('the guest, alone', by, say(looks, flag(true))),
            commits('the guest back, alone', by, say(entered, flag(false))),
            commits('the host, alone', by, say(entered, flag(false), 'host')),
            commits('unsaid', by, patch(entered, {}, 'seats.guest.entered')),
          ]),
          ...[{ nullValue: null }, { integerValue: '1' }, { stringValue: 'true' }].map((value) =>
            commits(`as ${JSON.stringify(value)}`, guest, odd(value)),
          ),
        ],
        accepted: [
          commits(
            'another page of theirs looks',
            guest,
            blindly(entered, guest.uid, sitting(offer('guest', 2), looking)),
          ),
          commits(
            'who looks goes on looking',
            guest,
            blindly(looks, guest.uid, sitting(renewal('guest', GUEST_SESSION), looking)),
          ),
          commits('and enters', guest, blindly(looks, guest.uid, renewal('guest', GUEST_SESSION))),
          commits('or enters at once', guest, renewed),
        ],
      };
    },
  },
  {
    number: 85,
    name: 'sitting down in the second that a reload takes',
    async prepare() {
      const [left, answered] = [await waiting({ leftAt: justNow() }), await running({ leftAt: justNow() })];
      const [before, looked] = [
        await waiting({ leftAt: aMinuteAgo() }),
        await waiting({ leftAt: justNow(), ...looking }),
      ];
      return {
        refused: [stranger, host].flatMap((by) => [
          commits('by an answer', by, blindly(left, by.uid, answer('guest', 1))),
          commits(
            'by an answer, in their session',
            by,
            blindly(left, by.uid, answer('guest', 1, GUEST_SESSION)),
          ),
          commits('by an offer', by, blindly(answered, by.uid, offer('guest', 2))),
          commits('by looking', by, blindly(left, by.uid, sitting(answer('guest', 1), looking))),
          commits('by a renewal', by, blindly(left, by.uid, renewal('guest', GUEST_SESSION))),
          commits('freed by a stranger', stranger, blindly(left, stranger.uid, freeing)),
          commits('freed by themselves', guest, blindly(left, guest.uid, freeing)),
        ]),
        accepted: [
          commits('by whoever left', guest, blindly(answered, guest.uid, offer('guest', 2))),
          commits('a minute later', stranger, blindly(before, stranger.uid, answer('guest', 1))),
          commits('where they had only looked', stranger, blindly(looked, stranger.uid, answer('guest', 1))),
          commits('freed by the host', host, blindly(left, host.uid, freeing)),
          commits('and then', stranger, blindly(left, stranger.uid, answer('guest', 1))),
        ],
      };
    },
  },
  {
    number: 86,
    name: 'emptying a seat that is held, that is another’s to empty, or together with something else',
    async prepare() {
      const [held, left, looked] = [
        await running({}),
        await running({ leftAt: justNow() }),
        await running(looking),
      ];
      const empty: AnyValue = { nullValue: null };
      const name = (docId: string) => `${ROOT}/calls/${docId}`;
      const both = (docId: string) => ({
        update: { name: name(docId), fields: { seats: map({ guest: empty, host: empty }) } },
        updateMask: { fieldPaths: ['seats.guest', 'seats.host'] },
      });
      const others: readonly Person[] = [guest, stranger, nobody];
      return {
        refused: [
          commits('while it is held', host, blindly(held, host.uid, freeing)),
          commits('while somebody looks from it', host, blindly(looked, host.uid, freeing)),
          ...others.map((by) =>
            commits(`by ${by === null ? 'nobody' : 'another'}`, by, blindly(left, 'anybody', freeing)),
          ),
          commits('the host’s own', host, patch(left, { seats: map({ host: empty }) }, 'seats.host')),
          commits('both', host, both(left)),
          commits('taken away', host, patch(left, {}, 'seats.guest')),
          commits(
            'with the round',
            host,
            patch(left, { seats: map({ guest: empty }), round: empty }, 'seats.guest', 'round'),
          ),
          commits(
            'with its expiry',
            host,
            patch(
              left,
              { seats: map({ guest: empty }), expiresAt: { timestampValue: new Date().toISOString() } },
              'seats.guest',
              'expiresAt',
            ),
          ),
          commits(
            'with somebody else in it',
            host,
            say(left, { uid: { stringValue: stranger.uid }, leftAt: empty }),
          ),
        ],
        accepted: [commits('once it was left', host, blindly(left, host.uid, freeing))],
      };
    },
  },
  {
    number: 87,
    name: 'a key of one’s own in the other’s seat, or one that is none',
    async prepare() {
      const docId = await running({});
      const key: AnyValue = { bytesValue: Buffer.from(NEW_KEY).toString('base64') };
      const own = blindly(docId, guest.uid, renewal('guest', GUEST_SESSION));
      const { mask, fields } = {
        mask: own.updateMask?.fieldPaths ?? [],
        fields: own.update.fields as Record<string, AnyValue>,
      };
      const ownSeat = (fields.seats as { mapValue: { fields: Record<string, AnyValue> } }).mapValue.fields;
      const withMore = (seats: Record<string, AnyValue>, ...paths: string[]) => ({
        ...own,
        update: { ...own.update, fields: { ...fields, seats: map({ ...ownSeat, ...seats }) } },
        updateMask: { fieldPaths: [...mask, ...paths] },
      });
      const { mapValue } = ownSeat.guest as { mapValue: { fields: Record<string, AnyValue> } };
      const withKey = (value: AnyValue) => withMore({ guest: map({ ...mapValue.fields, key: value }) });
      const text = Buffer.from(NEW_KEY).toString('latin1');
      return {
        refused: [
          ...[guest, stranger, host].flatMap((by) => [
            commits('the host’s, alone', by, say(docId, { key }, 'host')),
            commits('the guest’s, alone', by, say(docId, { key })),
            commits('none any more', by, patch(docId, {}, 'seats.host.key')),
          ]),
          commits('the host’s, with one’s own', guest, withMore({ host: map({ key }) }, 'seats.host.key')),
          ...[{ nullValue: null }, { stringValue: text }, { bytesValue: '' }, { bytesValue: 'AAAA' }].map(
            (value) => commits(`${Object.keys(value)} of another kind or length`, guest, withKey(value)),
          ),
        ],
        accepted: [commits('one’s own', guest, withKey(key))],
      };
    },
  },
];
