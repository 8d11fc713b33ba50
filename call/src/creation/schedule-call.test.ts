import { deriveCallKeys, hashHostKey, openDetails } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { MemoryCallStore, MemoryDatabase } from '../testing/memory-call-store.ts';
import {
  type CallPlan,
  cancelCall,
  rescheduleCall,
  type SchedulingOptions,
  scheduleCall,
} from './schedule-call.ts';

const MINUTE = 60_000;

function planFrom(startsAt: number, changes: Partial<CallPlan> = {}): CallPlan {
  return {
    ...{ opensAt: startsAt - 5 * MINUTE, startsAt, endsAt: startsAt + 30 * MINUTE, admission: 'after-host' },
    ...{ title: 'Second reading', timeZone: 'Europe/Zurich' },
    ...changes,
  };
}

function person(uid: string, database: MemoryDatabase): SchedulingOptions & { store: MemoryCallStore } {
  return {
    store: new MemoryCallStore(database, uid),
    identity: { signIn: async () => uid },
    signal: new AbortController().signal,
  };
}

describe('a call arranged for later', () => {
  const database = new MemoryDatabase();
  const [host, other] = [person('host', database), person('other', database)];
  const tomorrow = planFrom(Date.now() + 24 * 60 * MINUTE);

  it('is stored with its window, its title sealed, and of its host key only the hash', async () => {
    const { id, hostKey } = await scheduleCall(host, tomorrow, 120);
    const keys = await deriveCallKeys(id);
    const call = database.calls.get(keys.docId);
    const { title, timeZone, ...window } = tomorrow;
    expect(call).toMatchObject({
      hostUid: 'host',
      emptyTimeoutSeconds: 120,
      expiresAt: tomorrow.endsAt,
      schedule: { ...window, revision: 0, hostKeyHash: await hashHostKey(hostKey) },
    });
    if (!call?.schedule) throw new Error('It is not there');
    expect(await openDetails(keys, call.schedule)).toEqual({ title, timeZone });
    const stored = JSON.stringify([...database.calls], (_, value) =>
      value instanceof Uint8Array ? String(value) : value,
    );
    for (const secret of [id, hostKey, title]) expect(stored).not.toContain(secret);
  });

  it('is moved by its host, with the same key and a title sealed anew', async () => {
    const { id, hostKey } = await scheduleCall(host, tomorrow);
    const later = planFrom(tomorrow.startsAt + 60 * MINUTE, { title: 'Third reading' });
    expect(await rescheduleCall(host, id, later)).toBe(1);
    expect(await rescheduleCall(host, id, later)).toBe(2);
    const keys = await deriveCallKeys(id);
    const schedule = database.calls.get(keys.docId)?.schedule;
    if (!schedule) throw new Error('It is not there');
    expect(schedule).toMatchObject({
      revision: 2,
      endsAt: later.endsAt,
      hostKeyHash: await hashHostKey(hostKey),
    });
    expect(await openDetails(keys, schedule)).toMatchObject({ title: 'Third reading' });
  });

  it('says of itself that a program has booked it, also once it was moved by whoever does not know that', async () => {
    const { id } = await scheduleCall(host, { ...tomorrow, isBooked: true });
    await rescheduleCall(host, id, planFrom(tomorrow.startsAt + 60 * MINUTE));
    const keys = await deriveCallKeys(id);
    const schedule = database.calls.get(keys.docId)?.schedule;
    if (!schedule) throw new Error('It is not there');
    expect(await openDetails(keys, schedule)).toMatchObject({ isBooked: true });
  });

  it('is called off before it starts, and says so until it would have ended', async () => {
    const { id } = await scheduleCall(host, tomorrow);
    await cancelCall(host, id, Date.now());
    const { docId } = await deriveCallKeys(id);
    expect(database.calls.get(docId)).toMatchObject({
      ended: { reason: 'cancelled' },
      expiresAt: tomorrow.endsAt,
    });
    await expect(rescheduleCall(host, id, tomorrow)).rejects.toMatchObject({ code: 'no-such-call' });
  });

  it('is ended when it has started', async () => {
    const { id } = await scheduleCall(host, planFrom(Date.now() - MINUTE));
    await cancelCall(host, id, Date.now());
    const { docId } = await deriveCallKeys(id);
    expect(database.calls.get(docId)?.ended).toMatchObject({ reason: 'host-ended' });
  });

  it('is for nobody else to change', async () => {
    const { id } = await scheduleCall(host, tomorrow);
    await expect(rescheduleCall(other, id, tomorrow)).rejects.toMatchObject({ code: 'not-host' });
    await expect(cancelCall(other, id, Date.now())).rejects.toMatchObject({ code: 'not-host' });
    expect(await rescheduleCall(host, id, tomorrow)).toBe(1);
  });

  it('is not made in the past', async () => {
    const past = planFrom(Date.now() - 60 * MINUTE);
    await expect(scheduleCall(host, past)).rejects.toMatchObject({ code: 'refused' });
  });
});
