import { expect, test } from 'vitest';
import { createSessionKeys, derivePairKey } from '../call/session-keys.ts';
import { createCallId } from '../ids/call-id.ts';
import { CALL_DOC_ID_PATTERN } from '../ids/call-keys.ts';
import { openSpokenKnock, openSpokenReply, sealSpokenKnock, sealSpokenReply } from './spoken-doc.ts';
import { deriveSpokenKeys, STRETCHING_ITERATIONS } from './spoken-keys.ts';

const WORDS = ['abacus', 'zoom', 'kinship', 'childless'];

test('The same words lead to the same place, in every version of this program', async () => {
  const [one, other] = await Promise.all([deriveSpokenKeys(WORDS), deriveSpokenKeys([...WORDS])]);
  expect(one).toEqual(other);
  expect(one.docId).toMatch(CALL_DOC_ID_PATTERN);
  expect(one.docId).toBe('mfSQvDLhmRGc8u65vPxSAw');
});

test('Other words, or the same in another order, lead elsewhere', async () => {
  const others = [
    ['zoom', 'abacus', 'kinship', 'childless'],
    [...WORDS.slice(0, 3), 'subject'],
  ];
  const keys = await Promise.all([WORDS, ...others].map(deriveSpokenKeys));
  expect(new Set(keys.map(({ docId }) => docId)).size).toBe(3);
  expect(new Set(keys.map(({ pairingSecret }) => pairingSecret.join())).size).toBe(3);
});

test('Each try costs what OWASP asks of PBKDF2 with SHA-256, or more', () => {
  expect(STRETCHING_ITERATIONS).toBeGreaterThanOrEqual(600_000);
});

/** The two pages, and what each makes of the words and of the other's key. */
async function pair(guestWords = WORDS) {
  const [host, guest, hostWords, typed] = await Promise.all([
    createSessionKeys(),
    createSessionKeys(),
    deriveSpokenKeys(WORDS),
    deriveSpokenKeys(guestWords),
  ]);
  return {
    docId: hostWords.docId,
    hostKey: await derivePairKey(hostWords, 'host', host, guest.publicKey),
    guestKey: await derivePairKey({ ...typed, docId: hostWords.docId }, 'guest', guest, host.publicKey),
    /** Has the words and both public keys, and no private one. */
    strangerKey: await derivePairKey(hostWords, 'guest', await createSessionKeys(), host.publicKey),
  };
}

test('The name and the answers are read by the two pages, and not by whoever has the words alone', async () => {
  const { docId, hostKey, guestKey, strangerKey } = await pair();
  const knock = await sealSpokenKnock(guestKey, docId, ' Ada ');
  expect(await openSpokenKnock(hostKey, docId, knock)).toBe('Ada');
  await expect(openSpokenKnock(strangerKey, docId, knock)).rejects.toMatchObject({ code: 'does-not-open' });
  const id = createCallId();
  for (const reply of [
    { answer: 'admitted', id },
    { answer: 'declined', word: 'Tomorrow' },
    { answer: 'one-moment', word: '' },
  ] as const) {
    const sealed = await sealSpokenReply(hostKey, docId, reply);
    expect(await openSpokenReply(guestKey, docId, sealed)).toEqual(reply);
    await expect(openSpokenReply(strangerKey, docId, sealed)).rejects.toMatchObject({
      code: 'does-not-open',
    });
    await expect(openSpokenKnock(guestKey, docId, sealed)).rejects.toMatchObject({ code: 'does-not-open' });
  }
});

test('Whoever stands between the two without the words opens nothing', async () => {
  const { docId, hostKey, guestKey } = await pair([...WORDS.slice(0, 3), 'subject']);
  const knock = await sealSpokenKnock(guestKey, docId, 'Ada');
  await expect(openSpokenKnock(hostKey, docId, knock)).rejects.toMatchObject({ code: 'does-not-open' });
});
