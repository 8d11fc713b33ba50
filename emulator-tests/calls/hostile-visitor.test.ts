/** Whoever waits at the door of a call that two others are in, with a program of their own: what they read, and what they write. */
import {
  ANSWER_CANDIDATES,
  type CallTransition,
  deriveCallKeys,
  KNOCK_ANSWERS,
  KNOCKS,
  OFFER_CANDIDATES,
  parseCallAddress,
} from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toCall } from '../rules/model/explain.ts';
import {
  admit,
  answer,
  cancel,
  dismiss,
  end,
  free,
  leave,
  lock,
  offer,
  patch,
  putOut,
  rename,
  renew,
  reply,
  reschedule,
  unlock,
} from '../rules/moves.ts';
import { ROOT, readFields } from '../rules/rest-firestore.ts';
import { batch, knockWrite, type User, write } from '../rules/scene.ts';
import { acceptedOf, asks, commits, gets, type Try } from '../rules/tries.ts';
import { readDocument, readEverything } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { openAll } from './opened-signals.ts';
import { type Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** @returns those who have knocked there */
async function usersAtDoor(docId: string): Promise<User[]> {
  const names = (await readEverything()).map(({ name }) => name);
  const place = `/calls/${docId}/${KNOCKS}/`;
  return names.filter((name) => name.includes(place)).map((name) => ({ uid: name.split('/').at(-1) ?? '' }));
}

it('reads nothing but their own knock, opens nothing, and gets none of the writes through that they forge', () =>
  withPerson(browser, (host) =>
    withPerson(browser, (ada) =>
      withPerson(browser, async (alan) => {
        await host.startCall({ hasDoor: true });
        await host.enter('Grace');
        const url = host.page.url();
        const keys = await deriveCallKeys(parseCallAddress(url).id);
        const { docId } = keys;
        await knockAt(url, alan, 'Alan');
        const [hostile] = await usersAtDoor(docId);
        if (hostile === undefined) throw new Error('Nobody is at the door');
        await knockAt(url, ada, 'Ada');
        await host.atDoor('Let in: Ada').click();
        await seeAndHearEachOther(host, ada);
        const guest = (await usersAtDoor(docId)).find(({ uid }) => uid !== hostile.uid);
        if (guest === undefined) throw new Error('Ada is nowhere');

        const path = `calls/${docId}`;
        const own = `${path}/${KNOCKS}/${hostile.uid}`;
        const documents = (await readEverything()).filter(({ name }) => name.includes(docId));
        const paths = documents.map(({ name }) => name.slice(name.indexOf(path)));
        expect(paths).toEqual(expect.arrayContaining([path, own, `${path}/${KNOCKS}/${guest.uid}`]));
        // There or not.
        const batches = [OFFER_CANDIDATES, ANSWER_CANDIDATES].map((name) => `${path}/${name}/1-0`);
        const all = [...new Set([...paths, ...batches, `${path}/${KNOCKS}/nobody`])];
        const lists = [KNOCKS, OFFER_CANDIDATES, ANSWER_CANDIDATES].map((collectionId) =>
          asks(hostile, `/${path}:runQuery`, {
            structuredQuery: { from: [{ collectionId }], limit: 20 },
          }),
        );
        const read = await acceptedOf([...all.map((one) => gets(hostile, one)), ...lists]);
        expect(read).toEqual([`${own} read by ${hostile.uid}`]);
        // Nor would all that there is.
        expect(await openAll(documents, keys)).toBe('[]');

        const before = await readFields(path);
        expect(await acceptedOf(await forgeries(docId, hostile, guest))).toEqual([]);
        expect(withoutTimes(await readFields(path))).toEqual(withoutTimes(before));
        await seeAndHearEachOther(host, ada);
        // What they may write goes through by the same way, and is all that the host sees of them.
        expect(await acceptedOf([await goesAway(docId, hostile, hostile)])).toHaveLength(1);
        await host.atDoor('Not now: Alan').waitFor({ state: 'detached' });
      }),
    ),
  ));

async function knockAt(url: string, person: Person, name: string): Promise<void> {
  await person.openLink(url);
  await person.knock(name);
}

/** The page that knocked, by its own word. */
async function sessionOf(docId: string, { uid }: User): Promise<string> {
  return String((await readDocument(`calls/${docId}/${KNOCKS}/${uid}`)).session);
}

async function goesAway(docId: string, by: User, knocker: User): Promise<Try> {
  const leave = { type: 'leave', session: await sessionOf(docId, knocker) } as const;
  return commits(`${knocker.uid} goes away`, by, knockWrite(docId, knocker, leave));
}

/** Every transition of the call as it is, as itself and as the host and the guest would make it; and what belongs to others. */
async function forgeries(docId: string, by: User, guest: User): Promise<Try[]> {
  const call = toCall((await readFields(`calls/${docId}`)) ?? {});
  const round = call.round?.number ?? 0;
  const sessions = { host: call.seats.host?.session, guest: call.seats.guest?.session };
  const roles = ['host', 'guest'] as const;
  const seats = roles.flatMap((role): CallTransition[] => [
    offer(call, role),
    answer(call, role),
    renew(call, role),
    renew(call, role, { session: sessions[role] ?? '' }),
    leave(role, sessions[role]),
  ]);
  const transitions: CallTransition[] = [
    ...seats,
    ...[admit(call), admit(call, { uid: by.uid }), lock(call, { admitted: by.uid }), unlock(call)],
    ...[
      free,
      dismiss(call),
      putOut(call),
      rename(),
      reschedule(call),
      end(),
      end(call),
      cancel(call, { endsAt: Date.now() + 600_000 }),
    ],
  ];
  const others = [guest, by].map(async (knocker) => {
    const session = await sessionOf(docId, knocker);
    return [
      ...KNOCK_ANSWERS.map((answer) =>
        commits(`${answer} to ${knocker.uid}`, by, knockWrite(docId, knocker, reply({ answer, session }))),
      ),
      commits(`${knocker.uid} deleted`, by, { delete: `${ROOT}/calls/${docId}/${KNOCKS}/${knocker.uid}` }),
    ];
  });
  return [
    ...transitions.map((transition, index) =>
      commits(`${index}: ${transition.type}`, by, write(docId, by, transition)),
    ),
    ...(['offer', 'answer'] as const).map((side) =>
      commits(`candidates of the ${side}`, by, batch(docId, side, { round, index: 9 })),
    ),
    ...(await Promise.all(others)).flat(),
    await goesAway(docId, by, guest),
    commits('the door', by, patch(docId, {}, 'door')),
    commits('who is let in', by, patch(docId, { door: admitting(by) }, 'door.admitted')),
    commits('the call deleted', by, { delete: `${ROOT}/calls/${docId}` }),
  ];
}

const admitting = ({ uid }: User) => ({ mapValue: { fields: { admitted: { stringValue: uid } } } });

/** The two who are in it give signs of life meanwhile. */
function withoutTimes(fields: object | null): unknown {
  return JSON.parse(JSON.stringify(fields).replaceAll(/"timestampValue":"[^"]*"/g, '"timestampValue":""'));
}
