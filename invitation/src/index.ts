export * from './calendar-file.ts';
export * from './calendar-links.ts';
export type { Invitation, Invitee } from './invitation.ts';
export * from './time-zone.ts';
export * from './zoned-time.ts';
