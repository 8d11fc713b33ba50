import {
  ANSWER_CANDIDATES,
  CALLS,
  isVisitOver,
  OFFER_CANDIDATES,
  ProtocolError,
  parseCallDoc,
  restOf,
  serverWrite,
} from '@parley/protocol';
import type { Firestore, Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { isPreconditionFailure } from '../stored/grpc-status.ts';
import { fromStored, toStoredFields } from '../stored/stored-value.ts';
import { forEachAtMost } from './for-each-at-most.ts';
import { deleteBeneath, listBeneath, MAX_WRITES_PER_COMMIT } from './sweep-call.ts';
import type { SweepRun } from './sweep-run.ts';

/** Of whole documents, with what is sealed in them: some 7 MB at most. */
const PAGE_SIZE = 100;
const ROOMS_AT_ONCE = 16;

/** What a visit leaves beneath a room. Somebody may stand at its door while nobody is in it: their knock lapses by itself. */
const OF_A_VISIT = [OFFER_CANDIDATES, ANSWER_CANDIDATES] as const;

/**
 * Puts lasting rooms to rest in which a visit is over: what it left in them and beneath them goes, in one commit. It holds only if the
 * room is still the version that was found: whoever has come in meanwhile loses nothing.
 *
 * @returns whether every one was looked at
 */
export async function restRooms(firestore: Firestore, run: SweepRun): Promise<boolean> {
  for await (const page of visitedRooms(firestore)) {
    const wereAllBegun = await forEachAtMost(ROOMS_AT_ONCE, page, run.mayGoOn, async (room) => {
      try {
        await restRoom(firestore, room, run);
      } catch (error) {
        // What somebody has written says nothing about Firestore, and must not keep all others.
        if (error instanceof ProtocolError) run.unreadable += 1;
        else run.countFailure(error);
      }
    });
    if (!wereAllBegun) return false;
  }
  return true;
}

/**
 * Those that have a round, which is what a visit brings, and those of which a host has only the seat: one or two paid reads for each, and
 * none for those that rest.
 */
async function* visitedRooms(firestore: Firestore): AsyncGenerator<readonly QueryDocumentSnapshot[]> {
  const rooms = firestore.collection(CALLS).where('version', '==', 3);
  yield* pagesOf(rooms.where('round.number', '>=', 1).orderBy('round.number'));
  // By what is random: an index of times that only go forward would be written at its end alone.
  const seated = rooms.where('seats.host.session', '>', '').orderBy('seats.host.session');
  // All others were among the first.
  for await (const page of pagesOf(seated)) yield page.filter((room) => room.get('round') === null);
}

async function* pagesOf(rooms: Query): AsyncGenerator<readonly QueryDocumentSnapshot[]> {
  const first = rooms.limit(PAGE_SIZE);
  let page = await first.get();
  for (;;) {
    const last = page.docs.at(-1);
    if (last === undefined) return;
    yield page.docs;
    if (page.size < PAGE_SIZE) return;
    page = await first.startAfter(last).get();
  }
}

async function restRoom(firestore: Firestore, room: QueryDocumentSnapshot, run: SweepRun): Promise<void> {
  const call = parseCallDoc(fromStored(room.data()));
  const now = run.lapsedBy.toMillis();
  // What has lapsed is deleted, and nothing else becomes of it.
  if (call.expiresAt <= now || !isVisitOver(call, now)) return;
  for (;;) {
    const beneath = await listBeneath(room.ref, OF_A_VISIT);
    if (beneath.length < MAX_WRITES_PER_COMMIT) {
      const batch = firestore.batch();
      for (const document of beneath) batch.delete(document);
      const { fields } = serverWrite(restOf(call));
      batch.update(room.ref, toStoredFields(fields), { lastUpdateTime: room.updateTime });
      try {
        await batch.commit();
      } catch (error) {
        if (!isPreconditionFailure(error)) throw error;
        run.kept += 1;
        return;
      }
      run.rested += 1;
      run.documents += beneath.length;
      return;
    }
    if (!run.mayGoOn() || !(await deleteBeneath(firestore, room, beneath))) return;
    run.documents += beneath.length;
  }
}
