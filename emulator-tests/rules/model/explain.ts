/**
 * The reference that the rules are held against: a write is right if and only if the document that it leaves is what
 * one of protocol's transitions makes of the document before. No rule is repeated here.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  type Admission,
  applyTransition,
  type CallDoc,
  type CallTransition,
  type ChosenSchedule,
  parseCallDoc,
  ROLES,
  type Writer,
} from '@parley/protocol';
import { toRestFields } from '../../../call/src/firebase/firestore-value.ts';
import { type AnyValue, type FieldPath, type Fields, valueAt, withValue } from '../document-tree.ts';
import { storable } from '../scene.ts';

/** @param before `retired`: there is none, and there must not be another */
export function explain(
  before: Fields | 'retired' | null,
  after: Fields,
  writer: Writer,
): CallTransition | undefined {
  const call = typeof before === 'string' ? before : before && toCall(before);
  return candidatesFor(after, call).find((transition) => {
    const result = applyTransition(call, transition, writer);
    return (
      result !== null &&
      isDeepStrictEqual(toRestFields(storable(result)), explicit(after)) &&
      isLeftUnsaid(typeof before === 'string' ? null : before, after, transition)
    );
  });
}

const ENTERED = ROLES.map((role) => [role, `seats.${role}.entered`] as const);

/** A page of before says nothing of having entered, which means that it has. */
function explicit(fields: Fields): Fields {
  return ENTERED.reduce((all, [role, path]) => {
    const seat = valueAt(all, `seats.${role}`);
    const isUnsaid = seat !== undefined && 'mapValue' in seat && valueAt(all, path) === undefined;
    return isUnsaid ? withValue(all, path, { booleanValue: true }) : all;
  }, fields);
}

/** What means the same is still a change, unless it is by whoever sits down there. */
function isLeftUnsaid(before: Fields | null, after: Fields, transition: CallTransition): boolean {
  return ENTERED.every(([role, path]) => {
    const isSatIn = 'sitter' in transition && transition.sitter.role === role;
    const isEmptied = 'nullValue' in (valueAt(after, `seats.${role}`) ?? {});
    if (before === null || isSatIn || isEmptied) return true;
    return isDeepStrictEqual(valueAt(before, path), valueAt(after, path));
  });
}

export function toCall(fields: Fields): CallDoc {
  return parseCallDoc(toPlain({ mapValue: { fields } }));
}

/** Every transition that could have left this document, told by what it says. */
function candidatesFor(after: Fields, call: CallDoc | 'retired' | null): CallTransition[] {
  const text = (path: FieldPath) => read(after, path, 'stringValue') as string | undefined;
  const whole = (path: FieldPath) => Number(read(after, path, 'integerValue') ?? Number.NaN);
  const bytes = (path: FieldPath) => Buffer.from(String(read(after, path, 'bytesValue') ?? ''), 'base64');
  const time = (path: FieldPath) => Date.parse(String(read(after, path, 'timestampValue')));
  const expiresAt = time('expiresAt');
  const schedule: ChosenSchedule | null =
    valueAt(after, 'schedule.endsAt') === undefined
      ? null
      : {
          revision: whole('schedule.revision'),
          opensAt: time('schedule.opensAt'),
          startsAt: time('schedule.startsAt'),
          endsAt: time('schedule.endsAt'),
          admission: text('schedule.admission') as Admission,
          details: bytes('schedule.details'),
          hostKeyHash: bytes('schedule.hostKeyHash'),
        };
  const round = whole('round.number');
  const hasRoom = valueAt(after, 'room') !== undefined;
  const isRoom = hasRoom ? { isRoom: true as const } : {};
  const created = {
    ...({ type: 'create', emptyTimeoutSeconds: whole('emptyTimeoutSeconds'), schedule, expiresAt } as const),
    ...(hasRoom && { roomName: bytes('room.name') }),
  };
  return (['host', 'guest'] as const)
    .flatMap((role): CallTransition[] => {
      const session = text(`seats.${role}.session`) ?? '';
      // Pages of before say neither.
      const entered = (read(after, `seats.${role}.entered`, 'booleanValue') ?? true) as boolean;
      const key = valueAt(after, `seats.${role}.key`) === undefined ? null : bytes(`seats.${role}.key`);
      const linked = valueAt(after, `seats.${role}.linked`) === undefined ? {} : ({ linked: true } as const);
      const sitter = { role, session, entered, ...linked, key, expiresAt };
      return [
        { type: 'offer', sitter, round, offer: bytes('round.offer') },
        { type: 'answer', sitter, round, answer: bytes('round.answer') },
        { type: 'renew', sitter },
        {
          type: 'admit',
          sitter,
          round,
          offer: bytes('round.offer'),
          uid: text('door.admitted') ?? '',
          knock: '',
          word: new Uint8Array(1),
        },
        { type: 'lock', sitter, admitted: text('door.admitted') ?? null, ...isRoom },
        { type: 'unlock', sitter, ...isRoom },
        { type: 'leave', role, session },
        { type: 'leave', role, session, expiresAt },
      ];
    })
    .concat(
      created,
      { ...created, hasDoor: true },
      hasRoom ? { type: 'rename', roomName: bytes('room.name') } : [],
      schedule === null ? [] : { type: 'reschedule', schedule },
      { type: 'free' },
      // Of whom it is is not to be seen in what is left.
      typeof call === 'string' || !call?.seats.guest
        ? []
        : {
            ...{ type: 'dismiss', uid: call.seats.guest.uid },
            ...(valueAt(after, 'door') !== undefined && { admitted: text('door.admitted') ?? null }),
          },
      {
        ...{ type: 'put-out', admitted: text('door.admitted') ?? null },
        ...{ round: { number: round, answererSession: text('round.answererSession') ?? null }, ...isRoom },
      },
      [false, true].flatMap((hasDoor): CallTransition[] => [
        { type: 'end', expiresAt, hasDoor },
        { type: 'cancel', endsAt: expiresAt, hasDoor },
      ]),
    )
    .filter(
      (transition) => !Number.isNaN(expiresAt) || !('sitter' in transition || 'expiresAt' in transition),
    );
}

function read(fields: Fields, path: FieldPath, type: string): unknown {
  const value = valueAt(fields, path);
  return value !== undefined && type in value ? (value as Record<string, unknown>)[type] : undefined;
}

function toPlain(value: AnyValue): unknown {
  if ('mapValue' in value) {
    return Object.fromEntries(
      Object.entries(value.mapValue.fields).map(([key, field]) => [key, toPlain(field)]),
    );
  }
  if ('timestampValue' in value) return Date.parse(value.timestampValue);
  if ('bytesValue' in value) return new Uint8Array(Buffer.from(value.bytesValue, 'base64'));
  if ('integerValue' in value) return Number(value.integerValue);
  return Object.values(value)[0];
}
