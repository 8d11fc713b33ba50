/** Attacks 43, 44 and 78 to 82: creating more calls than one user may. */
import {
  CREATION_WINDOW_MS,
  CREATORS,
  type CreatorDoc,
  MAX_CALLS_PER_CREATION_WINDOW,
} from '@parley/protocol';
import { toRestFields } from '../../../web/src/firebase/firestore-value.ts';
import type { AnyValue, Fields } from '../document-tree.ts';
import { serverTimes, wholeWrite } from '../legal-writes.ts';
import { type Person, ROOT, seed } from '../rest-firestore.ts';
import { count, MINUTE_MS, newDocId, storableCount } from '../scene.ts';
import { type Attack, commits } from './attack.ts';
import { blindly, creation } from './moves.ts';

const FULL = MAX_CALLS_PER_CREATION_WINDOW;

const newUser = () => ({ uid: `creator-${newDocId()}` });
const pathOf = ({ uid }: { uid: string }) => `${CREATORS}/${uid}`;

/** A user who has created as much already. */
async function userWith(before: CreatorDoc | null): Promise<{ uid: string }> {
  const user = newUser();
  if (before !== null) await seed(pathOf(user), storableCount(before));
  return user;
}

const counting = (user: { uid: string }, after: CreatorDoc, timeFields: readonly string[] = []) =>
  wholeWrite({ path: pathOf(user), fields: toRestFields(storableCount(after)) as Fields, timeFields });

const creating = (user: { uid: string }, docId: string) => blindly(docId, user.uid, creation());

const next = (before: CreatorDoc, changes: Partial<CreatorDoc> = {}): CreatorDoc => ({
  ...before,
  count: before.count + 1,
  lastCall: newDocId(),
  ...changes,
});

/** A new call with its count, in one commit. */
const both = (what: string, by: { uid: string }, after: CreatorDoc, timeFields: readonly string[] = []) =>
  commits(what, by, counting(by, after, timeFields), creating(by, after.lastCall));

export const creators: readonly Attack[] = [
  {
    number: 43,
    name: 'setting back one’s own count before its window is over',
    async prepare() {
      const before = count({ count: FULL - 1 });
      const [user, later] = [
        await userWith(before),
        await userWith(count({ count: FULL, since: Date.now() - CREATION_WINDOW_MS })),
      ];
      const fresh = () => count({ since: Date.now() });
      return {
        refused: [
          both('begun anew', user, fresh(), ['since']),
          both('begun anew by one’s own clock', user, fresh()),
          both('with the count kept', user, { ...fresh(), count: FULL }, ['since']),
          ...[1, 0, -1, FULL - 2, FULL - 1].map((number) =>
            both(`counted as ${number}`, user, next(before, { count: number })),
          ),
          both(
            'a window that began before',
            user,
            next(before, { since: before.since - CREATION_WINDOW_MS }),
          ),
          both('a window that is to begin', user, next(before, { since: Date.now() + CREATION_WINDOW_MS })),
          both('a first window that is to begin', newUser(), count({ since: Date.now() + 10_000 })),
          both('a first window that began before', newUser(), count({ since: Date.now() - 10_000 })),
          both('gone sooner', user, next(before, { expiresAt: Date.now() + MINUTE_MS })),
          both('kept for ever', user, next(before, { expiresAt: Date.parse('9999-01-01') })),
        ],
        accepted: [
          both('one more', user, next(before)),
          both('anew, after its window', later, fresh(), ['since']),
        ],
      };
    },
  },
  {
    number: 44,
    name: 'more new calls than one user may create',
    async prepare() {
      const before = count({ count: FULL });
      const user = await userWith(before);
      const almost = count({ count: FULL - 1 });
      const other = await userWith(almost);
      const again = next(before, { count: FULL });
      const last = next(almost);
      return {
        refused: [
          both('one too many', user, next(before)),
          both('many too many', user, next(before, { count: 1_000 })),
          both('the last again', user, again),
          commits('uncounted', user, creating(user, newDocId())),
        ],
        accepted: [both('the last', other, last)],
      };
    },
  },
  {
    number: 78,
    name: 'creating a call that nobody counted, or that was counted as another',
    async prepare() {
      const before = count();
      const [first, user] = [newUser(), await userWith(before)];
      const [docId, other] = [newDocId(), newDocId()];
      const after = next(before, { lastCall: docId });
      const begun = count({ since: Date.now() });
      return {
        refused: [
          commits('no count at all', first, creating(first, docId)),
          commits('the count of the last', user, creating(user, docId)),
          commits('counted as another', user, counting(user, after), creating(user, other)),
          commits(
            'counted in part',
            user,
            { ...counting(user, after), updateMask: { fieldPaths: ['lastCall'] } },
            creating(user, docId),
          ),
        ],
        accepted: [both('counted', user, after), both('counted for the first time', first, begun, ['since'])],
      };
    },
  },
  {
    number: 79,
    name: 'two calls on one count',
    async prepare() {
      const before = count();
      const user = await userWith(before);
      const one = next(before);
      const two = next(one);
      const calls = [one, two].map(({ lastCall }) => creating(user, lastCall)) as [object, object];
      return {
        refused: [
          commits('in one commit', user, counting(user, one), ...calls),
          commits('the other first', user, ...calls, counting(user, one)),
          commits('counted as two', user, counting(user, { ...two, count: before.count + 2 }), ...calls),
          commits(
            'counted twice in one commit',
            user,
            counting(user, one),
            calls[0],
            counting(user, two),
            calls[1],
          ),
        ],
        accepted: [
          commits('one', user, counting(user, one), calls[0]),
          commits('and the other', user, counting(user, two), calls[1]),
        ],
      };
    },
  },
  {
    number: 80,
    name: 'another user’s count: filled, or used for calls of one’s own',
    async prepare() {
      const before = count();
      const [victim, thief, friend] = [await userWith(before), newUser(), await userWith(before)];
      const after = next(before);
      const begun = count({ since: Date.now() });
      const stolen = creating(thief, after.lastCall);
      const thieves: Person[] = [thief, friend, { uid: `${victim.uid}0` }, null];
      return {
        refused: [
          ...thieves.flatMap((by) => [
            commits('one more', by, counting(victim, after)),
            commits('filled', by, counting(victim, { ...after, count: FULL })),
            commits(
              'with a call of the victim',
              by,
              counting(victim, after),
              creating(victim, after.lastCall),
            ),
          ]),
          commits('with a call of one’s own', thief, counting(victim, after), stolen),
          commits('a first one for somebody', thief, counting(newUser(), begun, ['since'])),
          commits('counted by nobody', thief, stolen),
        ],
        accepted: [
          commits('by oneself', victim, counting(victim, after), creating(victim, after.lastCall)),
          both('one’s own', thief, begun, ['since']),
        ],
      };
    },
  },
  {
    number: 81,
    name: 'a count with a fraction, of another kind, or with more in it',
    async prepare() {
      const before = count();
      const user = await userWith(before);
      const after = next(before);
      const fields = toRestFields(storableCount(after)) as Fields;
      const first = newUser();
      const begun = count({ since: Date.now() });
      const begunFields = toRestFields(storableCount(begun)) as Fields;
      const written = (
        by: { uid: string },
        all: Fields,
        docId: string,
        timeFields: readonly string[] = [],
      ) => [
        { update: { name: `${ROOT}/${pathOf(by)}`, fields: all }, updateTransforms: serverTimes(timeFields) },
        creating(by, docId),
      ];
      const number: AnyValue[] = [
        ...[2, 1.5, 0.1, -1].map((doubleValue) => ({ doubleValue })),
        { doubleValue: 'NaN' as unknown as number },
        { doubleValue: '-Infinity' as unknown as number },
        { stringValue: '2' },
        { nullValue: null },
      ];
      return {
        refused: [
          ...number.map((other) =>
            commits(
              JSON.stringify(other),
              user,
              ...written(user, { ...fields, count: other }, after.lastCall),
            ),
          ),
          ...[{ doubleValue: 1 }, { doubleValue: 0.5 }].map((other) =>
            commits(
              `at first ${JSON.stringify(other)}`,
              first,
              ...written(first, { ...begunFields, count: other }, begun.lastCall, ['since']),
            ),
          ),
          commits(
            'one field more',
            user,
            ...written(user, { ...fields, more: { nullValue: null } }, after.lastCall),
          ),
          ...Object.keys(fields).map((key) => {
            const { [key]: _left, ...rest } = fields;
            return commits(`without ${key}`, user, ...written(user, rest, after.lastCall));
          }),
        ],
        accepted: [
          commits('as it should be', user, ...written(user, fields, after.lastCall)),
          commits('at first', first, ...written(first, begunFields, begun.lastCall, ['since'])),
        ],
      };
    },
  },
  {
    number: 82,
    name: 'deleting one’s count, or emptying it',
    async prepare() {
      const before = count({ count: FULL });
      const user = await userWith(before);
      const other = await userWith(count({ count: FULL - 1 }));
      const name = `${ROOT}/${pathOf(user)}`;
      const begun = count({ since: Date.now() });
      return {
        refused: [
          commits('deleted', user, { delete: name }),
          commits('deleted and begun', user, { delete: name }, counting(user, begun, ['since'])),
          commits(
            'deleted, begun, created',
            user,
            { delete: name },
            counting(user, begun, ['since']),
            creating(user, begun.lastCall),
          ),
          commits('emptied', user, { update: { name, fields: {} } }),
          commits('emptied in part', user, {
            update: { name, fields: {} },
            updateMask: { fieldPaths: ['count'] },
          }),
          commits('deleted by another', other, { delete: name }),
        ],
        accepted: [
          // So a server that deletes it before its window is over gives its user another twenty: it waits a minute more.
          commits('deleted by a server', 'admin', { delete: name }),
          both('and begun', user, begun, ['since']),
        ],
      };
    },
  },
];
