import { CallError, type CallErrorCode, ServerClock } from '@parley/call';
import { MemoryDatabase } from '@parley/call/testing/memory-call-store';
import { memoryServices } from '@parley/call/testing/memory-services';
import { wordsReadOut } from '@parley/call/testing/words-read-out';
import { type CallDoc, type CallId, deriveCallKeys } from '@parley/protocol';

/** What the pages of a test run on: a database in memory, and a way to it that can be cut. */
export class ServiceScene {
  readonly database = new MemoryDatabase();
  readonly clock = new ServerClock();
  /** How often a page asked for the services. */
  connectCount = 0;
  /** What asking for them ends in; undefined: they are there. */
  failure: CallErrorCode | undefined;
  #isHeld = false;
  #release: (() => void)[] = [];

  /** @param uid who this browser is to the database */
  readonly connect = async (uid = 'host-user') => {
    this.connectCount += 1;
    if (this.#isHeld) await new Promise<void>((resolve) => this.#release.push(resolve));
    if (this.failure !== undefined) throw new CallError(this.failure);
    return memoryServices(this.database, uid, this.clock);
  };

  readonly now = (): number => this.clock.now();

  /** Somebody in another browser reads words out that lead to this call. */
  readWordsOut(id: CallId, signal: AbortSignal): ReturnType<typeof wordsReadOut> {
    return wordsReadOut(id, () => this.connect('host-user'), signal);
  }

  /** Nobody is connected before `release`. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    for (const release of this.#release.splice(0)) release();
  }

  /** What the database has of a call. */
  async stored(id: CallId): Promise<CallDoc | undefined> {
    const { docId } = await deriveCallKeys(id);
    return this.database.calls.get(docId);
  }
}
