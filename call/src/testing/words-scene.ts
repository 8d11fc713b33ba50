/** A host who reads words out, and those who type them: over a database in memory, with the rules' referee. */
import { createCallId } from '@parley/protocol';
import { expect, onTestFinished, vi } from 'vitest';
import type { CallServices } from '../call-options.ts';
import { HostWords } from '../spoken/host-words.ts';
import { visitByWords, type WordsVisitState } from '../spoken/words-visit.ts';
import { MemoryDatabase } from './memory-call-store.ts';
import { memoryServices } from './memory-services.ts';

/** Each try is to cost a good part of a second: that it does is what spoken-keys.test.ts is about. */
export function stretchQuickly(): void {
  const deriveBits = crypto.subtle.deriveBits.bind(crypto.subtle);
  vi.spyOn(crypto.subtle, 'deriveBits').mockImplementation((algorithm, ...rest) => {
    const isStretching = typeof algorithm === 'object' && algorithm.name === 'PBKDF2';
    return deriveBits(isStretching ? { ...algorithm, iterations: 1 } : algorithm, ...rest);
  });
}

export function aWordsScene() {
  const database = new MemoryDatabase();
  const lifetime = new AbortController();
  onTestFinished(() => lifetime.abort());
  const id = createCallId();
  const ignored: unknown[] = [];
  const clock = { now: () => database.now() } as CallServices['clock'];
  const services = (uid: string) => memoryServices(database, uid, clock);
  /** The host's. */
  const own = services('host');
  const host = new HostWords({
    ...{ id: () => id, services: async () => own, signal: lifetime.signal },
    onIgnored: (cause) => ignored.push(cause),
    onTrouble: (error) => ignored.push(error),
  });
  const readOut = async () => {
    await host.draw();
    const state = host.state.value;
    if (state.status !== 'read-out') throw new Error(`The words are ${state.status}`);
    return state.words;
  };
  const type = (words: readonly string[], uid: string, name = '', by: CallServices = services(uid)) => {
    const stay = new AbortController();
    const state = visitByWords({ words, name, services: async () => by, signal: stay.signal });
    const becomes = (status: WordsVisitState['status']) =>
      expect.poll(() => state.value, { timeout: 30_000 }).toMatchObject({ status });
    return { state, becomes, goAway: () => stay.abort() };
  };
  const isAtDoor = (visitor: object | undefined) =>
    expect.poll(() => host.visitor.value).toEqual(visitor && expect.objectContaining(visitor));
  /** Whoever has typed them takes the knock back, whatever their page shows. */
  const takeBack = (uid: string) => {
    const [docId = ''] = database.spoken.keys();
    const { signal } = new AbortController();
    return services(uid).spoken.commitSpoken(docId, { type: 'withdraw' }, { signal });
  };
  return { database, host, id, ignored, own, readOut, type, isAtDoor, takeBack, services };
}
