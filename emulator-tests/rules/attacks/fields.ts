/** Attacks 27 to 33 and 38 to 42: documents of another shape, and other ways to write them. */
import { type AnyValue, type FieldPath, pathsIn, typeOf, valueAt, withValue } from '../document-tree.ts';
import {
  changed,
  create,
  type LegalWrite,
  legalWrites,
  mayBeUnsaid,
  serverTimes,
  updates,
  type WholeDocument,
  wholeWrite,
} from '../legal-writes.ts';
import { type Person, ROOT } from '../rest-firestore.ts';
import { GUEST_SESSION, given, guest, host, newDocId, runningCall, stranger } from '../scene.ts';
import { type Attack, commits, type Inapplicable, spoiling, type Tries } from './attack.ts';
import { map } from './by-hand.ts';
import { batchFor, blindly, leaving, offer } from './moves.ts';

const instead = (right: WholeDocument, path: FieldPath, value: AnyValue | undefined): object =>
  wholeWrite(changed(right, path, value));

/** At every path of every write: each of these. */
const everywhere = (
  values: Record<string, AnyValue>,
  isThere: (value: AnyValue, path: FieldPath) => boolean,
) =>
  spoiling(legalWrites, (right) =>
    pathsIn(right.fields)
      .filter((path) => isThere(valueAt(right.fields, path) as AnyValue, path))
      .flatMap((path) =>
        Object.entries(values).map(
          ([what, value]) => [`${path}: ${what}`, instead(right, path, value)] as const,
        ),
      ),
  );

const text = (length: number): AnyValue => ({ stringValue: 'a'.repeat(length) });
const list = (...values: AnyValue[]): AnyValue => ({ arrayValue: { values } });
/** As deep as Firestore takes it. */
const deepMap = (depth: number): AnyValue => (depth === 0 ? map({}) : map({ a: deepMap(depth - 1) }));

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const movedTo = (right: WholeDocument, id: string) =>
  wholeWrite({ ...right, path: [...right.path.split('/').slice(0, -1), id].join('/') });

/** Writes that make a document of their own. */
const creations = Object.fromEntries(
  Object.entries(legalWrites).filter(([name]) => name.startsWith('a new') || name.includes('candidates')),
);

const claims = (by: { uid: string }, more: object): Person => ({ ...by, claims: more });

export const fields: readonly (Attack | Inapplicable)[] = [
  {
    number: 27,
    name: 'one field more, anywhere',
    prepare: () =>
      spoiling(legalWrites, (right) => {
        const maps = pathsIn(right.fields).filter(
          (path) => typeOf(valueAt(right.fields, path) as AnyValue) === 'mapValue',
        );
        return ['', ...maps.map((path) => `${path}.`)].map(
          (inside) => [`${inside}more`, instead(right, `${inside}more`, { nullValue: null })] as const,
        );
      }),
  },
  {
    number: 28,
    name: 'one field less, anywhere',
    prepare: () =>
      spoiling(legalWrites, (right) => {
        const unsaid = mayBeUnsaid(right);
        return pathsIn(right.fields)
          .filter((path) => !unsaid.includes(path))
          .map((path) => [`without ${path}`, instead(right, path, undefined)] as const);
      }),
  },
  {
    number: 29,
    name: 'each field of another type, not a number and infinity among them',
    async prepare() {
      const offering = updates['the next offer'] as LegalWrite;
      const sessions = await spoiling({ 'both sessions': offering }, (right) =>
        [{ integerValue: '1' }, { nullValue: null }, { bytesValue: 'AAAAAAAAAAAAAAAAAAAAAA==' }, list()].map(
          (value) => {
            const fields = withValue(right.fields, 'seats.guest.session', value);
            const wrong = { ...right, fields: withValue(fields, 'round.offererSession', value) };
            return [typeOf(value), wholeWrite(wrong)] as const;
          },
        ),
      );
      const others: Record<string, AnyValue> = {
        'not a number': { doubleValue: 'NaN' as unknown as number },
        infinity: { doubleValue: 'Infinity' as unknown as number },
        'a reference': { referenceValue: `${ROOT}/calls/${newDocId()}` },
        true: { booleanValue: true },
      };
      const each = await everywhere(others, (value) => typeOf(value) !== 'booleanValue');
      return {
        refused: [...sessions.refused, ...each.refused],
        accepted: [...sessions.accepted, ...each.accepted],
      };
    },
  },
  {
    number: 30,
    name: 'texts of 100 kB and bytes of a megabyte',
    prepare: () =>
      spoiling(legalWrites, (right) =>
        pathsIn(right.fields).flatMap((path) => {
          const type = typeOf(valueAt(right.fields, path) as AnyValue);
          if (type === 'stringValue') return [[path, instead(right, path, text(100_000))] as const];
          const bytes = { bytesValue: Buffer.alloc(900_000).toString('base64') };
          return type === 'bytesValue' ? [[path, instead(right, path, bytes)] as const] : [];
        }),
      ),
  },
  {
    number: 31,
    name: 'lists, long ones, of numbers and of maps',
    prepare: () =>
      everywhere(
        {
          'of numbers': list({ integerValue: '1' }, { doubleValue: 1.5 }),
          'of maps': list(map({}), map({ a: text(1) })),
          long: list(...Array.from({ length: 300 }, () => text(1))),
        },
        (_, path) => !path.includes('.'),
      ),
  },
  {
    number: 32,
    name: 'a map in a map in a map',
    prepare: () =>
      everywhere(
        {
          deep: deepMap(15),
          wide: map(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`a${i}`, text(1)]))),
        },
        (_, path) => !path.includes('.'),
      ),
  },
  {
    number: 33,
    name: 'document IDs of another form',
    prepare: () =>
      spoiling(creations, (right) => {
        const id = idOf(right.path);
        const wrongs = [
          'a',
          id.slice(1),
          `${id}a`,
          `${id}é`,
          `.${id.slice(1)}`,
          `${id.slice(1)}.`,
          `_${id}_`,
        ];
        return [...wrongs, `%2F${id}`, '\u202e1-0', '1-0\u200b', 'a'.repeat(1_000)].map(
          (wrong) => [JSON.stringify(wrong), movedTo(right, wrong)] as const,
        );
      }),
  },
  {
    number: 38,
    name: 'merging, and deleting fields by leaving them out of a mask’s document',
    prepare: () =>
      spoiling(updates, (right) =>
        [
          'hostUid',
          'createdAt',
          'emptyTimeoutSeconds',
          'expiresAt',
          'version',
          'ended',
          'schedule',
          'seats',
        ].map((path) => {
          const wrong = instead(right, path, undefined);
          return [
            `${path} deleted`,
            { ...wrong, updateMask: { fieldPaths: Object.keys(right.fields) } },
          ] as const;
        }),
      ),
  },
  {
    number: 39,
    name: 'paths with dots: into a map, and as the name of a field',
    async prepare() {
      const docId = await given(runningCall());
      const right = blindly(docId, guest.uid, leaving('guest', GUEST_SESSION));
      const mask = right.updateMask?.fieldPaths ?? [];
      const also = (path: string, at: Record<string, AnyValue>) =>
        commits(path, guest, {
          ...right,
          update: { ...right.update, fields: { ...right.update.fields, ...at } },
          updateMask: { fieldPaths: [...mask, path] },
        });
      const uid: AnyValue = { stringValue: guest.uid };
      return {
        refused: [
          also('`seats.host`', { 'seats.host': uid }),
          also('`seats.guest.leftAt`', { 'seats.guest.leftAt': uid }),
          also('hostUid.x', { hostUid: map({ x: uid }) }),
          also('round.offer.x', { round: map({ offer: map({ x: uid }) }) }),
          also('round.more', { round: map({ more: uid }) }),
          also('`__more`', { __more: uid }),
        ],
        accepted: [commits('without', guest, right)],
      };
    },
  },
  {
    number: 40,
    name: 'the server’s own changes to what is fixed: times, increments, lists',
    prepare: () =>
      spoiling(updates, (right) => {
        const transforms: object[] = [
          { fieldPath: 'createdAt', setToServerValue: 'REQUEST_TIME' },
          { fieldPath: 'expiresAt', setToServerValue: 'REQUEST_TIME' },
          { fieldPath: 'hostUid', setToServerValue: 'REQUEST_TIME' },
          { fieldPath: 'emptyTimeoutSeconds', increment: { integerValue: '1' } },
          { fieldPath: 'emptyTimeoutSeconds', maximum: { integerValue: '86400' } },
          { fieldPath: 'version', minimum: { integerValue: '0' } },
          { fieldPath: 'schedule.revision', increment: { integerValue: '1' } },
          { fieldPath: 'schedule.endsAt', setToServerValue: 'REQUEST_TIME' },
          { fieldPath: 'round.number', increment: { integerValue: '1' } },
          { fieldPath: 'hostUid', appendMissingElements: { values: [{ stringValue: 'a' }] } },
          { fieldPath: 'hostUid', removeAllFromArray: { values: [] } },
        ];
        return transforms.map((more) => {
          const updateTransforms = [...serverTimes(right.timeFields), more];
          return [JSON.stringify(more), { ...wholeWrite(right), updateTransforms }] as const;
        });
      }),
  },
  {
    number: 41,
    name: 'claims that one gives oneself',
    async prepare() {
      const fresh = wholeWrite(await create.prepare());
      const docId = await given(runningCall());
      const more = [
        { admin: true },
        { role: 'owner' },
        { user_id: host.uid },
        { email: host.uid, email_verified: true },
      ];
      const tries = (by: { uid: string }): Tries['refused'] =>
        more.flatMap((made) => [
          commits(`a call for another, ${JSON.stringify(made)}`, claims(by, made), fresh),
          commits(
            `another’s seat, ${JSON.stringify(made)}`,
            claims(by, made),
            blindly(docId, host.uid, offer('host', 2)),
          ),
          commits(`candidates, ${JSON.stringify(made)}`, claims(by, made), batchFor(docId, 'offer')),
        ]);
      return {
        refused: tries(stranger),
        accepted: [
          commits('a call', claims(host, { admin: true }), fresh),
          commits('candidates', host, batchFor(docId, 'offer')),
          commits('a seat', host, blindly(docId, host.uid, offer('host', 2))),
        ],
      };
    },
  },
  {
    number: 42,
    name: 'a token that is old or of a provider that is off',
    reason:
      'Firebase checks tokens before any rule sees them, and emulators take every token: only production can tell',
  },
];
