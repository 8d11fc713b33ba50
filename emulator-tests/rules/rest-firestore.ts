/** Firestore's REST interface on the emulator: the very requests that the application sends, as any person. */
import { type Plain, toRestFields } from '../../call/src/firebase/firestore-value.ts';
import type { Fields } from './document-tree.ts';

export const PROJECT = process.env.GCLOUD_PROJECT ?? 'demo-parley';
const HOST = process.env.FIRESTORE_EMULATOR_HOST ?? '127.0.0.1:8080';
export const ROOT = `projects/${PROJECT}/databases/(default)/documents`;
const BASE = `http://${HOST}/v1/${ROOT}`;

export type Outcome = 'accepted' | 'refused';

/** Somebody who makes requests. null: nobody is signed in; 'admin': a server, which no rules hold for. */
export type Person = { readonly uid: string; readonly claims?: object } | null | 'admin';

/** The emulators take tokens that nobody signed. */
function tokenFor(person: Person): Record<string, string> {
  if (person === null) return {};
  if (person === 'admin') return { Authorization: 'Bearer owner' };
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: person.uid,
    user_id: person.uid,
    iss: `https://securetoken.google.com/${PROJECT}`,
    aud: PROJECT,
    iat: now,
    exp: now + 3600,
    auth_time: now,
    firebase: { sign_in_provider: 'anonymous', identities: {} },
    ...person.claims,
  };
  return { Authorization: `Bearer ${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.` };
}

/** Writes as this person would. Only a refusal by the rules counts as one: anything else is a broken test. */
export async function commitAs(person: Person, ...writes: object[]): Promise<Outcome> {
  return requestAs(person, ':commit', { writes });
}

/** Any other request with a body, as this person would make it. */
export async function requestAs(person: Person, pathAndMethod: string, body: object): Promise<Outcome> {
  return outcomeOf(await post(`${BASE}${pathAndMethod}`, tokenFor(person), body));
}

/** Reads one document as this person would, wherever it is below the root; or lists a collection. */
export async function getAs(person: Person, path: string): Promise<Outcome> {
  const response = await fetch(`${BASE}/${path}`, { headers: tokenFor(person) });
  // Found or not: the rules did not object.
  return response.status === 404 ? 'accepted' : outcomeOf(response);
}

/** Reads one document in a transaction, which keeps others from writing it. @returns what lets it go again */
export async function holdByReading(person: Person, path: string): Promise<() => Promise<void>> {
  const begun = await post(`${BASE}:beginTransaction`, tokenFor(person), {});
  const { transaction } = (await begun.json()) as { transaction: string };
  const query = new URLSearchParams({ transaction });
  const read = await fetch(`${BASE}/${path}?${query}`, { headers: tokenFor(person) });
  if (!read.ok) throw new Error(`Holding ${path}: ${read.status}`);
  return async () => {
    await post(`${BASE}:rollback`, tokenFor(person), { transaction });
  };
}

/** What a person who reads a document is answered, apart from the emulator's explanation of its rules. */
export async function answerTo(person: Person, path: string): Promise<object> {
  const response = await fetch(`${BASE}/${path}`, { headers: tokenFor(person) });
  const body = (await response.json()) as { error?: { message?: string } };
  delete body.error?.message;
  return { status: response.status, body };
}

/** Puts a document there past all rules. */
export async function seed(path: string, data: { readonly [key: string]: Plain }): Promise<void> {
  await putFields(path, toRestFields(data));
}

export async function putFields(path: string, fields: Fields): Promise<void> {
  const write = { update: { name: `${ROOT}/${path}`, fields } };
  const response = await post(`${BASE}:commit`, tokenFor('admin'), { writes: [write] });
  if (!response.ok) throw new Error(`Seeding ${path}: ${response.status} ${await response.text()}`);
}

/** What is stored there, past all rules; null: nothing. */
export async function readFields(path: string): Promise<Fields | null> {
  const response = await fetch(`${BASE}/${path}`, { headers: tokenFor('admin') });
  const { fields } = (await response.json()) as { fields?: Fields };
  return response.status === 404 ? null : (fields ?? {});
}

async function post(url: string, headers: Record<string, string>, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const text = await response.text();
  if (response.ok && !text.includes('PERMISSION_DENIED')) return 'accepted';
  // Firestore gives up on rules that evaluate too much. It refuses then, but the rules have not: a test that takes
  // this for a refusal proves nothing, and what is close to it may be refused to those who should be let through.
  if (hasGivenUp(text)) throw new Error(`Too much to evaluate: ${text}`);
  if (text.includes('PERMISSION_DENIED')) return 'refused';
  throw new Error(`Neither accepted nor refused: ${response.status} ${text}`);
}

/**
 * Google's emulator may judge in two passes and names the verdicts of both. In the first it has not read the document,
 * so it judges a write as a creation and as an update, goes down every branch, and may give up there for nothing. Only
 * the last verdict counts, and not even that when it comes right after the one on the other kind of write.
 */
function hasGivenUp(text: string): boolean {
  const verdicts = [...text.matchAll(/(.*?) for '(\w+)' @ L\d+/gs)];
  const [other, last] = [verdicts.at(-2), verdicts.at(-1)];
  const isUnread = other !== undefined && other[2] !== last?.[2];
  return !isUnread && (last?.[1] ?? text).includes('maximum of 1000 expressions');
}
