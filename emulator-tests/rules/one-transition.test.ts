/** A write is one transition of one call that exists: not two, not none, not a deletion, not a second creation. */
import { applyTransition, type CallDoc, type CallTransition, MIN_ROUND_INTERVAL_MS } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { toRestFields } from '../../call/src/firebase/firestore-value.ts';
import { aCall, aRunningCall, aWaitingCall } from '../../protocol/src/testing/call-docs.ts';
import type { AnyValue, FieldPath, Fields } from './document-tree.ts';
import { creation, wholeWrite } from './legal-writes.ts';
import { answer, at, create, end, free, leave, map, offer, patch, renew } from './moves.ts';
import { commitAs, ROOT } from './rest-firestore.ts';
import {
  batch,
  closedSchedule,
  countedDocId,
  ended,
  given,
  guest,
  host,
  justLeft,
  NEW_SESSION,
  NEWLY_SEALED,
  newDocId,
  newUser,
  nobody,
  pass,
  storable,
  stranger,
  type User,
  write,
} from './scene.ts';
import { commits, expectTries } from './tries.ts';

type Move = (call: CallDoc) => CallTransition;
type Pair = readonly [by: User, before: () => CallDoc | null, first: Move, second: Move];

const offers = (call: CallDoc) => offer(call, 'host');
const leaves = () => leave('guest');
const renews = (call: CallDoc) => renew(call, 'host');
const bothSeatsOfHost = () => aRunningCall({ guest: { uid: host.uid } });

const pairs: Record<string, Pair> = {
  'creating a call and offering': [host, () => null, () => create(), offers],
  'two offers': [host, aCall, offers, offers],
  'an answer and leaving': [
    guest,
    aWaitingCall,
    (call) => answer(call, 'guest'),
    () => leave('guest', NEW_SESSION),
  ],
  'a renewal and leaving': [guest, aRunningCall, (call) => renew(call, 'guest'), leaves],
  'an offer and its answer by one user': [host, aCall, offers, (call) => answer(call, 'guest')],
  'renewals of both seats by one user': [host, bothSeatsOfHost, renews, (call) => renew(call, 'guest')],
  'leaving both seats of one user': [host, bothSeatsOfHost, () => leave('host'), leaves],
  'a renewal and leaving for the guest': [host, aRunningCall, renews, leaves],
  'leaving for the guest and freeing the seat': [host, aRunningCall, leaves, () => free],
  'freeing the guest’s seat and taking it': [
    host,
    () => aRunningCall({ guest: justLeft() }),
    () => free,
    (call) => offer(call, 'guest'),
  ],
};

describe('two transitions in one write are refused, and accepted one after the other', () => {
  it.each(Object.entries(pairs))('%s', async (_, [by, before, first, second]) => {
    const state = before();
    const docId = state === null ? await countedDocId(by.uid) : await given(state);
    const now = Date.now();
    const one = first(state ?? aCall());
    const between = applyTransition(state, one, { uid: by.uid, now });
    if (between === null) throw new Error('The model refuses the first');
    const two = second(between);
    const after = applyTransition(between, two, { uid: by.uid, now: now + MIN_ROUND_INTERVAL_MS });
    if (after === null) throw new Error('The model refuses the second');
    const fields = toRestFields(storable(after)) as Fields;
    const stamped = [one, two].flatMap((transition) => write(docId, by, transition).updateTransforms ?? []);
    const paths = new Set(stamped.map(({ fieldPath }) => fieldPath));
    // What is gone again takes no time: freeing empties the seat, and an end that is not there is not stamped.
    const timeFields = [...paths].filter(
      (path) => !('nullValue' in (fields[path.split('.')[0] ?? ''] ?? {})),
    );
    const isThere = (path: FieldPath) => after.seats.guest !== null || !path.startsWith('seats.guest');
    const both = wholeWrite({ path: `calls/${docId}`, fields, timeFields: timeFields.filter(isThere) });
    expect(await commitAs(by, both)).toBe('refused');
    expect(await commitAs(by, write(docId, by, one))).toBe('accepted');
    await pass(docId, MIN_ROUND_INTERVAL_MS);
    expect(await commitAs(by, write(docId, by, two))).toBe('accepted');
  });
});

describe('in one commit', () => {
  it('the writes are judged by what all up to them make of the call that was there', async () => {
    const [docId, other] = [await given(aRunningCall()), await given(aRunningCall())];
    const call = aRunningCall();
    const offered = applyTransition(call, offer(call, 'guest'), { uid: guest.uid, now: Date.now() }) ?? call;
    const left = write(docId, guest, leave('guest'));
    const next = write(docId, guest, offer(call, 'guest'));
    const stolen = write(other, guest, leave('host'));
    const ending = write(docId, host, end());
    const renewals = (['host', 'guest'] as const).map((role) => write(docId, host, renew(call, role)));
    await expectTries({
      refused: [
        commits('leaving, and another’s seat', guest, left, stolen),
        commits('another’s seat, and leaving', guest, stolen, left),
        commits('the end, and leaving', host, ending, write(docId, host, leave('host'))),
        commits('the end, and offering', host, ending, write(docId, host, offer(call, 'host'))),
        commits('offering, and leaving', guest, next, left),
        commits('offering, and answering', guest, next, write(docId, guest, answer(offered, 'guest'))),
        commits('offering, and candidates', guest, next, batch(docId, 'offer', { round: 2 })),
        commits('renewing one’s own seat and another’s', host, ...renewals),
        commits(
          'two offers',
          guest,
          write(docId, guest, offer(call, 'guest')),
          write(docId, guest, offer(offered, 'guest')),
        ),
      ],
      // So twice is once.
      accepted: [commits('leaving twice', guest, left, write(docId, guest, leave('guest')))],
    });
  });

  it('nothing is done and taken back', async () => {
    const docId = await given(aWaitingCall());
    const answers = write(docId, guest, answer(aWaitingCall(), 'guest'));
    const back = patch(docId, {}, 'seats.guest', 'round.answer', 'round.answererSession');
    await expectTries({
      refused: [
        commits('sitting down and emptying the seat', guest, answers, back),
        commits('ending and taking it back', host, write(docId, host, end()), back),
      ],
      accepted: [commits('sitting down', guest, answers)],
    });
  });
});

const scheduled = () => create({ schedule: closedSchedule({ revision: 0 }) });
const living: Record<string, () => CallDoc> = {
  'that nobody sits in': () => aCall(),
  'that both sit in': () => aRunningCall(),
  'that has ended': () => aCall({ ended: ended() }),
  'that has lapsed': () => aRunningCall({ expiresAt: Date.now() - 1_000 }),
};

describe.each(Object.entries(living))('a call %s', (_, state) => {
  it('may be deleted by nobody but a server, nor created over', async () => {
    const docId = await given(state());
    const deletion = { delete: `${ROOT}/calls/${docId}` };
    const fresh = await creation.prepare();
    // Counted there: only that there is a call already stands in the way.
    const [by, another] = [newUser(), newUser()];
    for (const { uid } of [by, another]) await countedDocId(uid, docId);
    await expectTries({
      refused: [
        ...[host, guest, stranger, nobody].map((person) => commits('deleted', person, deletion)),
        commits('anew', by, write(docId, by, create())),
        commits('anew, for a time', another, write(docId, another, scheduled())),
        commits('created over', host, wholeWrite({ ...fresh, path: `calls/${docId}` })),
      ],
      accepted: [commits('elsewhere', host, wholeWrite(fresh)), commits('deleted', 'admin', deletion)],
    });
  });
});

/** Past the application: its own masks and none, a part of a transition, what is no transition. */
describe('a write by hand', () => {
  const sealed: AnyValue = { bytesValue: Buffer.from(NEWLY_SEALED).toString('base64') };
  const empty: AnyValue = { nullValue: null };
  const text = (stringValue: string): AnyValue => ({ stringValue });
  const seats = (role: string, fields: Record<string, AnyValue>) => ({ seats: map({ [role]: map(fields) }) });

  it('is refused with a field changed, added or deleted along with a transition', async () => {
    const docId = await given(aRunningCall());
    const right = write(docId, guest, leave('guest'));
    const also = (path: string, fields: Record<string, AnyValue> = {}) =>
      commits(path, guest, {
        ...right,
        update: { ...right.update, fields: { ...right.update.fields, ...fields } },
        updateMask: { fieldPaths: [...(right.updateMask?.fieldPaths ?? []), path] },
      });
    const paths = ['version', 'hostUid', 'createdAt', 'emptyTimeoutSeconds', 'expiresAt', 'round', 'ended'];
    const uid = text(guest.uid);
    await expectTries({
      refused: [
        ...[...paths, 'round.answer', 'seats.host', 'seats.host.leftAt', 'seats.guest.uid'].map((path) =>
          also(path),
        ),
        also('`seats.host`', { 'seats.host': uid }),
        also('`seats.guest.leftAt`', { 'seats.guest.leftAt': uid }),
        also('hostUid.x', { hostUid: map({ x: uid }) }),
        also('round.offer.x', { round: map({ offer: map({ x: uid }) }) }),
        also('round.more', { round: map({ more: uid }) }),
        also('`__more`', { __more: uid }),
      ],
      accepted: [commits('without', guest, right)],
    });
  });

  it('is refused with a mask that says more or less than the write, or with a precondition that is met', async () => {
    const docId = await given(aRunningCall());
    const right = write(docId, guest, renew(aRunningCall(), 'guest'));
    const { updateTransforms, updateMask: _mask, ...bare } = right;
    const masked = (...fieldPaths: string[]) => ({ ...right, updateMask: { fieldPaths } });
    const isThere = { currentDocument: { exists: true } };
    await expectTries({
      refused: [
        commits('all seats', guest, masked('seats', 'expiresAt')),
        commits('the other’s seat', guest, masked('seats.guest', 'seats.host', 'expiresAt')),
        commits('the round, absent', guest, masked('seats.guest', 'expiresAt', 'round')),
        commits('everything', guest, { ...bare, updateTransforms }),
        commits('without the server’s time', guest, {
          ...masked('seats.guest', 'expiresAt'),
          updateTransforms: [],
        }),
        commits('another’s, which exists', stranger, { ...right, ...isThere }),
        commits('a deletion of what exists', host, { delete: bare.update.name, ...isThere }),
      ],
      accepted: [commits('what it says', guest, { ...right, ...isThere })],
    });
  });

  it('is refused when it is a part of a transition', async () => {
    const docId = await given(aRunningCall());
    const gone = await given(aRunningCall({ guest: justLeft() }));
    const alone = (what: string, by: User, fields: Record<string, AnyValue>, ...paths: string[]) =>
      commits(what, by, patch(docId, fields, ...paths));
    const everybody = [host, guest, stranger].flatMap((by) => [
      alone('the answer', by, { round: map({ answer: sealed }) }, 'round.answer'),
      alone('the offer', by, { round: map({ offer: sealed }) }, 'round.offer'),
      alone('no answer', by, {}, 'round.answer', 'round.answererSession'),
      alone('no round', by, { round: empty }, 'round'),
      alone('no seats', by, {}, 'seats'),
      alone('the expiry', by, { expiresAt: at(Date.now() + 720_000) }, 'expiresAt'),
      alone('the timeout', by, { emptyTimeoutSeconds: { integerValue: '86400' } }, 'emptyTimeoutSeconds'),
      alone('the end', by, { ended: map({ reason: text('host-ended'), at: at(Date.now()) }) }, 'ended'),
      ...(['host', 'guest'] as const).flatMap((role) => [
        alone(`no ${role}`, by, { seats: map({ [role]: empty }) }, `seats.${role}`),
        alone(`the ${role}’s key`, by, seats(role, { key: sealed }), `seats.${role}.key`),
        alone(`no key of the ${role}`, by, {}, `seats.${role}.key`),
        alone(
          `the ${role} looks`,
          by,
          seats(role, { entered: { booleanValue: false } }),
          `seats.${role}.entered`,
        ),
        alone(`the ${role} as pages of before`, by, {}, `seats.${role}.entered`),
      ]),
    ]);
    const emptied = { seats: map({ guest: empty }) };
    const freeing = (what: string, more: Record<string, AnyValue>, ...paths: string[]) =>
      commits(`freeing, and ${what}`, host, patch(gone, { ...emptied, ...more }, 'seats.guest', ...paths));
    await expectTries({
      refused: [
        ...everybody,
        freeing('the round', { round: empty }, 'round'),
        freeing('the expiry', { expiresAt: at(Date.now()) }, 'expiresAt'),
        freeing('the other seat', { seats: map({ guest: empty, host: empty }) }, 'seats.host'),
        commits('the seat taken away', host, patch(gone, {}, 'seats.guest')),
        commits(
          'somebody else in it',
          host,
          patch(gone, seats('guest', { uid: text('x') }), 'seats.guest.uid'),
        ),
      ],
      accepted: [
        commits('freeing', host, patch(gone, emptied, 'seats.guest')),
        commits('the next round', host, write(docId, host, offer(aRunningCall(), 'host'))),
      ],
    });
  });
});

describe('a role that there is not', () => {
  const third = 'more' as 'host';

  it('has no seat to take, nor to answer from, not even where there is one', async () => {
    const docId = await given(aRunningCall());
    // No transition leaves such a document.
    const odd = await given(aRunningCall());
    await commitAs('admin', patch(odd, { seats: map({ [third]: { nullValue: null } }) }, `seats.${third}`));
    const open = await given(aWaitingCall());
    const offering = (by: User, place: string, role = third) =>
      commits(`the ${role}’s offer`, by, write(place, by, offer(aRunningCall(), role)));
    const answering = (role: 'host' | 'guest') =>
      commits(`the ${role}’s answer`, guest, write(open, guest, answer(aWaitingCall(), role)));
    await expectTries({
      refused: [offering(host, docId), offering(host, odd), offering(guest, odd), answering(third)],
      accepted: [offering(host, docId, 'host'), offering(host, odd, 'host'), answering('guest')],
    });
  });
});

describe('the ID of a call', () => {
  const right = 'a'.repeat(22);
  const wrongs = ['a', 'a'.repeat(16), right.slice(1), `${right}a`, `${right}é`, `.${right.slice(1)}`];
  const odd = [...'+.~ =é\n\u200b\u202e'].map((character) => right.slice(1) + character);

  it.each([...wrongs, ...odd, `%2F${right}`, 'a'.repeat(1_000)])(
    'is never %j, even when it has been counted',
    async (id) => {
      const by = newUser();
      const docId = newDocId();
      // No count that the rules accept names such an ID, either.
      await countedDocId(by.uid, id);
      expect(await commitAs(by, write(id, by, create()))).toBe('refused');
      await countedDocId(by.uid, docId);
      expect(await commitAs(by, write(docId, by, create()))).toBe('accepted');
    },
  );
});
