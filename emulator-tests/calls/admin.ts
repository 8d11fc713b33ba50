/** What is stored, as somebody sees it who is above all rules: the operator of the database, or a thief of it. */
import { ROOT } from '../rules/rest-firestore.ts';

const HOST = process.env.FIRESTORE_EMULATOR_HOST ?? '127.0.0.1:8080';
const BASE = `http://${HOST}/v1/`;
const HEADERS = { Authorization: 'Bearer owner', 'Content-Type': 'application/json' };

/** A field as the REST interface has it: `{ stringValue: … }` and the like. */
type Value = Record<string, unknown>;

interface StoredDocument {
  readonly name: string;
  readonly fields?: Record<string, Value>;
}

/** The top-level fields of one document, without their types. */
export async function readDocument(path: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${BASE}${ROOT}/${path}`, { headers: HEADERS });
  if (!response.ok) throw new Error(`Reading ${path}: ${response.status}`);
  const { fields = {} } = (await response.json()) as StoredDocument;
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, Object.values(value)[0]]));
}

/** Sets some of a document's fields, as the REST interface has them, and leaves the others. */
export async function changeDocument(path: string, fields: Record<string, Value>): Promise<void> {
  const mask = Object.keys(fields).map((name) => `updateMask.fieldPaths=${name}`);
  const url = `${BASE}${ROOT}/${path}?${mask.join('&')}`;
  const response = await fetch(url, { method: 'PATCH', headers: HEADERS, body: JSON.stringify({ fields }) });
  if (!response.ok) throw new Error(`Changing ${path}: ${response.status}`);
}

/** Every document there is below a path, documents of subcollections included. */
export async function readEverything(parent: string = ROOT): Promise<StoredDocument[]> {
  const { collectionIds = [] } = await post<{ collectionIds?: string[] }>(`${parent}:listCollectionIds`);
  const found: StoredDocument[] = [];
  for (const collectionId of collectionIds) {
    const url = `${BASE}${parent}/${collectionId}?showMissing=true&pageSize=300`;
    const response = await fetch(url, { headers: HEADERS });
    const { documents = [] } = (await response.json()) as { documents?: StoredDocument[] };
    for (const document of documents) found.push(document, ...(await readEverything(document.name)));
  }
  return found;
}

/** Removes every document there is. */
export async function eraseEverything(): Promise<void> {
  const response = await fetch(`http://${HOST}/emulator/v1/${ROOT}`, { method: 'DELETE' });
  if (!response.ok) throw new Error(`Erasing everything: ${response.status}`);
}

async function post<Answer>(pathAndMethod: string): Promise<Answer> {
  const response = await fetch(BASE + pathAndMethod, { method: 'POST', headers: HEADERS, body: '{}' });
  if (!response.ok) throw new Error(`${pathAndMethod}: ${response.status}`);
  return (await response.json()) as Answer;
}
