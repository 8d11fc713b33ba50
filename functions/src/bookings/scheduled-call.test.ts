import { ProtocolError } from '@parley/protocol';
import { Timestamp } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { readScheduledCall } from './scheduled-call.ts';
import { createScheduledCall } from './testing/scheduled-calls.ts';

const at = (time: number) => Timestamp.fromMillis(time);
const { schedule, createdAt, expiresAt, ...plain } = createScheduledCall();
const session = 'AAAAAAAAAAAAAAAA';
const fields = {
  ...plain,
  createdAt: at(createdAt),
  expiresAt: at(expiresAt),
  schedule: {
    ...schedule,
    opensAt: at(schedule.opensAt),
    startsAt: at(schedule.startsAt),
    endsAt: at(schedule.endsAt),
    changedAt: at(schedule.changedAt),
    details: Buffer.from(schedule.details),
    hostKeyHash: Buffer.from(schedule.hostKeyHash),
  },
};

describe('a version of a call', () => {
  test('is read as it is stored', () => {
    expect(readScheduledCall(fields)).toEqual(createScheduledCall());
  });

  test('has an answer, somebody who left, and an end, when it has', () => {
    const round = { number: 1, offerer: 'host', offererSession: session, offer: Buffer.of(1) };
    const call = readScheduledCall({
      ...fields,
      seats: { host: null, guest: { uid: 'bob', session, renewedAt: at(1), leftAt: at(2) } },
      round: { ...round, answererSession: session, answer: Buffer.of(2) },
      ended: { reason: 'cancelled', at: at(9) },
    });
    expect(call).toMatchObject({
      seats: { host: null, guest: { renewedAt: 1, leftAt: 2 } },
      round: { answer: Uint8Array.of(2) },
      ended: { reason: 'cancelled', at: 9 },
    });
  });

  test('is nobody’s business when it is one of now, or none', () => {
    expect(readScheduledCall({ ...fields, schedule: null })).toBeNull();
    expect(readScheduledCall(undefined)).toBeNull();
  });

  test('that cannot be read is heard of', () => {
    expect(() => readScheduledCall({ ...fields, expiresAt: 'soon' })).toThrow(ProtocolError);
    expect(() => readScheduledCall({ ...fields, version: 4 })).toThrow(
      expect.objectContaining({ code: 'newer' }),
    );
  });
});
