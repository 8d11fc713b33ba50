import { Timestamp } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { readCallVersion } from './call-version.ts';

const at = (time: number) => Timestamp.fromMillis(time);
const schedule = {
  revision: 2,
  opensAt: at(1),
  startsAt: at(2),
  endsAt: at(3),
  admission: 'after-host',
  details: Buffer.of(7),
  hostKeyHash: Buffer.alloc(32),
  changedAt: at(1),
};
const fields = {
  version: 1,
  hostUid: 'ada',
  createdAt: at(0),
  expiresAt: at(3),
  schedule,
  seats: { host: { uid: 'ada', session: 's', renewedAt: at(1), leftAt: null }, guest: null },
  round: { number: 1, offer: Buffer.of(1), answer: null },
  ended: null,
};

describe('a version of a call', () => {
  test('is read as it is stored', () => {
    expect(readCallVersion(fields)).toEqual({
      createdAt: 0,
      schedule: {
        revision: 2,
        opensAt: 1,
        startsAt: 2,
        endsAt: 3,
        admission: 'after-host',
        details: Uint8Array.of(7),
      },
      seats: { host: { session: 's', renewedAt: 1, leftAt: null }, guest: null },
      isAnswered: false,
      ended: null,
      expiresAt: 3,
    });
  });

  test('has an answer, somebody who left, and an end, when it has', () => {
    const version = readCallVersion({
      ...fields,
      seats: { host: null, guest: { uid: 'bob', session: 't', renewedAt: at(1), leftAt: at(2) } },
      round: { ...fields.round, answer: Buffer.of(2) },
      ended: { reason: 'cancelled', at: at(9) },
    });
    expect(version).toMatchObject({
      seats: { guest: { leftAt: 2 } },
      isAnswered: true,
      ended: { reason: 'cancelled', at: 9 },
    });
  });

  test('is nobody’s business when it is one of now, or none', () => {
    expect(readCallVersion({ ...fields, schedule: null })).toBeNull();
    expect(readCallVersion(undefined)).toBeNull();
  });

  test('without its times is a bug that is heard of', () => {
    expect(() => readCallVersion({ ...fields, expiresAt: 3 })).toThrow('no timestamp');
  });
});
