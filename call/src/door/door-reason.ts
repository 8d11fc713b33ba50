/**
 * Why one is not inside: one has not rung; the ring is on its way, or does not get through and is tried again; it is refused, as
 * before a call that was moved, and is tried again; the host was asked; has said that it takes a moment; has turned one away for now;
 * one has rung as often as one may; or one has rung in another tab since; or one was inside, and the host has asked one to leave, or, while
 * one heard nothing, has let in somebody else or shut the door.
 */
export const DOOR_REASONS = [
  'at-door',
  'ringing',
  'unheard',
  'knock-refused',
  'rung',
  'one-moment',
  'declined',
  'rung-enough',
  'rung-elsewhere',
  'put-out',
] as const;

/** One of {@link DOOR_REASONS}. */
export type DoorReason = (typeof DOOR_REASONS)[number];

const TURNED_AWAY: readonly string[] = [
  'declined',
  'rung-enough',
  'rung-elsewhere',
  'put-out',
] satisfies readonly DoorReason[];

/** Whether one stays outside until one asks again, and does not ring by oneself. @param reason of whatever keeps one outside */
export function isTurnedAway(reason: string): boolean {
  return TURNED_AWAY.includes(reason);
}
