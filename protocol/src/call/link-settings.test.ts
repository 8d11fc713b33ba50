import { expect, test } from 'vitest';
import type { CallId } from '../ids/call-id.ts';
import { deriveCallKeys } from '../ids/call-keys.ts';
import { seal } from '../ids/sealing.ts';
import { MAX_NAME_LENGTH, MAX_RETURN_URL_LENGTH, MAX_SEALED_LINKS_BYTES } from '../reading/limits.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import { openLinkSettings, parseReturnUrl, parseSealedLinks, sealLinkSettings } from './link-settings.ts';

const keys = await deriveCallKeys('7K3MD2P9XWQ4ZT8B1HVN' as CallId);
const sealAny = (value: unknown) =>
  seal(keys.sealingKey, { docId: keys.docId, kind: 'links', round: 0, index: 0 }, value);

test('What was decided for both links opens as it was sealed', async () => {
  const host = { displayName: 'Dr. Ada', returnUrl: 'https://booking.example/visits/7?a=b#c' };
  const settings = { host, guest: { skipLobby: true } };
  expect(await openLinkSettings(keys, await sealLinkSettings(keys, settings))).toEqual(settings);
});

test('The longest that can be decided is stored', async () => {
  const returnUrl = `https://a.example/?${'\\'.repeat(MAX_RETURN_URL_LENGTH - 19)}`;
  expect(parseReturnUrl(returnUrl)?.href).toHaveLength(MAX_RETURN_URL_LENGTH);
  const longest = {
    displayName: '\u3042'.repeat(MAX_NAME_LENGTH),
    returnUrl,
    skipLobby: true,
    language: 'en',
  };
  const links = await sealLinkSettings(keys, { host: longest, guest: longest });
  expect(links.length).toBeLessThanOrEqual(MAX_SEALED_LINKS_BYTES);
  expect(parseSealedLinks({ links })).toEqual({ links });
  const { language: _, ...known } = longest;
  expect(await openLinkSettings(keys, links)).toEqual({ host: known, guest: known });
});

test('What cannot be used is left out, and the rest holds', async () => {
  const host = {
    displayName: '\u202eAda\u0000',
    returnUrl: 'javascript:alert(1)',
    skipLobby: 'yes',
    more: 1,
  };
  const guest = { displayName: 7, returnUrl: ['https://a.example'], skipLobby: false };
  expect(await openLinkSettings(keys, await sealAny({ host, guest, more: 1 }))).toEqual({
    host: { displayName: 'Ada' },
    guest: {},
  });
});

test.each([[null], [{ host: {} }], [{ host: {}, guest: null }], [[]]])(
  '%j is nothing of the kind',
  async (value) => {
    await expect(openLinkSettings(keys, await sealAny(value))).rejects.toThrow(ProtocolError);
  },
);

test('Sealed for another call it does not open', async () => {
  const others = await deriveCallKeys('0A1B2C3D4E5F6G7H8J9K' as CallId);
  const sealed = await sealLinkSettings(others, { host: {}, guest: {} });
  const refusal = expect.objectContaining({ code: 'does-not-open' });
  await expect(openLinkSettings(keys, sealed)).rejects.toThrow(refusal);
});

test.each([
  [{}],
  [{ links: null }],
  [{ links: 'text' }],
  [{ links: new Uint8Array() }],
  [{ links: new Uint8Array(4_097) }],
])('A document of another form has none: %o', (fields) => expect(parseSealedLinks(fields)).toEqual({}));

test.each([
  ['https://booking.example', 'https://booking.example/'],
  ['HTTPS://Booking.Example/a b?c#d', 'https://booking.example/a%20b?c#d'],
  ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ['http://localhost:3000/x', 'http://localhost:3000/x'],
  ['http://127.0.0.1/', 'http://127.0.0.1/'],
])('%s is an address to go on to', (text, href) => expect(parseReturnUrl(text)?.href).toBe(href));

test.each([
  ['http://booking.example/'],
  ['http://localhost.booking.example/'],
  ['javascript:alert(1)'],
  ['data:text/html,x'],
  ['blob:https://booking.example/1'],
  ['//booking.example/'],
  ['/visits/7'],
  ['https://ada@booking.example/'],
  ['https://bank.example:secret@booking.example/'],
  ['https://'],
  [''],
  [`https://booking.example/${'x'.repeat(MAX_RETURN_URL_LENGTH)}`],
])('%s is none', (text) => expect(parseReturnUrl(text)).toBeUndefined());
