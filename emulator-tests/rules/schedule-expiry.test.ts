/** When a scheduled call is to lapse: exactly at its end until the two have met, and about when anybody's call would after. */
import { type CallDoc, CLOCK_TOLERANCE_MS, type Schedule } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { answer, leavingLast, offer, renewal, sitting } from './attacks/moves.ts';
import { promptly, within, without } from './promptly.ts';
import type { Outcome } from './rest-firestore.ts';
import {
  GUEST_SESSION,
  guest,
  HOST_SESSION,
  host,
  MINUTE_MS,
  onceMet,
  openSchedule,
  runningAtTime,
  startedSchedule,
  waitingAtTime,
  waitingCall,
  whenEmpty,
  whileSeated,
  writing,
} from './scene.ts';

/** Each writes an `expiresAt` that is this far from what is right. */
type Expiring = (schedule: Schedule, offset: number) => Promise<Outcome>;

const onceTheyHaveMet: Record<string, Expiring> = {
  'an answer': (schedule, offset) =>
    writing(guest, waitingAtTime(schedule), (before) =>
      sitting(answer('guest', 1), { expiresAt: whileSeated(Date.now(), before) + offset }),
    ),
  'a renewal': (schedule, offset) =>
    writing(guest, runningAtTime(schedule), (before) =>
      renewal('guest', GUEST_SESSION, whileSeated(Date.now(), before) + offset),
    ),
  'leaving as the last': (schedule, offset) =>
    writing(host, onceMet(schedule), (before) =>
      leavingLast('host', HOST_SESSION, whenEmpty(Date.now(), before) + offset),
    ),
};

const beforeTheyMeet: Record<string, Expiring> = {
  'an offer': ({ endsAt }, offset) =>
    writing(host, onceMet(startedSchedule({ endsAt })), () =>
      sitting(offer('host', 2), { expiresAt: endsAt + offset }),
    ),
  'a renewal by the one who has come': ({ endsAt }, offset) =>
    writing(host, alone(startedSchedule({ endsAt })), () => renewal('host', HOST_SESSION, endsAt + offset)),
  'a renewal when the guest’s seat was freed': ({ endsAt }, offset) => {
    const { seats, ...before } = onceMet(startedSchedule({ endsAt }));
    return writing(host, { ...before, seats: { ...seats, guest: null } }, () =>
      renewal('host', HOST_SESSION, endsAt + offset),
    );
  },
  'leaving as the only one who has come': ({ endsAt }, offset) =>
    writing(host, alone(startedSchedule({ endsAt })), () =>
      leavingLast('host', HOST_SESSION, endsAt + offset),
    ),
};

/** Only the host has come, and it was to lapse before its end. */
function alone(schedule: Schedule): CallDoc {
  return waitingCall({ schedule, expiresAt: schedule.endsAt - MINUTE_MS });
}

describe.each(Object.entries(onceTheyHaveMet))('%s', (_, expiring) => {
  const started = () => startedSchedule();

  it.each(within)('may expect a call that has started to lapse %i ms from what is right', async (offset) => {
    expect(await promptly(() => expiring(started(), offset))).toBe('accepted');
  });

  it.each(without)('may not expect it %i ms from what is right', async (offset) => {
    expect(await promptly(() => expiring(started(), offset))).toBe('refused');
  });

  it('lets a call end with its schedule, not after, just before it ends', async () => {
    const ending = () => startedSchedule({ endsAt: Date.now() + 5 * MINUTE_MS });
    for (const offset of [-CLOCK_TOLERANCE_MS, -1, 0])
      expect([offset, await expiring(ending(), offset)]).toEqual([offset, 'accepted']);
    for (const offset of [-CLOCK_TOLERANCE_MS - 1, 1, CLOCK_TOLERANCE_MS])
      expect([offset, await expiring(ending(), offset)]).toEqual([offset, 'refused']);
  });
});

const exactly: Record<string, Expiring> = {
  ...beforeTheyMeet,
  ...Object.fromEntries(
    Object.entries(onceTheyHaveMet).map(([what, expiring]): [string, Expiring] => [
      `${what}, before it starts`,
      (_, offset) => expiring(openSchedule(), offset),
    ]),
  ),
};

describe.each(Object.entries(exactly))('%s', (_, expiring) => {
  it('leaves a scheduled call its very end: no time is taken from it, and none added', async () => {
    const { endsAt } = startedSchedule();
    for (const offset of [-45 * MINUTE_MS, -CLOCK_TOLERANCE_MS, -1, 1, CLOCK_TOLERANCE_MS])
      expect([offset, await expiring(startedSchedule({ endsAt }), offset)]).toEqual([offset, 'refused']);
    expect(await expiring(startedSchedule({ endsAt }), 0)).toBe('accepted');
  });
});
