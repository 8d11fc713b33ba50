/** What the server has said of a call's links: the site leads people where it says, so nobody else may say anything there. */
import { it } from 'vitest';
import { aRunningCall } from '../../protocol/src/testing/call-docs.ts';
import { create, end, offer, renew, reschedule } from './moves.ts';
import { countedDocId, given, guest, host, NEWLY_SEALED, newUser, startedSchedule, write } from './scene.ts';
import { commits, expectTries } from './tries.ts';

const bytes = (value: Uint8Array) => ({ bytesValue: Buffer.from(value).toString('base64') });
const OTHERS = { others: bytes(NEWLY_SEALED), nothing: { nullValue: null }, 'a text': { stringValue: 'x' } };

it.each([
  ['there are some', { links: Uint8Array.of(1, 2, 3) }],
  ['there are none', {}],
])('no part of a right write changes the settings of links, where %s', async (_, settings) => {
  const call = { ...aRunningCall({ schedule: startedSchedule() }), ...settings };
  const moves = [
    ['a sign of life', host, renew(call, 'host')],
    ['a sign of life', guest, renew(call, 'guest')],
    ['another round', host, offer(call, 'host')],
    ['another time', host, reschedule(call)],
    ['the end', host, end()],
  ] as const;
  for (const [name, by, move] of moves) {
    const right = async () => write(await given(call), by, move);
    const base = await right();
    const { fields } = base.update;
    const paths = base.updateMask?.fieldPaths ?? [];
    const withLinks = (what: string, value?: object) =>
      commits(`${name}, with ${what}`, by, {
        ...base,
        update: { ...base.update, fields: { ...fields, ...(value && { links: value }) } },
        updateMask: { fieldPaths: [...paths, 'links'] },
      });
    const gone = 'links' in settings ? [withLinks('them taken away')] : [];
    await expectTries({
      refused: [...Object.entries(OTHERS).map(([what, value]) => withLinks(what, value)), ...gone],
      accepted: [commits(name, by, await right())],
    });
  }
});

it('nobody begins a call with settings of links', async () => {
  const user = newUser();
  const right = write(await countedDocId(user.uid), user, create());
  const { fields } = right.update;
  const withLinks = (value: object) => ({
    ...right,
    update: { ...right.update, fields: { ...fields, links: value } },
  });
  await expectTries({
    refused: Object.entries(OTHERS).map(([what, value]) => commits(what, user, withLinks(value))),
    accepted: [commits('a call', user, right)],
  });
});
