import type { Query, QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';

/**
 * The documents of a collection or group whose `expiresAt` has come, the longest lapsed first, a page at a time and
 * with no other field. A page is asked for only after the last one is dealt with, and from where that ended: documents
 * that were kept are not met again, and Firestore need not skip over what was just deleted.
 */
export async function* lapsedPages(
  collection: Query,
  lapsedBy: Timestamp,
  pageSize: number,
): AsyncGenerator<readonly QueryDocumentSnapshot[]> {
  const lapsed = collection
    .where('expiresAt', '<=', lapsedBy)
    .orderBy('expiresAt')
    .select('expiresAt')
    .limit(pageSize);
  let page = await lapsed.get();
  for (;;) {
    const last = page.docs.at(-1);
    if (last === undefined) return;
    yield page.docs;
    if (page.size < pageSize) return;
    page = await lapsed.startAfter(last).get();
  }
}
