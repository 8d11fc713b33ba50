/** Documents as a page of a later version leaves them. */
import { randomBytes } from 'node:crypto';
import { DEFAULT_EMPTY_TIMEOUT_SECONDS, expiryWhenEmpty } from '@parley/protocol';
import { afterEach, expect, it, vi } from 'vitest';
import { changeDocument } from '../calls/admin.ts';
import { createPerson } from './person.ts';

type Person = Awaited<ReturnType<typeof createPerson>>;
let person: Person;
let lifetime: AbortController;

afterEach(async () => {
  lifetime.abort();
  await person.close();
});

/** A call, and what somebody hears who follows it. */
async function follow() {
  person = await createPerson();
  lifetime = new AbortController();
  const { signal } = lifetime;
  const docId = randomBytes(16).toString('base64url');
  const lasting = { emptyTimeoutSeconds: DEFAULT_EMPTY_TIMEOUT_SECONDS, schedule: null };
  const expiresAt = expiryWhenEmpty(person.clock.now(), lasting, false);
  await person.store.commit(docId, { type: 'create', ...lasting, expiresAt }, { signal });
  const observer = { onCall: vi.fn(), onError: vi.fn() };
  person.store.watchCall(docId, observer, signal);
  await vi.waitFor(() => expect(observer.onCall).toHaveBeenCalled(), { timeout: 10_000 });
  return { path: `calls/${docId}`, observer };
}

it('reads a call that has more fields than this version knows', async () => {
  const { path, observer } = await follow();
  const callCount = observer.onCall.mock.calls.length;
  await changeDocument(path, {
    color: { stringValue: 'green' },
    emptyTimeoutSeconds: { integerValue: '90' },
  });
  await vi.waitFor(() => expect(observer.onCall.mock.calls.length).toBeGreaterThan(callCount), {
    timeout: 10_000,
  });
  expect(observer.onCall.mock.lastCall?.[0]).toMatchObject({ emptyTimeoutSeconds: 90 });
  expect(observer.onCall.mock.lastCall?.[0]).not.toHaveProperty('color');
  expect(observer.onError).not.toHaveBeenCalled();
});

it('says that the page is older than a call of a later version', async () => {
  const { path, observer } = await follow();
  // One to three are known: without a door, with one, and of a lasting room.
  await changeDocument(path, { version: { integerValue: '4' } });
  await vi.waitFor(
    () =>
      expect(observer.onError).toHaveBeenCalledExactlyOnceWith(
        expect.objectContaining({ code: 'outdated-page' }),
      ),
    { timeout: 10_000 },
  );
});
