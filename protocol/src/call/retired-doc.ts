/**
 * The name of the collection. `retired/{docId}` says that a call of this ID has lived and is deleted, so that nobody makes
 * another one for whoever still has its links. It has one field, `expiresAt`, and only the server reads and writes it.
 */
export const RETIRED = 'retired';
