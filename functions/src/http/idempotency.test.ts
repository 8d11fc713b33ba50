import { type DocumentReference, GrpcStatus, type WriteBatch } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { ServerSecret } from '../secret/server-secret.ts';
import { FakeDocuments } from '../stored/testing/fake-documents.ts';
import { jsonAnswer } from './answer.ts';
import { Idempotency, type RecordAnswer, type RepeatableRequest } from './idempotency.ts';

const DAY_MS = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 10, 21);

/** The server, a request, and what was done for it: each time something else. */
function server() {
  const documents = new FakeDocuments();
  const time = { now: NOW };
  const idempotency = new Idempotency(documents.firestore, new ServerSecret('s'.repeat(43)), () => time.now);
  let doneCount = 0;
  const perform = async (record: RecordAnswer) => {
    const writes: [DocumentReference, object][] = [];
    const commit = { create: (...write: [DocumentReference, object]) => writes.push(write) };
    record(commit as unknown as WriteBatch, jsonAnswer(201, { number: doneCount + 1 }));
    // Whoever meets another commits after it.
    await Promise.resolve();
    for (const [{ path }, fields] of writes) documents.create(path, fields);
    doneCount += 1;
  };
  const once = (changes: Partial<RepeatableRequest> = {}, act = perform) =>
    idempotency.once({ ...REQUEST, ...changes }, act);
  const find = (...changes: readonly Partial<RepeatableRequest>[]) =>
    idempotency.find(changes.map((change) => ({ ...REQUEST, ...change })));
  return { documents, time, once, find, doneCount: () => doneCount };
}

const REQUEST: RepeatableRequest = {
  team: 'sales',
  key: 'key-1',
  target: 'POST /calls',
  rawBody: Buffer.from('{}'),
};

const failing = (code: GrpcStatus) => () => Promise.reject(Object.assign(new Error(), { code }));

describe('a request with an Idempotency-Key', () => {
  test('is done once, and answered alike however often it comes', async () => {
    const { once, doneCount } = server();
    const first = await once();
    expect(first).toEqual(jsonAnswer(201, { number: 1 }));
    expect(await once()).toEqual(first);
    expect(await once()).toEqual(first);
    expect(doneCount()).toBe(1);
  });

  test('is done once when it comes many times at once', async () => {
    const { once, doneCount } = server();
    const answers = await Promise.all(Array.from({ length: 20 }, () => once()));
    expect(answers).toEqual(answers.map(() => jsonAnswer(201, { number: 1 })));
    expect(doneCount()).toBe(1);
  });

  test('costs no read the first time', async () => {
    const { once, documents } = server();
    await once();
    expect(documents.readCount).toBe(0);
    await once();
    expect(documents.readCount).toBe(1);
  });

  test.each<[string, Partial<RepeatableRequest>]>([
    ['another body', { rawBody: Buffer.from('{"a":1}') }],
    ['another target', { target: 'POST /webhooks' }],
  ])('is refused when the key was used with %s', async (_, changes) => {
    const { once, doneCount } = server();
    await once();
    await expect(once(changes)).rejects.toMatchObject({ kind: { type: 'idempotency-key-reused' } });
    expect(doneCount()).toBe(1);
  });

  test.each<[string, Partial<RepeatableRequest>]>([
    ['another key', { key: 'key-2' }],
    ['the same key of another team', { team: 'support' }],
    ['no key', { key: undefined }],
  ])('is not repeated by one with %s', async (_, changes) => {
    const { once, doneCount } = server();
    await once();
    expect(await once(changes)).toEqual(jsonAnswer(201, { number: 2 }));
    expect(doneCount()).toBe(2);
  });

  test('is remembered for a day', async () => {
    const { once, time, documents } = server();
    await once();
    time.now = NOW + DAY_MS - 1;
    expect(await once()).toEqual(jsonAnswer(201, { number: 1 }));
    time.now = NOW + DAY_MS;
    expect(await once()).toEqual(jsonAnswer(201, { number: 2 }));
    expect(documents.fields.size).toBe(1);
  });

  test('is answered as it was first, whatever a repetition of it meets', async () => {
    const { once } = server();
    const first = await once();
    expect(await once({}, failing(GrpcStatus.UNAVAILABLE))).toEqual(first);
  });

  test('that could not be done does not use its key up', async () => {
    const { once, documents } = server();
    await expect(once({}, failing(GrpcStatus.UNAVAILABLE))).rejects.toMatchObject({
      code: GrpcStatus.UNAVAILABLE,
    });
    expect(documents.fields.size).toBe(0);
    expect(await once()).toEqual(jsonAnswer(201, { number: 1 }));
  });

  test('that meets another before its answer is there is told to come again', async () => {
    const { once } = server();
    await expect(once({}, failing(GrpcStatus.ABORTED))).rejects.toMatchObject({
      kind: { type: 'request-in-flight' },
      headers: { 'Retry-After': '1' },
    });
  });

  test('leaves neither its key nor its answer readable', async () => {
    const { once, documents } = server();
    await once({ key: 'order-4711' });
    const stored = JSON.stringify([...documents.fields].map(([path, { sealed, ...rest }]) => [path, rest]));
    const sealed = Buffer.concat([...documents.fields.values()].map((fields) => fields.sealed)).toString();
    expect(`${stored}${sealed}`).not.toMatch(/4711|number|sales/);
  });
});

describe('what requests were answered before', () => {
  test('is found of many at once, and what is new is told from it', async () => {
    const { once, find, time } = server();
    const first = await once();
    const found = await find({}, { key: 'key-2' }, { key: undefined }, { team: 'support' }, {});
    expect(found.map((repeat) => repeat?.())).toEqual([first, undefined, undefined, undefined, first]);
    time.now = NOW + DAY_MS;
    expect(await find({})).toEqual([undefined]);
  });

  test('is refused to another request of the same key', async () => {
    const { once, find } = server();
    await once();
    const [repeat] = await find({ rawBody: Buffer.from('{"a":1}') });
    expect(repeat).toThrow(expect.objectContaining({ kind: expect.objectContaining({ status: 422 }) }));
  });

  test('costs a read for each key, and none without', async () => {
    const { find, documents } = server();
    await find({ key: undefined });
    expect(documents.readCount).toBe(0);
    await find({}, { key: 'key-2' }, { key: undefined });
    expect(documents.readCount).toBe(2);
  });
});
