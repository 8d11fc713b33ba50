import type { Query, QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';

/** The documents of a collection or group whose `expiresAt` has come, the longest lapsed first. */
export function lapsedPages(
  collection: Query,
  lapsedBy: Timestamp,
  pageSize: number,
): AsyncGenerator<readonly QueryDocumentSnapshot[]> {
  return pagesOf(
    collection.where('expiresAt', '<=', lapsedBy).orderBy('expiresAt').select('expiresAt'),
    pageSize,
  );
}

/**
 * The calls whose `expiresAt` has come, by their hosts, who are random: an index led by that time would be written at its end alone, by
 * every call there is, which Firestore does 500 times a second at most.
 * https://firebase.google.com/docs/firestore/solutions/shard-timestamp
 */
export function lapsedCalls(
  calls: Query,
  lapsedBy: Timestamp,
  pageSize: number,
): AsyncGenerator<readonly QueryDocumentSnapshot[]> {
  const lapsed = calls
    // Every call has one. Without this, the index that is asked for would not be the one that there is.
    .where('hostUid', '>', '')
    .where('expiresAt', '<=', lapsedBy)
    .orderBy('hostUid')
    .orderBy('expiresAt');
  return pagesOf(lapsed.select('hostUid', 'expiresAt'), pageSize);
}

/**
 * A page at a time and with no other field than the query asks for. A page is asked for only after the last one is dealt with, and from
 * where that ended: documents that were kept are not met again, and Firestore need not skip over what was just deleted.
 */
async function* pagesOf(query: Query, pageSize: number): AsyncGenerator<readonly QueryDocumentSnapshot[]> {
  const first = query.limit(pageSize);
  let page = await first.get();
  for (;;) {
    const last = page.docs.at(-1);
    if (last === undefined) return;
    yield page.docs;
    if (page.size < pageSize) return;
    page = await first.startAfter(last).get();
  }
}
