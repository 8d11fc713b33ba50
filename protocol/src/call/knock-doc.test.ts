import { describe, expect, it } from 'vitest';
import { createCallId } from '../ids/call-id.ts';
import { deriveCallKeys } from '../ids/call-keys.ts';
import {
  MAX_NAME_LENGTH,
  MAX_SEALED_KNOCK_BYTES,
  MAX_WORD_LENGTH,
  SEAT_LEASE_MS,
} from '../reading/limits.ts';
import { aCall, aKnock, SEALED, SESSIONS, withDoor } from '../testing/call-docs.ts';
import { isWaiting, type KnockDoc, openKnock, openWord, sealKnock, sealWord } from './knock-doc.ts';
import { mayKnock, nextRingAt } from './knock-transitions.ts';

const ring = { session: SESSIONS.guest, rings: 2 };
const knockOf = async (keys: Awaited<ReturnType<typeof deriveCallKeys>>, name: string): Promise<KnockDoc> =>
  aKnock({ ...ring, sealed: await sealKnock(keys, ring, name) });

describe('a knock', () => {
  it('says a name to whoever has the link, for its own session and ring', async () => {
    const [keys, others] = await Promise.all([createCallId(), createCallId()].map(deriveCallKeys));
    if (keys === undefined || others === undefined) throw new Error('No keys');
    const knock = await knockOf(keys, ' Ada\u202e ');
    expect(await openKnock(keys, knock)).toBe('Ada');
    const wrongs = [
      () => openKnock(others, knock),
      () => openKnock(keys, { ...knock, rings: 3 }),
      () => openKnock(keys, { ...knock, session: SESSIONS.host }),
      () => openWord(keys, ring, knock.sealed),
    ];
    for (const open of wrongs) await expect(open()).rejects.toMatchObject({ name: 'ProtocolError' });
  });

  it('is answered with a word that opens for that ring alone', async () => {
    const keys = await deriveCallKeys(createCallId());
    const word = await sealWord(keys, ring, 'In a  minute');
    expect(await openWord(keys, ring, word)).toBe('In a minute');
    await expect(openWord(keys, { ...ring, rings: 1 }, word)).rejects.toMatchObject({
      code: 'does-not-open',
    });
  });

  it('fits its limit with the longest name, and with the longest word', async () => {
    const keys = await deriveCallKeys(createCallId());
    for (const character of ['"', '𝄞', '水']) {
      const name = await sealKnock(keys, ring, character.repeat(MAX_NAME_LENGTH));
      const word = await sealWord(keys, ring, character.repeat(MAX_WORD_LENGTH));
      expect(Math.max(name.length, word.length)).toBeLessThanOrEqual(MAX_SEALED_KNOCK_BYTES);
    }
  });

  it('waits while somebody stands there and was not told to come in or to go', () => {
    const now = Date.now();
    const reply = (answer: 'admitted' | 'one-moment' | 'declined') => ({
      reply: { answer, word: SEALED, at: now },
    });
    const waits = (changes: Partial<KnockDoc>) => isWaiting(aKnock({ renewedAt: now, ...changes }), now);
    expect([waits({}), waits(reply('one-moment'))]).toEqual([true, true]);
    expect([waits({ leftAt: now }), waits(reply('declined')), waits(reply('admitted'))]).toEqual([
      false,
      false,
      false,
    ]);
    expect([
      waits({ renewedAt: now - SEAT_LEASE_MS }),
      waits({ renewedAt: now - SEAT_LEASE_MS - 1 }),
    ]).toEqual([true, false]);
  });

  it('is not rung where one may walk in, nor more than a few times', () => {
    const now = Date.now();
    const may = (uid: string, admitted: string | null = null) =>
      mayKnock(aCall(withDoor(admitted)), { uid, now });
    expect([may('guest-user'), may('guest-user', 'somebody')]).toEqual([true, true]);
    expect([
      may('host-user'),
      may('guest-user', 'guest-user'),
      mayKnock(aCall(), { uid: 'guest-user', now }),
    ]).toEqual([...[false, false, false]]);
    expect([nextRingAt(null), nextRingAt(aKnock({ rings: 6 }))]).toEqual([0, undefined]);
    const declined = aKnock({ reply: { answer: 'declined', word: SEALED, at: now } });
    expect(nextRingAt(declined)).toBe(now + 30_000);
  });
});
