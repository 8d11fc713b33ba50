/** One call on the emulator and in the reference at once. */
import {
  ANSWER_CANDIDATES,
  admittedWithout,
  type CallDoc,
  type CallTransition,
  DISMISSED,
  expiryOfTombstone,
  expiryWhenEmpty,
  expiryWhileSeated,
  hasMet,
  isDismissed,
  KNOCKS,
  lastGuest,
  lastRoundNumber,
  mayAddCandidates,
  mayRead,
  mayReadCandidates,
  OFFER_CANDIDATES,
  otherRole,
  ROOM_STAY_SECONDS,
  type Role,
  type Sitter,
} from '@parley/protocol';
import { type Fields, valueAt, withValue } from '../document-tree.ts';
import {
  commitAs,
  getAs,
  type Outcome,
  type Person,
  putFields,
  ROOT,
  readFields,
} from '../rest-firestore.ts';
import { batch, countedDocId, newBookedDocId, write } from '../scene.ts';
import { applyWrite, type BlindWrite } from './apply-write.ts';
import { Disagreement } from './disagreement.ts';
import { explain, toCall } from './explain.ts';
import { Identity } from './identity.ts';
import { miss } from './near-miss.ts';
import { PlayedKnocks } from './played-knocks.ts';
import { chosenSchedule, serve } from './server.ts';
import type { CandidatesStep, KnockStep, ScheduleChoice, ServerStep, Step, Who, WriteStep } from './steps.ts';
import { earlier, isAlike } from './stored-times.ts';

/** So near to where a time decides, the emulator's clock and ours may not agree on which side it is. */
const TOO_CLOSE_MS = 4_000;
const TIMEOUT_SECONDS = 600;

const LATER: ScheduleChoice = {
  ...{ opensInMs: 100_000, earlyMs: 0, lengthMs: 3_600_000, revisionOffset: 0, hashBytes: 32 },
  admission: 'anyone',
};

export class PlayedCall {
  /** Where programs book as well. */
  readonly #docId = newBookedDocId();
  #fields: Fields | null = null;
  /** There was a call, or a program has booked one: there must not be another. */
  #isRetired = false;
  readonly #identity = new Identity();
  readonly #batches = new Set<string>();
  readonly #knocks = new PlayedKnocks(this.#docId);
  readonly counts = { accepted: 0, refused: 0, tooClose: 0 };

  async play(step: Step): Promise<void> {
    switch (step.kind) {
      case 'pass':
        return this.#pass(step.seconds * 1000);
      case 'write':
        return this.#write(step);
      case 'candidates':
        return this.#leaveCandidates(step);
      case 'knock':
        return this.#knock(step);
      case 'read': {
        const person = this.#person(step.who);
        const isThere = (now: number) =>
          this.#call !== null &&
          this.#call.expiresAt > now &&
          mayRead(this.#call, { uid: uidOf(person), now });
        await this.#compare(step, person, isThere, (by) => getAs(by, `calls/${this.#docId}`));
        const isBeneath = (now: number) =>
          this.#call !== null && mayReadCandidates(this.#call, { uid: uidOf(person), now });
        for (const name of [OFFER_CANDIDATES, ANSWER_CANDIDATES])
          await this.#compare(step, person, isBeneath, (by) =>
            getAs(by, `calls/${this.#docId}/${name}/missing`),
          );
        return;
      }
      case 'ask': {
        const person = this.#person(step.who);
        const uid = uidOf(person);
        const isTold = (now: number) =>
          this.#call !== null && this.#call.expiresAt > now && isDismissed(this.#call, uid);
        await this.#compare(step, person, isTold, (by) =>
          getAs(by, `calls/${this.#docId}/${DISMISSED}/${uid || 'nobody'}`),
        );
        return;
      }
      case 'delete':
        await this.#compare(
          step,
          this.#person(step.who),
          () => false,
          (by) => commitAs(by, { delete: `${ROOT}/calls/${this.#docId}` }),
        );
        return;
      case 'fill':
      case 'sweep':
      case 'claim':
      case 'book':
        return this.#serve(step);
    }
  }

  /** Whether what is stored is what the reference has, up to the difference of the clocks. */
  async check(): Promise<void> {
    const stored = await readFields(`calls/${this.#docId}`);
    const isEqual =
      stored === null || this.#fields === null ? stored === this.#fields : isAlike(stored, this.#fields);
    if (isEqual) return;
    throw new Disagreement(
      `Stored is ${JSON.stringify(stored)}, and should be ${JSON.stringify(this.#fields)}`,
    );
  }

  get #call(): CallDoc | null {
    return this.#fields && toCall(this.#fields);
  }

  async #pass(ms: number): Promise<void> {
    if (this.#fields === null) return;
    this.#fields = earlier(this.#fields, ms);
    this.#identity.pass(ms);
    await putFields(`calls/${this.#docId}`, this.#fields);
    await this.#knocks.pass(ms);
  }

  async #knock(step: KnockStep): Promise<void> {
    const knocker = this.#uid(step.knocker);
    const person =
      step.who === 'the holder' && step.type !== 'reply' ? { uid: knocker } : this.#person(step.who);
    const uid = uidOf(person);
    if (step.type === 'read') {
      const isRight = (now: number) => this.#knocks.isReadable(this.#call, knocker, uid, now);
      await this.#compare(step, person, isRight, (by) =>
        getAs(by, `calls/${this.#docId}/${KNOCKS}/${knocker}`),
      );
      return;
    }
    const transition = this.#knocks.transition(step, knocker, Date.now());
    const after = (now: number) => this.#knocks.after(this.#call, transition, { uid, knocker, now });
    const write = this.#knocks.write(knocker, transition);
    const outcome = await this.#compare(
      step,
      person,
      (now) => after(now) !== null,
      (by) => commitAs(by, write),
    );
    const accepted = outcome === 'accepted' ? after(Date.now()) : null;
    if (accepted !== null) this.#knocks.accept(knocker, accepted);
  }

  async #serve(step: ServerStep): Promise<void> {
    const after = await serve(step, {
      docId: this.#docId,
      fields: this.#fields,
      isBooked: this.#identity.isBooked,
      uid: (name) => this.#uid(name),
    });
    if (after === undefined) return;
    if (step.kind === 'claim') this.#identity.expectAnotherHost();
    else if (after === null || step.kind === 'book') this.#isRetired = true;
    if (after === null) await this.#knocks.sweep();
    if (step.kind === 'book') this.#identity.isBooked = true;
    this.#become(after);
  }

  #become(fields: Fields | null): void {
    this.#fields = fields;
    if (fields !== null) this.#identity.follow(fields);
  }

  async #write(step: WriteStep): Promise<void> {
    const now = Date.now();
    const role = this.#role(step);
    const person = this.#person(step.who, role);
    const uid = person === null || person === 'admin' ? this.#uid('ada') : person.uid;
    const right = write(this.#docId, { uid }, this.#transition({ ...step, role }, uid, now)) as BlindWrite;
    const said = step.isPageOfBefore ? asBefore(right, role) : right;
    const blind = step.nearMiss === null ? said : miss(said, step.nearMiss, now);
    if (step.type === 'create') await countedDocId(uid, this.#docId);
    const isRight = (time: number) =>
      explain(this.#fields ?? (this.#isRetired ? 'retired' : null), applyWrite(this.#fields, blind, time), {
        uid,
        now: time,
      }) !== undefined;
    const outcome = await this.#compare(step, person, isRight, (by) => commitAs(by, blind));
    if (outcome === 'accepted') this.#become(applyWrite(this.#fields, blind, Date.now()));
  }

  async #leaveCandidates(step: CandidatesStep): Promise<void> {
    const { round } = this.#call ?? {};
    const role = round && (step.side === 'offer') === (round.offerer === 'host') ? 'host' : 'guest';
    const person = this.#person(step.who, role);
    const number = Math.max(1, (round?.number ?? 1) + step.roundOffset);
    const expiresAt = Date.now() + step.lapsesInMs;
    const left = batch(this.#docId, step.side, { round: number, index: step.index, expiresAt });
    const { name } = left.update;
    const uid = person === null || person === 'admin' ? '' : person.uid;
    const isRight = (now: number) =>
      !this.#batches.has(name) &&
      this.#call !== null &&
      mayAddCandidates(this.#call, { side: step.side, round: number }, expiresAt, { uid, now });
    const outcome = await this.#compare(step, person, isRight, (by) => commitAs(by, left));
    if (outcome === 'accepted') this.#batches.add(name);
  }

  /** Makes the request, unless a time is just about to decide it. @throws {Disagreement} */
  async #compare(
    step: Step,
    person: Person,
    isRight: (now: number) => boolean,
    request: (by: Person) => Promise<Outcome>,
  ): Promise<Outcome | undefined> {
    const now = Date.now();
    const verdicts = [-TOO_CLOSE_MS, 0, TOO_CLOSE_MS].map(
      (offset) => person !== null && isRight(now + offset),
    );
    if (new Set(verdicts).size > 1) {
      this.counts.tooClose++;
      return undefined;
    }
    const outcome = await request(person);
    const expected: Outcome = verdicts[1] ? 'accepted' : 'refused';
    this.counts[outcome]++;
    if (outcome !== expected) {
      const details = JSON.stringify({ step, person, before: this.#fields });
      throw new Disagreement(`The rules ${outcome} what the reference ${expected}: ${details}`);
    }
    return outcome;
  }

  #person(who: Who, role: Role = 'host'): Person {
    if (who === 'nobody') return null;
    if (who !== 'the holder') return { uid: this.#uid(who) };
    const guest = this.#call?.seats.guest?.uid ?? this.#uid('grace');
    return { uid: role === 'host' ? (this.#call?.hostUid ?? this.#uid('ada')) : guest };
  }

  /** Of this call alone, since what users create is counted. */
  #uid(name: string): string {
    return `${name}-${this.#docId.slice(0, 4)}`;
  }

  #role({ type, role }: WriteStep): Role {
    if (role !== 'as fits') return role;
    if (['rename', 'dismiss', 'put out', 'admit', 'lock', 'unlock'].includes(type)) return 'host';
    if (type === 'answer') return otherRole(this.#call?.round?.offerer ?? 'host');
    return this.#call?.seats.host === null ? 'host' : 'guest';
  }

  #transition(step: WriteStep & { role: Role }, uid: string, now: number): CallTransition {
    const { type, role, roundOffset, expiryOffsetMs } = step;
    const call = this.#call;
    const lasting = call ?? { emptyTimeoutSeconds: TIMEOUT_SECONDS, schedule: null };
    const met = type === 'answer' || (type !== 'offer' && type !== 'admit' && call !== null && hasMet(call));
    const whenEmpty = expiryWhenEmpty(now, lasting, met) + expiryOffsetMs;
    const session = this.#session(step, uid);
    const linked = step.linked ? ({ linked: true } as const) : {};
    const sitter: Sitter = {
      ...{ role, session, entered: step.entered, ...linked },
      key: step.keyBytes === 0 ? null : new Uint8Array(step.keyBytes).fill(4),
      expiresAt: expiryWhileSeated(now, lasting, met, linked) + expiryOffsetMs,
    };
    const sealed = new Uint8Array(step.sealedBytes).fill(7);
    const number = (call ? lastRoundNumber(call) : 0) + roundOffset;
    const isRoom = call?.room === undefined ? {} : { isRoom: true as const };
    // Pages of before do not say, and others may be wrong about it.
    const hasDoor = (call?.door !== undefined) !== (step.isPageOfBefore || step.isLockWrong);
    switch (type) {
      case 'create': {
        const isOff = step.isRoom ? roundOffset : roundOffset * 560;
        const emptyTimeoutSeconds = (step.isRoom ? ROOM_STAY_SECONDS : TIMEOUT_SECONDS) + isOff;
        const roomName = step.isRoom ? { roomName: sealed } : {};
        const schedule = step.schedule && chosenSchedule(step.schedule, 0, sealed, now);
        const expiresAt =
          schedule?.endsAt ?? expiryWhenEmpty(now, { emptyTimeoutSeconds, schedule: null }, false);
        const door = step.hasDoor ? { hasDoor: true as const } : {};
        const made = { ...door, ...roomName };
        return { type, emptyTimeoutSeconds, schedule, ...made, expiresAt: expiresAt + expiryOffsetMs };
      }
      case 'reschedule': {
        const revision = (call?.schedule?.revision ?? 0) + 1;
        return { type, schedule: chosenSchedule(step.schedule ?? LATER, revision, sealed, now) };
      }
      case 'offer':
        return { type, sitter, round: number + 1, offer: sealed };
      case 'admit': {
        const admission = { uid: this.#uid(step.admitted), knock: session, word: sealed };
        return { type, sitter, round: number + 1, offer: sealed, ...admission };
      }
      case 'lock': {
        const right = call && lastGuest(call, now);
        const isStaying = right !== null && hasMet(call as CallDoc);
        const expiresAt = expiryWhileSeated(now, lasting, isStaying, linked) + expiryOffsetMs;
        const admitted = step.isLockWrong ? (right === null ? this.#uid(step.admitted) : null) : right;
        return { type, sitter: { ...sitter, expiresAt }, admitted, ...isRoom };
      }
      case 'unlock':
        return { type, sitter, ...isRoom };
      case 'rename':
        return { type, roomName: sealed };
      case 'answer':
        return { type, sitter, round: number, answer: sealed };
      case 'renew':
        return { type, sitter };
      case 'leave':
        return { type, role, session };
      case 'leave last':
        return { type: 'leave', role, session, expiresAt: whenEmpty };
      case 'free':
        return { type };
      case 'dismiss': {
        const guest = call?.seats.guest?.uid ?? this.#uid(step.admitted);
        const right = call === null ? undefined : admittedWithout(call, guest);
        const admitted = step.isLockWrong && right !== undefined ? this.#uid(step.admitted) : right;
        return { type, uid: guest, ...(admitted !== undefined && { admitted }) };
      }
      case 'put out': {
        const guest = call?.seats.guest?.uid ?? this.#uid(step.admitted);
        const right = (call && admittedWithout(call, guest)) ?? null;
        const { answererSession = null } = call?.round ?? {};
        const admitted = step.isLockWrong ? this.#uid(step.admitted) : right;
        return { type: 'put-out', admitted, round: { number, answererSession }, ...isRoom };
      }
      case 'end':
        return { type, expiresAt: expiryOfTombstone(now) + expiryOffsetMs, hasDoor };
      case 'cancel':
        return { type, endsAt: (call?.schedule?.endsAt ?? now) + expiryOffsetMs, hasDoor };
    }
  }

  #session({ session, role }: WriteStep & { role: Role }, uid: string): string {
    if (session === 'malformed') return 'not a session';
    const own = `${uid}AAAAAAAAAAAAAAAA`.slice(0, 15);
    if (session === 'sits there') return this.#call?.seats[role]?.session ?? `${own}1`;
    return `${own}${session === 'first page' ? 1 : 2}`;
  }
}

function uidOf(person: Person): string {
  return person === null || person === 'admin' ? '' : person.uid;
}

/** The same seat, without what pages of before did not know. */
function asBefore(write: BlindWrite, role: Role): BlindWrite {
  const fields = ['entered', 'key'].reduce((all, name) => {
    const path = `seats.${role}.${name}`;
    return valueAt(all, path) === undefined ? all : withValue(all, path, undefined);
  }, write.update.fields);
  return { ...write, update: { ...write.update, fields } };
}
