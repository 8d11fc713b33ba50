/** What Firestore refuses to look for with an error, rather than not to find it. */

/** https://firebase.google.com/docs/reference/rest/Shared.Types/Timestamp */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** @param time milliseconds since the epoch */
export function isStorableTime(time: number): boolean {
  return time >= EARLIEST && time <= LATEST;
}

/** https://firebase.google.com/docs/firestore/quotas#collections_documents_and_fields */
export function isStorableId(id: string): boolean {
  return !/^__.*__$/.test(id);
}
