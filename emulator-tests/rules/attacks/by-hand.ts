/** What an attacker writes past the application: Firestore's values, and a few fields of a call. */
import type { AnyValue } from '../document-tree.ts';
import { ROOT } from '../rest-firestore.ts';

export const map = (fields: Record<string, AnyValue>): AnyValue => ({ mapValue: { fields } });

export const at = (ms: number): AnyValue => ({ timestampValue: new Date(ms).toISOString() });

/** Those fields of a call, and no others; named without a value, they are taken away. */
export const patch = (docId: string, fields: Record<string, AnyValue>, ...fieldPaths: string[]) => ({
  update: { name: `${ROOT}/calls/${docId}`, fields },
  updateMask: { fieldPaths },
});
