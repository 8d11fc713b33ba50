/** Attacks 66, 70 and 73 to 77: on when a call takes place, and who may say so. */
import { createCallId, deriveCallKeys, openDetails, sealDetails } from '@parley/protocol';
import type { AnyValue } from '../document-tree.ts';
import { changed, updates, wholeWrite } from '../legal-writes.ts';
import type { Outcome } from '../rest-firestore.ts';
import {
  aMinuteAgo,
  call,
  closedSchedule,
  given,
  guest,
  host,
  MINUTE_MS,
  NEWLY_SEALED,
  openSchedule,
  runningAtTime,
  runningCall,
  scheduledCall,
  startedSchedule,
  stranger,
  whenEmpty,
} from '../scene.ts';
import { type Attack, commits, spoiling } from './attack.ts';
import { at, map, patch } from './by-hand.ts';
import { blindly, cancelling, moved, moving } from './moves.ts';

const HOUR_MS = 60 * MINUTE_MS;

export const schedules: readonly Attack[] = [
  {
    number: 66,
    name: 'a guest moves, lengthens, shortens or calls off a scheduled call',
    async prepare() {
      const running = runningAtTime(startedSchedule());
      const coming = scheduledCall(closedSchedule());
      const [docId, other] = [await given(running), await given(coming)];
      const later = running.expiresAt + HOUR_MS;
      const by = [guest, stranger];
      const ending = { schedule: map({ endsAt: at(later) }), expiresAt: at(later) };
      return {
        refused: by.flatMap((person) => [
          commits('lengthened', person, moved(docId, person.uid, running, { endsAt: later })),
          commits('shortened', person, moved(docId, person.uid, running, { endsAt: Date.now() + MINUTE_MS })),
          commits('its end alone', person, patch(docId, ending, 'schedule.endsAt', 'expiresAt')),
          commits('its end by half', person, patch(docId, ending, 'schedule.endsAt')),
          commits('moved', person, moved(other, person.uid, coming)),
          commits('opened', person, patch(other, { schedule: map({ opensAt: at(0) }) }, 'schedule.opensAt')),
          commits(
            'let in without the host',
            person,
            patch(other, { schedule: map({ admission: { stringValue: 'anyone' } }) }, 'schedule.admission'),
          ),
          commits('called off', person, blindly(other, person.uid, cancelling(coming))),
        ]),
        accepted: [
          commits('lengthened', host, moved(docId, host.uid, running, { endsAt: later })),
          commits('called off', host, blindly(other, host.uid, cancelling(coming))),
        ],
      };
    },
  },
  {
    number: 70,
    name: 'moving a call by a revision that is old, left out, or a fraction',
    async prepare() {
      const before = scheduledCall(closedSchedule({ revision: 5 }));
      const docId = await given(before);
      const right = moved(docId, host.uid, before);
      const schedule = right.update.fields.schedule as { mapValue: { fields: Record<string, AnyValue> } };
      const saying = (revision: AnyValue) => ({
        ...right,
        update: {
          ...right.update,
          fields: { ...right.update.fields, schedule: map({ ...schedule.mapValue.fields, revision }) },
        },
      });
      const others: AnyValue[] = [
        { doubleValue: 6 },
        { doubleValue: 5.5 },
        { stringValue: '6' },
        { nullValue: null },
      ];
      return {
        refused: [
          ...[-1, 0, 4, 5, 7, 9_999, 10_000].map((revision) =>
            commits(`revision ${revision}`, host, moved(docId, host.uid, before, { revision })),
          ),
          ...others.map((revision) => commits(JSON.stringify(revision), host, saying(revision))),
        ],
        accepted: [commits('revision 6', host, right)],
      };
    },
  },
  {
    number: 73,
    name: 'calling off what has started, what has no time, or for another reason',
    async prepare() {
      const started = runningAtTime(startedSchedule());
      const coming = scheduledCall(closedSchedule());
      const now = runningCall();
      const ids = { started: await given(started), coming: await given(coming), now: await given(now) };
      const right = blindly(ids.coming, host.uid, cancelling(coming));
      const because = (reason: string) => ({
        ...right,
        update: {
          ...right.update,
          fields: { ...right.update.fields, ended: map({ reason: { stringValue: reason } }) },
        },
      });
      return {
        refused: [
          commits('it has started', host, blindly(ids.started, host.uid, cancelling(started))),
          commits('it has no time', host, blindly(ids.now, host.uid, cancelling(now))),
          commits('as if ended', host, because('host-ended')),
          commits('for a reason of one’s own', host, because('kicked')),
          commits('by the guest', guest, right),
          commits('by a stranger', stranger, right),
        ],
        accepted: [commits('by the host', host, right)],
      };
    },
  },
  {
    number: 74,
    name: 'a cancelled call’s tombstone, shortened, lengthened, or opened again',
    async prepare() {
      const coming = scheduledCall(closedSchedule());
      const cancelled = scheduledCall(closedSchedule(), { ended: { reason: 'cancelled', at: aMinuteAgo() } });
      const [docId, grave] = [await given(coming), await given(cancelled)];
      const until = (expiresAt: number) =>
        blindly(docId, host.uid, { ...cancelling(coming), endsAt: expiresAt });
      const { endsAt } = cancelling(coming);
      return {
        refused: [
          ...[-HOUR_MS, -MINUTE_MS, -1, 1, MINUTE_MS, 24 * HOUR_MS].map((offset) =>
            commits(`until ${offset} ms later`, host, until(endsAt + offset)),
          ),
          commits('until now', host, until(Date.now())),
          ...[host, guest].flatMap((person) => [
            commits('longer', person, patch(grave, { expiresAt: at(endsAt + HOUR_MS) }, 'expiresAt')),
            commits('shorter', person, patch(grave, { expiresAt: at(Date.now()) }, 'expiresAt')),
            commits('again', person, blindly(grave, person.uid, cancelling(cancelled))),
            commits('moved', person, moved(grave, person.uid, cancelled)),
            commits('not ended', person, patch(grave, { ended: { nullValue: null } }, 'ended')),
          ]),
        ],
        accepted: [commits('until it would have ended', host, until(endsAt))],
      };
    },
  },
  {
    number: 75,
    name: 'the sealed details of an older revision in a newer one',
    async prepare() {
      const keys = await deriveCallKeys(createCallId());
      const old = await sealDetails(keys, 3, { title: 'Before', timeZone: 'UTC' });
      const before = scheduledCall(closedSchedule({ revision: 4 }));
      const docId = await given(before);
      const reading = (revision: number) => async (): Promise<Outcome> =>
        openDetails(keys, { revision, details: old }).then(
          () => 'accepted',
          () => 'refused',
        );
      return {
        refused: [
          ...[2, 4, 5, 4_000].map(
            (revision) => [`opened as revision ${revision}`, reading(revision)] as const,
          ),
          commits('put back by the guest', guest, moved(docId, guest.uid, before, { details: old })),
          commits('put back by a stranger', stranger, moved(docId, stranger.uid, before, { details: old })),
        ],
        accepted: [
          ['opened as its own', reading(3)],
          // The rules cannot look into what is sealed: a host who does this has details that nobody can open.
          commits('put back by the host', host, moved(docId, host.uid, before, { details: old })),
        ],
      };
    },
  },
  {
    number: 76,
    name: 'giving a call of now a time, or taking a scheduled call’s away',
    async prepare() {
      const [now, scheduled] = [call(), scheduledCall(closedSchedule())];
      const ids = { now: await given(now), scheduled: await given(scheduled) };
      const { opensAt, startsAt, endsAt, admission, details, hostKeyHash } = closedSchedule();
      const chosen = { opensAt, startsAt, endsAt, admission, details, hostKeyHash };
      const none = { schedule: { nullValue: null }, expiresAt: at(whenEmpty()) } as const;
      return {
        refused: [
          ...[0, 1].map((revision) =>
            commits(`given, ${revision}`, host, blindly(ids.now, host.uid, moving({ ...chosen, revision }))),
          ),
          commits('taken away', host, patch(ids.scheduled, none, 'schedule', 'expiresAt')),
          commits('taken away by the guest', guest, patch(ids.scheduled, none, 'schedule', 'expiresAt')),
          commits('dropped', host, patch(ids.scheduled, {}, 'schedule')),
        ],
        accepted: [commits('moved', host, moved(ids.scheduled, host.uid, scheduled))],
      };
    },
  },
  {
    // 3.0 equals 3 in every comparison, so nothing seems to have changed; it is another document all the same.
    number: 77,
    name: 'changing the schedule, or the kind of its revision, along with something else',
    async prepare() {
      const scheduled = Object.fromEntries(
        Object.entries(updates).filter(([name]) => /scheduled|after the host|just before/.test(name)),
      );
      const before = openSchedule();
      const wrongs: Record<string, AnyValue> = {
        'schedule.revision': { doubleValue: before.revision },
        'schedule.opensAt': at(0),
        'schedule.startsAt': at(Date.now()),
        'schedule.endsAt': at(before.endsAt + HOUR_MS),
        'schedule.admission': { stringValue: 'anybody' },
        'schedule.details': { bytesValue: Buffer.from(NEWLY_SEALED).toString('base64') },
        'schedule.hostKeyHash': { bytesValue: Buffer.from(new Uint8Array(32)).toString('base64') },
        'schedule.changedAt': at(Date.now()),
        schedule: { nullValue: null },
      };
      return spoiling(scheduled, (right) =>
        Object.entries(wrongs).map(
          ([path, value]) => [path, wholeWrite(changed(right, path, value))] as const,
        ),
      );
    },
  },
];
