/** A write is one transition of one call that exists: not two, not none, not a deletion, not a second creation. */
import {
  applyTransition,
  type CallDoc,
  type CallTransition,
  expiryOfTombstone,
  MIN_ROUND_INTERVAL_MS,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { toRestFields } from '../../web/src/firebase/firestore-value.ts';
import type { Fields } from './document-tree.ts';
import { create, serverTimes, updates, wholeWrite } from './legal-writes.ts';
import { commitAs, ROOT } from './rest-firestore.ts';
import {
  aMinuteAgo,
  call,
  countedDocId,
  EMPTY_TIMEOUT_SECONDS,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  justNow,
  NEW_SESSION,
  NEWLY_SEALED,
  newDocId,
  nobody,
  pass,
  runningCall,
  seat,
  seedCount,
  sitter,
  storable,
  stranger,
  waitingCall,
  whenEmpty,
  write,
} from './scene.ts';

const offer = (role: 'host' | 'guest', round: number): CallTransition => ({
  ...{ type: 'offer', sitter: sitter(role, NEW_SESSION), round, offer: NEWLY_SEALED },
});
const answer = (role: 'host' | 'guest', round: number): CallTransition => ({
  ...{ type: 'answer', sitter: sitter(role, NEW_SESSION), round, answer: NEWLY_SEALED },
});
const renew = (role: 'host' | 'guest', session: string): CallTransition => ({
  type: 'renew',
  sitter: sitter(role, session),
});
const leave = (role: 'host' | 'guest', session: string): CallTransition => ({ type: 'leave', role, session });
const newCall: CallTransition = {
  type: 'create',
  emptyTimeoutSeconds: EMPTY_TIMEOUT_SECONDS,
  schedule: null,
  expiresAt: whenEmpty(),
};
const bothSeatsOfHost = () =>
  runningCall({ seats: { host: seat(host.uid, HOST_SESSION), guest: seat(host.uid, GUEST_SESSION) } });

const guestLeft = () => ({
  host: seat(host.uid, HOST_SESSION),
  guest: seat(guest.uid, GUEST_SESSION, { leftAt: justNow() }),
});

interface Pair {
  readonly by: { readonly uid: string };
  readonly before: () => CallDoc | null;
  readonly first: CallTransition;
  readonly second: CallTransition;
  readonly timeFields: readonly string[];
}

const pairs: Record<string, Pair> = {
  'creating a call and offering': {
    ...{ by: host, before: () => null, first: newCall, second: offer('host', 1) },
    timeFields: ['createdAt', 'seats.host.renewedAt'],
  },
  'two offers': {
    ...{ by: host, before: () => call(), first: offer('host', 1), second: offer('host', 2) },
    timeFields: ['seats.host.renewedAt'],
  },
  'an answer and leaving': {
    ...{
      by: guest,
      before: () => waitingCall(),
      first: answer('guest', 1),
      second: leave('guest', NEW_SESSION),
    },
    timeFields: ['seats.guest.renewedAt', 'seats.guest.leftAt'],
  },
  'a renewal and leaving': {
    ...{ by: guest, before: () => runningCall() },
    ...{ first: renew('guest', GUEST_SESSION), second: leave('guest', GUEST_SESSION) },
    timeFields: ['seats.guest.renewedAt', 'seats.guest.leftAt'],
  },
  'an offer and its answer by one user': {
    ...{ by: host, before: () => call(), first: offer('host', 1), second: answer('guest', 1) },
    timeFields: ['seats.host.renewedAt', 'seats.guest.renewedAt'],
  },
  'renewals of both seats by one user': {
    ...{
      by: host,
      before: bothSeatsOfHost,
      first: renew('host', HOST_SESSION),
      second: renew('guest', GUEST_SESSION),
    },
    timeFields: ['seats.host.renewedAt', 'seats.guest.renewedAt'],
  },
  'leaving both seats of one user': {
    ...{
      by: host,
      before: bothSeatsOfHost,
      first: leave('host', HOST_SESSION),
      second: leave('guest', GUEST_SESSION),
    },
    timeFields: ['seats.host.leftAt', 'seats.guest.leftAt'],
  },
  "a renewal and freeing the guest's seat": {
    ...{ by: host, before: () => runningCall() },
    ...{ first: renew('host', HOST_SESSION), second: leave('guest', GUEST_SESSION) },
    timeFields: ['seats.host.renewedAt', 'seats.guest.leftAt'],
  },
  'leaving for the guest and freeing the seat': {
    ...{ by: host, before: () => runningCall() },
    ...{ first: leave('guest', GUEST_SESSION), second: { type: 'free' } },
    timeFields: [],
  },
  "freeing the guest's seat and taking it": {
    by: host,
    before: () => runningCall({ seats: guestLeft() }),
    first: { type: 'free' },
    second: offer('guest', 2),
    timeFields: ['seats.guest.renewedAt'],
  },
};

describe('two transitions in one write are refused, and accepted one after the other', () => {
  it.each(Object.entries(pairs))('%s', async (_, { by, before, first, second, timeFields }) => {
    const state = before();
    const writer = { uid: by.uid, now: Date.now() };
    const later = { ...writer, now: writer.now + MIN_ROUND_INTERVAL_MS };
    const after = applyTransition(applyTransition(state, first, writer), second, later);
    if (after === null) throw new Error('The model refuses one of them');
    const docId = state === null ? await countedDocId(by.uid) : await given(state);
    const both = {
      update: { name: `${ROOT}/calls/${docId}`, fields: toRestFields(storable(after)) as Fields },
      updateTransforms: timeFields.map((fieldPath) => ({ fieldPath, setToServerValue: 'REQUEST_TIME' })),
    };
    expect(await commitAs(by, both)).toBe('refused');
    expect(await commitAs(by, write(docId, by.uid, first))).toBe('accepted');
    await pass(docId, MIN_ROUND_INTERVAL_MS);
    expect(await commitAs(by, write(docId, by.uid, second))).toBe('accepted');
  });
});

describe.each(Object.entries(updates))('%s', (_, legal) => {
  it('is refused together with a write that is refused, of this or another call', async () => {
    const right = await legal.prepare();
    const name = `${ROOT}/${right.path}`;
    const wrongs = [
      { delete: name },
      { update: { name, fields: {} } },
      { update: { name, fields: { more: { nullValue: null } } }, updateMask: { fieldPaths: ['more'] } },
      {
        transform: {
          document: name,
          fieldTransforms: [{ fieldPath: 'createdAt', setToServerValue: 'REQUEST_TIME' }],
        },
      },
      { delete: `${ROOT}/calls/${await given(call())}` },
    ];
    for (const wrong of wrongs) expect(await commitAs(legal.by, wholeWrite(right), wrong)).toBe('refused');
    expect(await commitAs(legal.by, wholeWrite(right))).toBe('accepted');
  });

  it('is refused with any further transformation by the server', async () => {
    const right = await legal.prepare();
    const times = serverTimes(right.timeFields);
    const places = ['createdAt', 'expiresAt', 'schedule', 'schedule.endsAt', 'schedule.opensAt'];
    const others = serverTimes([...places, 'seats.host.uid', 'seats.guest.uid', 'more']);
    const more = [
      // Firestore takes no path and a path inside it in one write.
      ...others.filter(({ fieldPath }) => !right.timeFields.some((time) => time.startsWith(`${fieldPath}.`))),
      { fieldPath: 'version', increment: { integerValue: '1' } },
      { fieldPath: 'emptyTimeoutSeconds', increment: { integerValue: '1' } },
      { fieldPath: 'version', increment: { doubleValue: 0 } },
      { fieldPath: 'hostUid', removeAllFromArray: { values: [] } },
      { fieldPath: 'more', appendMissingElements: { values: [] } },
    ];
    for (const transform of more) {
      const wrong = { ...wholeWrite(right), updateTransforms: [...times, transform] };
      expect([transform, await commitAs(legal.by, wrong)]).toEqual([transform, 'refused']);
    }
    expect(await commitAs(legal.by, wholeWrite(right))).toBe('accepted');
  });

  it('is refused where there is no call', async () => {
    const right = await legal.prepare();
    expect(await commitAs(legal.by, wholeWrite({ ...right, path: `calls/${newDocId()}` }))).toBe('refused');
    expect(await commitAs(legal.by, wholeWrite(right))).toBe('accepted');
  });
});

const states: Record<string, () => CallDoc> = {
  'that nobody sits in': () => call(),
  'that both sit in': () => runningCall(),
  'that has ended': () =>
    call({ ended: { reason: 'host-ended', at: aMinuteAgo() }, expiresAt: expiryOfTombstone(Date.now()) }),
  'that has lapsed': () => call({ expiresAt: Date.now() - 1_000 }),
};

describe.each(Object.entries(states))('a call %s', (_, state) => {
  it('may be deleted by nobody but a server', async () => {
    const docId = await given(state());
    const deletion = { delete: `${ROOT}/calls/${docId}` };
    for (const person of [host, guest, stranger, nobody])
      expect(await commitAs(person, deletion)).toBe('refused');
    expect(await commitAs('admin', deletion)).toBe('accepted');
  });

  it('may not be created over', async () => {
    const fresh = await create.prepare();
    const over = { ...fresh, path: `calls/${await given(state())}` };
    expect(await commitAs(host, wholeWrite(over))).toBe('refused');
    expect(await commitAs(host, wholeWrite(fresh))).toBe('accepted');
  });
});

it('refuses a field deleted along with a transition', async () => {
  const docId = await given(runningCall());
  const right = write(docId, guest.uid, { type: 'leave', role: 'guest', session: GUEST_SESSION });
  const fields = [
    'version',
    'hostUid',
    'createdAt',
    'emptyTimeoutSeconds',
    'expiresAt',
    'round',
    'round.answer',
  ];
  for (const path of [...fields, 'ended', 'seats.host', 'seats.host.leftAt', 'seats.guest.uid']) {
    const mask = { fieldPaths: [...(right.updateMask?.fieldPaths ?? []), path] };
    expect([path, await commitAs(guest, { ...right, updateMask: mask })]).toEqual([path, 'refused']);
  }
  expect(await commitAs(guest, right)).toBe('accepted');
});

describe('the ID of a call', () => {
  const wrongs = [
    'a',
    'a'.repeat(16),
    'a'.repeat(21),
    'a'.repeat(23),
    ...[...'+.~ =é\n'].map((c) => 'a'.repeat(21) + c),
  ];

  it.each(wrongs)('is never %j, even when it has been counted', async (id) => {
    const fresh = await create.prepare();
    // No count that the rules accept names such an ID, either.
    await seedCount(stranger.uid, id);
    const counted = { ...fresh, fields: { ...fresh.fields, hostUid: { stringValue: stranger.uid } } };
    expect(await commitAs(stranger, wholeWrite({ ...counted, path: `calls/${id}` }))).toBe('refused');
    const right = newDocId();
    await seedCount(stranger.uid, right);
    expect(await commitAs(stranger, wholeWrite({ ...counted, path: `calls/${right}` }))).toBe('accepted');
  });
});
