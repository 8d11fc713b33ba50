/** Other ways than creating it, or its host key, to be the host of a call, or whoever sits there: there are none. */
import { it } from 'vitest';
import { aCall, aRunningCall, aSchedule } from '../../protocol/src/testing/call-docs.ts';
import type { AnyValue } from './document-tree.ts';
import { creation, wholeWrite } from './legal-writes.ts';
import { end, map, offer, patch, renew, reschedule } from './moves.ts';
import type { Person } from './rest-firestore.ts';
import { batch, given, guest, host, startedSchedule, stranger, type User, write } from './scene.ts';
import { commits, expectTries } from './tries.ts';

it('claims that one gives oneself make nobody another', async () => {
  const fresh = wholeWrite(await creation.prepare());
  const docId = await given(aRunningCall());
  const next = write(docId, host, offer(aRunningCall(), 'host'));
  const claims = [
    ...[{ admin: true }, { role: 'owner' }, { user_id: host.uid }],
    { email: host.uid, email_verified: true },
  ];
  const tries = (by: User, claims: object) => {
    const person: Person = { ...by, claims };
    return [
      commits(`a new call, ${JSON.stringify(claims)}`, person, fresh),
      commits(`candidates, ${JSON.stringify(claims)}`, person, batch(docId, 'offer')),
      commits(`the host’s seat, ${JSON.stringify(claims)}`, person, next),
    ];
  };
  await expectTries({
    refused: claims.flatMap((made) => tries(stranger, made)),
    accepted: tries(host, { admin: true }),
  });
});

it('a seat in one call is no key to another', async () => {
  const own = await given(aRunningCall());
  const foreign = await given(
    aRunningCall({ hostUid: stranger.uid, host: { uid: stranger.uid }, guest: { uid: 'x' } }),
  );
  await expectTries({
    refused: [
      commits('candidates', host, batch(foreign, 'offer')),
      commits('both candidates', host, batch(own, 'offer'), batch(foreign, 'offer')),
      commits('the end', host, write(foreign, host, end())),
      commits('the next round', host, write(foreign, host, offer(aRunningCall(), 'host'))),
    ],
    accepted: [commits('candidates', host, batch(own, 'offer'))],
  });
});

const hashOf = (bytes: Uint8Array): AnyValue => ({ bytesValue: Buffer.from(bytes).toString('base64') });

it('the hash of the host key, which every reader knows, opens no seat', async () => {
  const schedule = aSchedule();
  const free = await given(aCall({ schedule }));
  const right = write(free, guest, offer(aCall({ schedule }), 'host'));
  const [hash, uid] = [hashOf(schedule.hostKeyHash), { stringValue: guest.uid }];
  const withMore = (what: string, fields: Record<string, AnyValue>, ...paths: string[]) =>
    commits(what, guest, {
      ...right,
      update: { ...right.update, fields: { ...right.update.fields, ...fields } },
      updateMask: { fieldPaths: [...(right.updateMask?.fieldPaths ?? []), ...paths] },
    });
  const again = { schedule: map({ hostKeyHash: hash }) };
  await expectTries({
    refused: [
      commits('the free seat', guest, right),
      withMore('with the hash beside it', { hostKeyHash: hash }, 'hostKeyHash'),
      withMore('with the key’s place', { hostKey: hash }, 'hostKey'),
      withMore('as the host', { hostUid: uid }, 'hostUid'),
      withMore('with the same hash again', again, 'schedule.hostKeyHash'),
      commits('as the host, alone', guest, patch(free, { hostUid: uid }, 'hostUid')),
      commits(
        'as the host, with the hash again',
        guest,
        patch(free, { hostUid: uid, ...again }, 'hostUid', 'schedule.hostKeyHash'),
      ),
    ],
    accepted: [commits('the host', host, write(free, host, offer(aCall({ schedule }), 'host')))],
  });
});

it('another hash of a host key is the host’s to write, with a new revision', async () => {
  const before = aRunningCall({ schedule: startedSchedule() });
  const docId = await given(before);
  const hostKeyHash = new Uint8Array(32).fill(1);
  const mine = { schedule: map({ hostKeyHash: hashOf(hostKeyHash) }) };
  const renewed = write(docId, guest, renew(before, 'guest'));
  const moved = (by: User) => commits('moved', by, write(docId, by, reschedule(before, { hostKeyHash })));
  await expectTries({
    refused: [
      ...[guest, stranger].map(moved),
      ...[host, guest, stranger].map((by) =>
        commits('alone', by, patch(docId, mine, 'schedule.hostKeyHash')),
      ),
      commits('with a renewal', guest, {
        ...renewed,
        update: { ...renewed.update, fields: { ...renewed.update.fields, ...mine } },
        updateMask: { fieldPaths: [...(renewed.updateMask?.fieldPaths ?? []), 'schedule.hostKeyHash'] },
      }),
    ],
    accepted: [commits('a renewal', guest, renewed), moved(host)],
  });
});
