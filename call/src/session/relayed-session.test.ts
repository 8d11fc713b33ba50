/** Relays in a call: who asks for them, and when links are told. */
import { deriveCallKeys, type IssuedRelays, type RelayServer } from '@parley/protocol';
import { beforeEach, expect, it } from 'vitest';
import { CallError } from '../ports/call-error.ts';
import type { RelaySource } from '../ports/relay-source.ts';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { Scene } from '../testing/scene.ts';

const SERVERS: readonly RelayServer[] = [{ urls: ['turn:relay.example'], username: 'u', credential: 'c' }];

/** One that answers when the test says so. */
class ScriptedSource implements RelaySource {
  readonly asked: string[] = [];
  readonly #answer = Promise.withResolvers<IssuedRelays>();

  issueRelays(docId: string): Promise<IssuedRelays> {
    this.asked.push(docId);
    return this.#answer.promise;
  }

  answer(): void {
    this.#answer.resolve({ servers: SERVERS, validForSeconds: 600 });
  }
}

useFakeTime();
let scene: Scene;
let relays: ScriptedSource;
beforeEach(() => {
  scene = new Scene();
  relays = new ScriptedSource();
});

it('whoever sits down asks for them, waits for none, and offers anew with them while nobody has answered', async () => {
  const id = await scene.createCall();
  const host = scene.open(scene.hostBrowser, id, { relays });
  await until(() => expect(host.session.state.value).toMatchObject({ phase: 'waiting' }));
  const { docId } = await deriveCallKeys(id);
  expect(relays.asked).toEqual([docId]);
  const before = scene.database.calls.get(docId)?.round;
  expect(before).toMatchObject({ number: 1, answer: null });
  relays.answer();
  await until(() =>
    expect(scene.database.calls.get(docId)?.round).toMatchObject({ number: 2, answer: null }),
  );
  expect(scene.network.links.map(({ relays: known, isClosed }) => ({ known, isClosed }))).toEqual([
    { known: SERVERS, isClosed: true },
    { known: SERVERS, isClosed: false },
  ]);
});

it('a link that stands goes on as it does', async () => {
  const id = await scene.createCall();
  const host = scene.open(scene.hostBrowser, id, { relays });
  const guest = scene.open(scene.guestBrowser, id);
  for (const { session } of [host, guest])
    await until(() => expect(session.state.value).toMatchObject({ phase: 'connected' }));
  const { docId } = await deriveCallKeys(id);
  const before = scene.database.calls.get(docId)?.round?.number;
  relays.answer();
  await until(() => expect(scene.network.links.some(({ relays: known }) => known === SERVERS)).toBe(true));
  expect(scene.database.calls.get(docId)?.round?.number).toBe(before);
});

it('those that come while the call is still read are in the first description, and cost no round', async () => {
  scene.lagMs = 500;
  const id = await scene.createCall();
  relays.answer();
  const host = scene.open(scene.hostBrowser, id, { relays });
  await until(() => expect(host.session.state.value).toMatchObject({ phase: 'waiting' }));
  await pass(10_000);
  const { docId } = await deriveCallKeys(id);
  expect(relays.asked).toEqual([docId]);
  expect(scene.database.calls.get(docId)?.round).toMatchObject({ number: 1, answer: null });
  expect(scene.network.links.map(({ relays: known }) => known)).toEqual([SERVERS]);
});

it('whoever connects only when they join asks for them then', async () => {
  const id = await scene.createCall();
  relays.answer();
  const connectsOnlyWhenJoining = () => true;
  const looking = { relays, connectsOnlyWhenJoining, hasEntered: false };
  const host = scene.open(scene.hostBrowser, id, looking);
  await until(() => expect(host.session.state.value).toMatchObject({ because: 'not-joined' }));
  await pass(10_000);
  expect(relays.asked).toEqual([]);
  host.session.enter();
  await until(() => expect(host.session.state.value).toMatchObject({ phase: 'waiting' }));
  expect(relays.asked).toHaveLength(1);
});

it('whoever is refused them goes on without, and does not ask again once they sit', async () => {
  const id = await scene.createCall();
  let askedCount = 0;
  const refusing: RelaySource = {
    issueRelays: async () => {
      askedCount += 1;
      throw new CallError('refused');
    },
  };
  const host = scene.open(scene.hostBrowser, id, { relays: refusing });
  await until(() => expect(host.session.state.value).toMatchObject({ phase: 'waiting' }));
  await pass(120_000);
  // On their way in, and in their seat.
  expect(askedCount).toBe(2);
  expect(scene.ignored).toEqual([]);
});

it('whoever has to stay outside asks once, on their way in', async () => {
  const id = await scene.createCall();
  const guest = scene.open(scene.guestBrowser, id);
  await until(() => expect(guest.session.state.value).toMatchObject({ phase: 'waiting' }));
  const other = scene.open({ uid: 'third-user', held: new Map() }, id, { relays });
  await until(() => expect(other.session.state.value).toMatchObject({ phase: 'failed', error: 'call-full' }));
  await pass(120_000);
  expect(relays.asked).toHaveLength(1);
});
