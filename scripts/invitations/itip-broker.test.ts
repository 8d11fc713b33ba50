/**
 * Invitations as a calendar server takes them: by the broker of sabre/vobject, where there is one. `SABRE_VOBJECT` names its
 * `autoload.php`, as `composer require sabre/vobject` writes it.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CalendarMethod, createCalendarFile } from '../../invitation/src/calendar-file.ts';
import type { Invitation } from '../../invitation/src/invitation.ts';
import {
  ADA,
  BOB,
  createInvitation,
  HOSTILE_TEXTS,
  JOIN_URL,
} from '../../invitation/src/testing/invitations.ts';

const SCRIPT = join(import.meta.dirname, 'itip-broker.php');
const autoload = process.env.SABRE_VOBJECT;

interface Stored {
  readonly problems: readonly string[];
  readonly uid: string | null;
  readonly sequence: number | null;
  readonly start: string | null;
  readonly status: string | null;
  readonly location: string | null;
  readonly sends: readonly string[];
}

/** What becomes of these files in the calendar of `owner`, one after another. */
function receive(owner: string, ...files: readonly string[]): readonly Stored[] {
  const input = JSON.stringify({ owner: `mailto:${owner}`, files });
  const { status, stdout, stderr } = spawnSync('php', [SCRIPT, autoload ?? ''], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`php: ${stderr || stdout}`);
  return JSON.parse(stdout);
}

const MINUTE_MS = 60_000;
const invited = (changes: Partial<Invitation> = {}) =>
  createInvitation({ host: ADA, guest: BOB, ...changes });
const file = (method: CalendarMethod, changes: Partial<Invitation> = {}) =>
  createCalendarFile(invited(changes), method);
const later = { startsAt: invited().startsAt + 30 * MINUTE_MS, endsAt: invited().endsAt + 30 * MINUTE_MS };

describe('a calendar server', () => {
  test('puts an invitation into the guest’s calendar, moves it and takes it out', ({ skip }) => {
    if (autoload === undefined)
      return skip('sabre/vobject is not here: SABRE_VOBJECT names its autoload.php');
    const uid = `${invited().id}@parley`;
    const [asked, moved, again, cancelled] = receive(
      BOB.email,
      file('REQUEST'),
      file('REQUEST', { ...later, revision: 2 }),
      file('REQUEST', { ...later, revision: 2 }),
      file('CANCEL', { ...later, revision: 3 }),
    );
    expect(asked).toMatchObject({
      problems: [],
      uid,
      sequence: 0,
      start: '20260329T013000Z',
      location: JOIN_URL,
    });
    expect(moved).toMatchObject({ problems: [], uid, sequence: 2, start: '20260329T020000Z' });
    expect(again).toMatchObject({ uid, sequence: 2, start: '20260329T020000Z' });
    expect(cancelled).toMatchObject({ problems: [], uid, sequence: 3, status: 'CANCELLED' });
  });

  test('sends nothing on to anybody when the host stores their own file, new, moved or cancelled', ({
    skip,
  }) => {
    if (autoload === undefined)
      return skip('sabre/vobject is not here: SABRE_VOBJECT names its autoload.php');
    const isForHost = { isForHost: true } as const;
    const stored = receive(
      ADA.email,
      file('PUBLISH', isForHost),
      file('PUBLISH', { ...isForHost, ...later, revision: 1 }),
      file('CANCEL', { ...isForHost, ...later, revision: 2 }),
    );
    for (const { sends, problems } of stored) expect([sends, problems]).toEqual([[], []]);
    // Its twin with an attendee would be sent on, the host's link and all.
    const twin = file('REQUEST').replace('METHOD:REQUEST', 'METHOD:PUBLISH');
    expect(receive(ADA.email, twin)[0]?.sends).toEqual([`REQUEST to mailto:${BOB.email}`]);
  });

  test('takes the entry of a former guest out, and has another for whoever comes instead', ({ skip }) => {
    if (autoload === undefined)
      return skip('sabre/vobject is not here: SABRE_VOBJECT names its autoload.php');
    const [, taken] = receive(BOB.email, file('REQUEST'), file('CANCEL', { revision: 1 }));
    expect(taken).toMatchObject({ status: 'CANCELLED' });
    // What is not in a calendar cannot be taken out of it.
    expect(receive('eve@elsewhere.example', file('CANCEL', { revision: 1 }))[0]?.uid).toBeNull();
  });

  test('reads one entry, whatever somebody has written', ({ skip }) => {
    if (autoload === undefined)
      return skip('sabre/vobject is not here: SABRE_VOBJECT names its autoload.php');
    for (const title of HOSTILE_TEXTS) {
      const host = { ...ADA, name: title };
      const [asked] = receive(BOB.email, file('REQUEST', { title, description: title, host }));
      expect(asked).toMatchObject({ problems: [], start: '20260329T013000Z', location: JOIN_URL });
    }
  });
});
