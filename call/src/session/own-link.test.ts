import { type CallId, deriveCallKeys, type LinkSettings, sealLinkSettings } from '@parley/protocol';
import { expect, test } from 'vitest';
import { aCall, UIDS } from '../../../protocol/src/testing/call-docs.ts';
import { OwnLinkReader } from './own-link.ts';

const keys = await deriveCallKeys('7K3MD2P9XWQ4ZT8B1HVN' as CallId);
const settings = { host: { displayName: 'Ada' }, guest: { displayName: 'Grace' } };
const links = await sealLinkSettings(keys, settings);

function reader(uid: string, hasHostKey = false) {
  const told: LinkSettings[] = [];
  const ignored: unknown[] = [];
  const own = new OwnLinkReader({
    ...{ keys, uid, hasHostKey },
    onChange: (link) => told.push(link),
    onIgnored: (cause) => ignored.push(cause),
  });
  return { own, told, ignored };
}

test.each([
  ['who is the host', UIDS.host, false, settings.host],
  ['who came by the host link', 'newcomer', true, settings.host],
  ['who came by the join link', 'newcomer', false, settings.guest],
])('Somebody %s has what was decided for that link', async (_, uid, hasHostKey, expected) => {
  const { own, told } = reader(uid, hasHostKey);
  await own.update({ ...aCall(), links });
  // The same once more is no news.
  await own.update({ ...aCall(), links: Uint8Array.from(links) });
  expect(told).toEqual([expected]);
});

test('Where nothing was decided, or what was does not open, there is nothing', async () => {
  const { own, told, ignored } = reader('newcomer');
  await own.update(aCall());
  expect([told, ignored.length]).toEqual([[{}], 0]);
  await own.update({ ...aCall(), links: Uint8Array.of(1, 2, 3) });
  expect([told, ignored.length]).toEqual([[{}, {}], 1]);
});

test('What is decided anew holds, and what comes late does not', async () => {
  const { own, told } = reader('newcomer');
  const later = await sealLinkSettings(keys, { host: {}, guest: { skipLobby: true } });
  await Promise.all([own.update({ ...aCall(), links }), own.update({ ...aCall(), links: later })]);
  expect(told).toEqual([{ skipLobby: true }]);
});
