/** The knocks at one call's door, on the emulator and in the reference at once. */
import {
  applyKnock,
  type CallDoc,
  isDismissed,
  isOpen,
  KNOCKS,
  type KnockDoc,
  type KnockTransition,
  type KnockWriter,
} from '@parley/protocol';
import { commitAs, ROOT } from '../rest-firestore.ts';
import { knockWrite, seedKnock } from '../scene.ts';
import type { KnockStep } from './steps.ts';

export class PlayedKnocks {
  readonly #docId: string;
  readonly #knocks = new Map<string, KnockDoc>();

  constructor(docId: string) {
    this.#docId = docId;
  }

  async pass(ms: number): Promise<void> {
    for (const [uid, knock] of this.#knocks) {
      const earlier = withTimesEarlier(knock, ms);
      this.#knocks.set(uid, earlier);
      await seedKnock(this.#docId, { uid }, earlier);
    }
  }

  /** They go with their call. */
  async sweep(): Promise<void> {
    const writes = [...this.#knocks.keys()].map((uid) => ({
      delete: `${ROOT}/calls/${this.#docId}/${KNOCKS}/${uid}`,
    }));
    if (writes.length > 0) await commitAs('admin', ...writes);
    this.#knocks.clear();
  }

  transition(step: KnockStep, uid: string, now: number): KnockTransition {
    const { type, page, ringsOffset, lapsesInMs } = step;
    const before = this.#knocks.get(uid);
    const session = sessionOf(page, uid, before);
    const expiresAt = now + lapsesInMs;
    const sealed = new Uint8Array(step.sealedBytes).fill(7);
    switch (type) {
      case 'ring': {
        const key = new Uint8Array(step.keyBytes).fill(4);
        return { type, session, key, sealed, rings: (before?.rings ?? 0) + 1 + ringsOffset, expiresAt };
      }
      case 'renew':
        return { type, session, expiresAt };
      case 'reply':
        return { type, session, answer: step.answer, word: sealed };
      default:
        return { type: 'leave', session };
    }
  }

  after(call: CallDoc | null, transition: KnockTransition, writer: KnockWriter): KnockDoc | null {
    return applyKnock(this.#knocks.get(writer.knocker) ?? null, call, transition, writer);
  }

  isReadable(call: CallDoc | null, knocker: string, uid: string, now: number): boolean {
    if (call?.door === undefined || !isOpen(call, now)) return false;
    return uid === call.hostUid || (uid === knocker && !isDismissed(call, uid));
  }

  write(knocker: string, transition: KnockTransition): object {
    return knockWrite(this.#docId, { uid: knocker }, transition);
  }

  accept(knocker: string, knock: KnockDoc): void {
    this.#knocks.set(knocker, knock);
  }
}

function sessionOf(page: KnockStep['page'], uid: string, before: KnockDoc | undefined): string {
  if (page === 'malformed') return 'not a session';
  const own = `${uid}BBBBBBBBBBBBBBBB`.slice(0, 15);
  if (page === 'knocks there') return before?.session ?? `${own}1`;
  return `${own}${page === 'first page' ? 1 : 2}`;
}

function withTimesEarlier({ reply, leftAt, ...knock }: KnockDoc, ms: number): KnockDoc {
  return {
    ...knock,
    rungAt: knock.rungAt - ms,
    renewedAt: knock.renewedAt - ms,
    expiresAt: knock.expiresAt - ms,
    leftAt: leftAt === null ? null : leftAt - ms,
    reply: reply && { ...reply, at: reply.at - ms },
  };
}
