import {
  type CallTransition,
  type ChosenSchedule,
  type CreatorDoc,
  countCreation,
  createRandomId,
  dismissalMark,
  MAX_CANDIDATE_BATCHES,
  type Role,
  type Sitter,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { encodeCandidates, encodeCount, encodeTransition, type RestWrite } from './encode-transition.ts';

const ROOT = 'projects/demo-parley/databases/(default)/documents';
const DOC_ID = 'abcdefghijklmnopqrstuv';
const EXPIRES_AT = Date.UTC(2030, 0, 1, 2, 3, 4, 5);

const session = 'session-16-chars';
const sealed = new Uint8Array([1, 2, 3]);
const NULL = { nullValue: null };
const expiresAt = { timestampValue: '2030-01-01T02:03:04.005Z' };
const map = (fields: object) => ({ mapValue: { fields } });
const key = new Uint8Array([7, 8, 9]);
const sitter = (role: Role, changes: Partial<Sitter> = {}): Sitter => ({
  ...{ role, session, entered: true, key, expiresAt: EXPIRES_AT },
  ...changes,
});
const seat = map({
  uid: { stringValue: 'user' },
  session: { stringValue: session },
  entered: { booleanValue: true },
  key: { bytesValue: 'BwgJ' },
  leftAt: NULL,
});
const keylessOnlooker = map({
  uid: { stringValue: 'user' },
  session: { stringValue: session },
  entered: { booleanValue: false },
  leftAt: NULL,
});
const atRequestTime = (fieldPath: string) => [{ fieldPath, setToServerValue: 'REQUEST_TIME' } as const];

const schedule: ChosenSchedule = {
  revision: 0,
  opensAt: EXPIRES_AT - 5_400_000,
  startsAt: EXPIRES_AT - 3_600_000,
  endsAt: EXPIRES_AT,
  admission: 'after-host',
  details: sealed,
  hostKeyHash: new Uint8Array([4, 5, 6]),
};
const storedSchedule = map({
  revision: { integerValue: '0' },
  opensAt: { timestampValue: '2030-01-01T00:33:04.005Z' },
  startsAt: { timestampValue: '2030-01-01T01:03:04.005Z' },
  endsAt: expiresAt,
  admission: { stringValue: 'after-host' },
  details: { bytesValue: 'AQID' },
  hostKeyHash: { bytesValue: 'BAUG' },
});

/** A write, with the document's name left out. */
type GoldenWrite = Omit<RestWrite, 'update'> & { readonly fields: object };

/** Each transition, and the write that it becomes, to the letter. */
const WRITES: Readonly<Record<string, readonly [CallTransition, GoldenWrite]>> = {
  create: [
    { type: 'create', emptyTimeoutSeconds: 600, schedule: null, expiresAt: EXPIRES_AT },
    {
      fields: {
        version: { integerValue: '1' },
        hostUid: { stringValue: 'user' },
        emptyTimeoutSeconds: { integerValue: '600' },
        expiresAt,
        schedule: NULL,
        seats: map({ host: NULL, guest: NULL }),
        round: NULL,
        ended: NULL,
      },
      updateTransforms: atRequestTime('createdAt'),
      currentDocument: { exists: false },
    },
  ],
  'create, behind a door': [
    { type: 'create', emptyTimeoutSeconds: 600, schedule: null, hasDoor: true, expiresAt: EXPIRES_AT },
    {
      fields: {
        version: { integerValue: '2' },
        hostUid: { stringValue: 'user' },
        emptyTimeoutSeconds: { integerValue: '600' },
        expiresAt,
        schedule: NULL,
        seats: map({ host: NULL, guest: NULL }),
        round: NULL,
        ended: NULL,
        door: map({ admitted: NULL }),
      },
      updateTransforms: [...atRequestTime('createdAt'), ...atRequestTime('door.changedAt')],
      currentDocument: { exists: false },
    },
  ],
  admit: [
    {
      type: 'admit',
      sitter: sitter('host'),
      round: 1,
      offer: sealed,
      uid: 'another',
      knock: session,
      word: sealed,
    },
    {
      fields: {
        seats: map({ host: seat }),
        expiresAt,
        round: map({
          number: { integerValue: '1' },
          offerer: { stringValue: 'host' },
          offererSession: { stringValue: session },
          offer: { bytesValue: 'AQID' },
          answererSession: NULL,
          answer: NULL,
        }),
        door: map({ admitted: { stringValue: 'another' } }),
      },
      updateMask: { fieldPaths: ['seats.host', 'expiresAt', 'round', 'door.admitted'] },
      updateTransforms: [...atRequestTime('seats.host.renewedAt'), ...atRequestTime('door.changedAt')],
      currentDocument: { exists: true },
    },
  ],
  lock: [
    { type: 'lock', sitter: sitter('host'), admitted: null },
    {
      fields: {
        seats: map({ host: seat, guest: NULL }),
        expiresAt,
        version: { integerValue: '2' },
        door: map({ admitted: NULL }),
      },
      updateMask: { fieldPaths: ['seats.host', 'expiresAt', 'seats.guest', 'version', 'door'] },
      updateTransforms: [...atRequestTime('seats.host.renewedAt'), ...atRequestTime('door.changedAt')],
      currentDocument: { exists: true },
    },
  ],
  // What is named and not there is taken away.
  unlock: [
    { type: 'unlock', sitter: sitter('host') },
    {
      fields: { seats: map({ host: seat }), expiresAt, version: { integerValue: '1' } },
      updateMask: { fieldPaths: ['seats.host', 'expiresAt', 'version', 'door'] },
      updateTransforms: atRequestTime('seats.host.renewedAt'),
      currentDocument: { exists: true },
    },
  ],
  'offer, as host': [
    { type: 'offer', sitter: sitter('host'), round: 1, offer: sealed },
    {
      fields: {
        seats: map({ host: seat }),
        expiresAt,
        round: map({
          number: { integerValue: '1' },
          offerer: { stringValue: 'host' },
          offererSession: { stringValue: session },
          offer: { bytesValue: 'AQID' },
          answererSession: NULL,
          answer: NULL,
        }),
      },
      updateMask: { fieldPaths: ['seats.host', 'expiresAt', 'round'] },
      updateTransforms: atRequestTime('seats.host.renewedAt'),
      currentDocument: { exists: true },
    },
  ],
  'answer, as guest': [
    { type: 'answer', sitter: sitter('guest'), round: 7, answer: sealed },
    {
      fields: {
        seats: map({ guest: seat }),
        expiresAt,
        round: map({
          number: { integerValue: '7' },
          answererSession: { stringValue: session },
          answer: { bytesValue: 'AQID' },
        }),
      },
      updateMask: {
        fieldPaths: ['seats.guest', 'expiresAt', 'round.number', 'round.answererSession', 'round.answer'],
      },
      updateTransforms: atRequestTime('seats.guest.renewedAt'),
      currentDocument: { exists: true },
    },
  ],
  'renew, as guest': [
    { type: 'renew', sitter: sitter('guest') },
    {
      fields: { seats: map({ guest: seat }), expiresAt },
      updateMask: { fieldPaths: ['seats.guest', 'expiresAt'] },
      updateTransforms: atRequestTime('seats.guest.renewedAt'),
      currentDocument: { exists: true },
    },
  ],
  'renew, as one who only looks and has no key': [
    { type: 'renew', sitter: sitter('guest', { entered: false, key: null }) },
    {
      fields: { seats: map({ guest: keylessOnlooker }), expiresAt },
      updateMask: { fieldPaths: ['seats.guest', 'expiresAt'] },
      updateTransforms: atRequestTime('seats.guest.renewedAt'),
      currentDocument: { exists: true },
    },
  ],
  free: [
    { type: 'free' },
    {
      fields: { seats: map({ guest: NULL }) },
      updateMask: { fieldPaths: ['seats.guest'] },
      currentDocument: { exists: true },
    },
  ],
  dismiss: [
    { type: 'dismiss', uid: 'guest', admitted: null },
    {
      fields: { seats: map({ guest: NULL }), door: map({ admitted: NULL }) },
      updateMask: { fieldPaths: ['seats.guest', 'door.admitted'] },
      updateTransforms: [
        ...atRequestTime('door.changedAt'),
        ...atRequestTime(`dismissed.${dismissalMark('guest')}`),
      ],
      currentDocument: { exists: true },
    },
  ],
  'put out': [
    { type: 'put-out', admitted: null, round: { number: 3, answererSession: session } },
    {
      fields: {
        seats: map({ guest: NULL }),
        round: map({ number: { integerValue: '3' }, answererSession: { stringValue: session } }),
        version: { integerValue: '2' },
        door: map({ admitted: NULL }),
      },
      updateMask: { fieldPaths: ['seats.guest', 'round.number', 'round.answererSession', 'version', 'door'] },
      updateTransforms: atRequestTime('door.changedAt'),
      currentDocument: { exists: true },
    },
  ],
  'put out of a room': [
    { type: 'put-out', admitted: 'other', round: { number: 3, answererSession: null }, isRoom: true },
    {
      fields: {
        seats: map({ guest: NULL }),
        round: map({ number: { integerValue: '3' }, answererSession: NULL }),
        door: map({ admitted: { stringValue: 'other' } }),
      },
      updateMask: { fieldPaths: ['seats.guest', 'round.number', 'round.answererSession', 'door'] },
      updateTransforms: atRequestTime('door.changedAt'),
      currentDocument: { exists: true },
    },
  ],
  'leave, with somebody still there': [
    { type: 'leave', role: 'host', session },
    {
      fields: { seats: map({ host: map({ session: { stringValue: session } }) }) },
      updateMask: { fieldPaths: ['seats.host.session'] },
      updateTransforms: atRequestTime('seats.host.leftAt'),
      currentDocument: { exists: true },
    },
  ],
  'leave, as the last': [
    { type: 'leave', role: 'guest', session, expiresAt: EXPIRES_AT },
    {
      fields: { seats: map({ guest: map({ session: { stringValue: session } }) }), expiresAt },
      updateMask: { fieldPaths: ['seats.guest.session', 'expiresAt'] },
      updateTransforms: atRequestTime('seats.guest.leftAt'),
      currentDocument: { exists: true },
    },
  ],
  'create, scheduled': [
    { type: 'create', emptyTimeoutSeconds: 600, schedule, expiresAt: EXPIRES_AT },
    {
      fields: {
        version: { integerValue: '1' },
        hostUid: { stringValue: 'user' },
        emptyTimeoutSeconds: { integerValue: '600' },
        expiresAt,
        schedule: storedSchedule,
        seats: map({ host: NULL, guest: NULL }),
        round: NULL,
        ended: NULL,
      },
      updateTransforms: [...atRequestTime('createdAt'), ...atRequestTime('schedule.changedAt')],
      currentDocument: { exists: false },
    },
  ],
  'create a room': [
    {
      ...{ type: 'create', emptyTimeoutSeconds: 7_776_000, schedule: null, expiresAt: EXPIRES_AT },
      roomName: sealed,
    },
    {
      fields: {
        version: { integerValue: '3' },
        hostUid: { stringValue: 'user' },
        emptyTimeoutSeconds: { integerValue: '7776000' },
        expiresAt,
        schedule: NULL,
        seats: map({ host: NULL, guest: NULL }),
        round: NULL,
        ended: NULL,
        room: map({ name: { bytesValue: 'AQID' }, rounds: { integerValue: '0' } }),
      },
      updateTransforms: [...atRequestTime('createdAt'), ...atRequestTime('room.changedAt')],
      currentDocument: { exists: false },
    },
  ],
  rename: [
    { type: 'rename', roomName: sealed },
    {
      fields: { room: map({ name: { bytesValue: 'AQID' } }) },
      updateMask: { fieldPaths: ['room.name'] },
      updateTransforms: atRequestTime('room.changedAt'),
      currentDocument: { exists: true },
    },
  ],
  reschedule: [
    { type: 'reschedule', schedule },
    {
      fields: { schedule: storedSchedule, expiresAt },
      updateMask: { fieldPaths: ['schedule', 'expiresAt'] },
      updateTransforms: atRequestTime('schedule.changedAt'),
      currentDocument: { exists: true },
    },
  ],
  cancel: [
    { type: 'cancel', endsAt: EXPIRES_AT, hasDoor: false },
    {
      fields: {
        expiresAt,
        seats: map({ host: NULL, guest: NULL }),
        round: NULL,
        ended: map({ reason: { stringValue: 'cancelled' } }),
      },
      updateMask: { fieldPaths: ['expiresAt', 'seats', 'round', 'ended'] },
      updateTransforms: atRequestTime('ended.at'),
      currentDocument: { exists: true },
    },
  ],
  end: [
    { type: 'end', expiresAt: EXPIRES_AT, hasDoor: false },
    {
      fields: {
        expiresAt,
        seats: map({ host: NULL, guest: NULL }),
        round: NULL,
        ended: map({ reason: { stringValue: 'host-ended' } }),
      },
      updateMask: { fieldPaths: ['expiresAt', 'seats', 'round', 'ended'] },
      updateTransforms: atRequestTime('ended.at'),
      currentDocument: { exists: true },
    },
  ],
};

describe('a transition as one write', () => {
  it.each(Object.entries(WRITES))('%s', (_, [transition, { fields, ...rest }]) => {
    const write = encodeTransition(ROOT, DOC_ID, 'user', transition);
    expect(write).toEqual({ update: { name: `${ROOT}/calls/${DOC_ID}`, fields }, ...rest });
    expect(write).toStrictEqual(JSON.parse(JSON.stringify(write)));
  });

  it('every kind is among them', () => {
    const kinds: Record<CallTransition['type'], true> = {
      create: true,
      admit: true,
      lock: true,
      unlock: true,
      offer: true,
      answer: true,
      renew: true,
      leave: true,
      free: true,
      dismiss: true,
      'put-out': true,
      reschedule: true,
      rename: true,
      end: true,
      cancel: true,
    };
    const tested = Object.values(WRITES).map(([{ type }]) => type);
    expect(new Set(tested)).toEqual(new Set(Object.keys(kinds)));
  });

  it('an update writes no field that its mask does not name', () => {
    for (const [transition] of Object.values(WRITES)) {
      const { update, updateMask } = encodeTransition(ROOT, DOC_ID, 'user', transition);
      if (updateMask === undefined) continue;
      const named = new Set(updateMask.fieldPaths.map((path) => path.split('.')[0]));
      // What is named and not there is taken away.
      expect(Object.keys(update.fields).filter((name) => !named.has(name))).toEqual([]);
    }
  });
});

describe('the count that goes with a new call', () => {
  const name = `${ROOT}/creators/user`;
  const first: CreatorDoc = {
    since: EXPIRES_AT,
    count: 1,
    lastCall: DOC_ID,
    expiresAt: EXPIRES_AT + 3_660_000,
  };

  it('begins with the server’s time, whatever was there', () => {
    const count = countCreation(null, DOC_ID, EXPIRES_AT) as CreatorDoc;
    expect(count).toEqual(first);
    const write = {
      update: {
        name,
        fields: {
          count: { integerValue: '1' },
          lastCall: { stringValue: DOC_ID },
          expiresAt: { timestampValue: '2030-01-01T03:04:04.005Z' },
        },
      },
      updateTransforms: atRequestTime('since'),
    };
    expect(encodeCount(ROOT, 'user', null, count)).toEqual(write);
    const old = { ...first, since: EXPIRES_AT - 3_600_000 };
    expect(encodeCount(ROOT, 'user', old, countCreation(old, DOC_ID, EXPIRES_AT) as CreatorDoc)).toEqual(
      write,
    );
  });

  it('goes on without touching when it began', () => {
    const count = countCreation(first, 'another-call-of-22-chs', EXPIRES_AT + 3_599_999) as CreatorDoc;
    expect(encodeCount(ROOT, 'user', first, count)).toEqual({
      update: {
        name,
        fields: { count: { integerValue: '2' }, lastCall: { stringValue: 'another-call-of-22-chs' } },
      },
      updateMask: { fieldPaths: ['count', 'lastCall'] },
      currentDocument: { exists: true },
    });
  });
});

describe('a batch of candidates', () => {
  it.each([
    ['offer', 'offerCandidates'],
    ['answer', 'answerCandidates'],
  ] as const)('of the %s is a new document', (side, collection) => {
    const place = { docId: DOC_ID, side, round: 12, index: 3 };
    expect(encodeCandidates(ROOT, place, sealed, EXPIRES_AT)).toEqual({
      update: {
        name: `${ROOT}/calls/${DOC_ID}/${collection}/12-3`,
        fields: { round: { integerValue: '12' }, sealed: { bytesValue: 'AQID' }, expiresAt },
      },
      currentDocument: { exists: false },
    });
  });

  it.each([-1, 0.5, MAX_CANDIDATE_BATCHES])('has no place %d', (index) => {
    const place = { docId: createRandomId(), side: 'offer', round: 1, index } as const;
    expect(() => encodeCandidates(ROOT, place, sealed, EXPIRES_AT)).toThrow(RangeError);
  });
});
