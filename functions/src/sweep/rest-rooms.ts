import {
  ANSWER_CANDIDATES,
  CALLS,
  type CallDoc,
  isVisitOver,
  OFFER_CANDIDATES,
  ProtocolError,
  parseCallDoc,
  restOf,
  serverWrite,
} from '@parley/protocol';
import type { DocumentSnapshot, Firestore, Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { fromStored, toStoredFields } from '../stored/stored-value.ts';
import { forEachAtMost } from './for-each-at-most.ts';
import { listBeneath, MAX_WRITES_PER_COMMIT } from './sweep-call.ts';
import type { SweepRun } from './sweep-run.ts';

/** Of whole documents, with what is sealed in them: some 7 MB at most. */
const PAGE_SIZE = 100;
const ROOMS_AT_ONCE = 16;

/** What a visit leaves beneath a room. Somebody may stand at its door while nobody is in it: their knock lapses by itself. */
const OF_A_VISIT = [OFFER_CANDIDATES, ANSWER_CANDIDATES] as const;

/**
 * Puts lasting rooms to rest in which a visit is over: what it left in them and beneath them goes, in one transaction. It reads the room
 * anew: whoever has come in meanwhile loses nothing, and whoever stays where a visit is over does not prolong it by writing, as they
 * would if the room had to be the version that was found.
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
  const now = run.lapsedBy.toMillis();
  if (findEndedVisit(room, now) === undefined) return;
  for (;;) {
    const beneath = await listBeneath(room.ref, OF_A_VISIT);
    const isLast = beneath.length < MAX_WRITES_PER_COMMIT;
    const isOver = await firestore.runTransaction(async (transaction) => {
      const call = findEndedVisit(await transaction.get(room.ref), now);
      if (call === undefined) return false;
      for (const document of beneath) transaction.delete(document);
      if (isLast) transaction.update(room.ref, toStoredFields(serverWrite(restOf(call)).fields));
      return true;
    });
    if (!isOver) {
      run.kept += 1;
      return;
    }
    run.documents += beneath.length;
    if (isLast) {
      run.rested += 1;
      return;
    }
    if (!run.mayGoOn()) return;
  }
}

/** @returns undefined: somebody is there, or there is nothing to forget; what has lapsed is deleted, and nothing else becomes of it */
function findEndedVisit(room: DocumentSnapshot, now: number): CallDoc | undefined {
  if (!room.exists) return undefined;
  const call = parseCallDoc(fromStored(room.data()));
  return call.expiresAt > now && isVisitOver(call, now) ? call : undefined;
}
