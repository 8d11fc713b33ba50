/** Three people with names and rings, on the emulator and by protocol's tables at once, with the clock put forward. */

import { randomBytes } from 'node:crypto';
import {
  applyHolder,
  applyName,
  applyRing,
  applyRinger,
  type CreatorDoc,
  countCreation,
  countRing,
  fieldsAfter,
  type HolderDoc,
  type HolderTransition,
  holderWrite,
  MAX_NAMES_ASKED_FOR,
  mayReadName,
  NAME_KEPT_MS,
  NAME_TRIES,
  NAMES,
  type NameDoc,
  type NameTransition,
  nameLeaseEnd,
  nameWrite,
  RING_ANSWERS,
  RING_EXPIRY_MS,
  type RingCount,
  type RingDoc,
  type RingerDoc,
  type RingTransition,
  ringerWrite,
  ringWrite,
} from '@parley/protocol';
import fc from 'fast-check';
import { encodeTries } from '../../../call/src/firebase/encode-transition.ts';
import { MINUTE_MS, SEALED } from '../../../protocol/src/testing/call-docs.ts';
import {
  DAY_MS,
  holderWrite as encodedHolder,
  nameWrite as encodedName,
  ringWrite as encodedRing,
  ringerWrite as encodedRinger,
  KEYS,
  newName,
  seedHolder,
  seedName,
  seedRing,
  seedRinger,
} from '../people-scene.ts';
import { commitAs, getAs, type Outcome, ROOT, seed } from '../rest-firestore.ts';
import { count, newUser, storableCount } from '../scene.ts';

const PEOPLE = 3;
const person = fc.nat(PEOPLE - 1);
const NAME_MOVES = ['claim', 'renew', 'release'] as const;
const RING_MOVES = ['ring', 'give-up', 'answer'] as const;
const offset = fc.constantFrom(0, 0, 0, 20_000, -20_000, 60_000, -60_000);
// No sum of these is a limit.
const thenMs = fc.constantFrom(
  0,
  0,
  0,
  10_000,
  70_000,
  40 * MINUTE_MS,
  3 * 60 * MINUTE_MS,
  23 * DAY_MS,
  101 * DAY_MS,
);

/** As the application would do it, whatever else is said. */
const isRight = fc.constantFrom(true, true, false);

type NameStep = readonly [which: number, move: (typeof NAME_MOVES)[number]];

const nameStep = fc.record({
  kind: fc.constant('name' as const),
  by: person,
  names: fc.uniqueArray(fc.tuple(fc.nat(1), fc.constantFrom(...NAME_MOVES)), {
    ...{ minLength: 1, maxLength: 2 },
    selector: ([which]: NameStep) => which,
  }),
  holder: fc.constantFrom('claim', 'claim', 'renew', null),
  /** Which of the two the holder claims. */
  held: fc.nat(1),
  isRight,
  offset,
  thenMs,
});
const ringStep = fc.record({
  kind: fc.constant('ring' as const),
  by: person,
  caller: person,
  callee: person,
  move: fc.constantFrom(...RING_MOVES),
  answer: fc.constantFrom(...RING_ANSWERS),
  more: fc.constantFrom(0, 0, 0, 0, 1, -1),
  isOther: fc.constantFrom(false, false, false, true),
  /** What of a ring is written: both, or one alone. */
  part: fc.constantFrom('both', 'both', 'both', 'ring', 'count'),
  isRight,
  offset,
  thenMs,
});

/** Asks for a name, counted before or not; the last is another than the two. */
const askStep = fc.record({
  kind: fc.constant('ask' as const),
  by: person,
  which: fc.constantFrom(0, 0, 1, 1, 2),
  isCounted: fc.boolean(),
  thenMs,
});

export const peopleSteps = fc.array(fc.oneof(nameStep, askStep, ringStep, ringStep), {
  ...{ minLength: 5, maxLength: 40, size: 'max' as const },
});
type Step = typeof peopleSteps extends fc.Arbitrary<readonly (infer Each)[]> ? Each : never;
type OfKind<Kind> = Extract<Step, { kind: Kind }>;

/** What the reference says of a commit at some moment, and what is stored afterwards. */
interface Verdict {
  readonly isAccepted: boolean;
  store(): Promise<unknown>;
}

export class PlayedPeople {
  readonly #users = Array.from({ length: PEOPLE }, newUser);
  /** Two that are claimed, and one that is not. */
  readonly #names = Array.from({ length: 3 }, newName);
  readonly #claimed: (NameDoc | null)[] = [null, null];
  readonly #holders: (HolderDoc | null)[] = Array(PEOPLE).fill(null);
  readonly #rings: (RingDoc | null)[] = Array(PEOPLE).fill(null);
  readonly #ringers: (RingerDoc | null)[] = Array(PEOPLE).fill(null);
  readonly #tries: (CreatorDoc | null)[] = Array(PEOPLE).fill(null);
  readonly counts: Record<Outcome | 'tooClose', number> = { accepted: 0, refused: 0, tooClose: 0 };

  /** @throws when the rules and protocol's tables disagree */
  async play(step: Step): Promise<void> {
    if (step.kind === 'ask') return this.#ask(step);
    // As the application does it: a claim is counted first.
    if (step.kind === 'name' && step.isRight) await this.#count(step.by, step.held);
    const [write, judge] =
      step.kind === 'name' ? this.#nameMove(this.#rightName(step)) : this.#ringMove(this.#rightRing(step));
    const before = Date.now();
    const outcome = await commitAs(this.#user(this.#writer(step)), ...write);
    const [one, other] = [judge(before), judge(Date.now())];
    if (one.isAccepted !== other.isAccepted) this.counts.tooClose += 1;
    else if (one.isAccepted !== (outcome === 'accepted'))
      throw new Error(`The rules have ${outcome} ${JSON.stringify(step)}: ${this.#explain()}`);
    else this.counts[outcome] += 1;
    // The server's times are taken to be those of the reference.
    if (outcome === 'accepted') await one.store();
    await this.#pass(step.thenMs);
  }

  async #ask({ by, which, isCounted, thenMs: ms }: OfKind<'ask'>): Promise<void> {
    if (isCounted) await this.#count(by, which);
    const { nameId } = this.#name(which);
    const { uid } = this.#user(by);
    const judge = (now: number) =>
      mayReadName(this.#claimed[which] ?? null, {
        ...{ uid, now, hasAskedFor: this.#tries[by]?.lastCall === nameId },
        ringOf: (caller) => this.#rings[this.#users.findIndex((user) => user.uid === caller)] ?? null,
      });
    const before = judge(Date.now());
    const outcome = await getAs({ uid }, `${NAMES}/${nameId}`);
    if (before !== judge(Date.now())) this.counts.tooClose += 1;
    else if (before !== (outcome === 'accepted'))
      throw new Error(`The rules have ${outcome} a look at ${nameId}: ${this.#explain()}`);
    else this.counts[outcome] += 1;
    await this.#pass(ms);
  }

  /** @throws when the rules and countCreation disagree */
  async #count(by: number, which: number): Promise<void> {
    const [user, { nameId }, before] = [this.#user(by), this.#name(which), this.#tries[by] ?? null];
    const judge = () => countCreation(before, nameId, Date.now(), NAME_TRIES);
    const count = judge();
    const outcome = await commitAs(
      user,
      encodeTries(ROOT, NAME_TRIES, user.uid, before, count ?? aFullCount(nameId)),
    );
    // The next window may have begun meanwhile.
    if (judge()?.count !== count?.count) this.counts.tooClose += 1;
    else if ((outcome === 'accepted') !== (count !== null))
      throw new Error(`The rules have ${outcome} a count of ${nameId}: ${this.#explain()}`);
    else this.counts[outcome] += 1;
    if (outcome === 'accepted') this.#tries[by] = count;
  }

  #writer(step: Exclude<Step, { kind: 'ask' }>): number {
    return step.kind === 'name' ? step.by : this.#rightRing(step).by;
  }

  /** One claims what one gives up another for, renews with the holder, or gives up what one has. */
  #rightName(step: OfKind<'name'>): OfKind<'name'> {
    if (!step.isRight) return step;
    const { by, held } = step;
    const { uid } = this.#user(by);
    const own = this.#claimed.findIndex((doc) => doc?.uid === uid && doc.releasedAt === null);
    const [[, move] = [0, 'claim' as const]] = step.names;
    const rest = { ...step, offset: 0 as const };
    if (own >= 0 && move === 'release') return { ...rest, names: [[own, 'release']], holder: null };
    if (own >= 0 && (move === 'renew' || own === held))
      return { ...rest, names: [[own, 'renew']], holder: 'renew' };
    const left: [number, 'release'][] = own < 0 ? [] : [[own, 'release']];
    return { ...rest, names: [...left, [held, 'claim']], holder: 'claim' };
  }

  /** The caller rings and gives up, and who is rung answers. */
  #rightRing(step: OfKind<'ring'>): OfKind<'ring'> {
    if (!step.isRight) return step;
    const { move, caller } = step;
    const callee = (caller + 1 + (step.callee % (PEOPLE - 1))) % PEOPLE;
    const rung = this.#users.findIndex(({ uid }) => uid === this.#rings[caller]?.callee);
    const by = move === 'answer' && rung >= 0 ? rung : caller;
    return { ...step, callee, by, more: 0, isOther: false, part: 'both', offset: 0 as const };
  }

  #nameMove({ by, names, holder, held, offset }: OfKind<'name'>): [object[], (now: number) => Verdict] {
    const user = this.#user(by);
    const began = Date.now();
    const lease = nameLeaseEnd(began) + offset;
    const moves = names.map(([which, type]): [number, NameTransition] => {
      if (type === 'release') return [which, { type, expiresAt: began + NAME_KEPT_MS + offset }];
      const leased = { keys: KEYS, expiresAt: lease };
      return [
        which,
        type === 'renew' ? { type, ...leased } : { type, name: this.#name(which).name, ...leased },
      ];
    });
    const hold: HolderTransition | null =
      holder === null
        ? null
        : {
            expiresAt: lease,
            ...(holder === 'renew' ? { type: holder } : { type: holder, name: this.#name(held).nameId }),
          };
    const writes = [
      ...moves.map(([which, move]) => encodedName(this.#name(which), user, move)),
      ...(hold === null ? [] : [encodedHolder(user, hold)]),
    ];
    const judge = (now: number): Verdict => {
      const writer = { uid: user.uid, now };
      const holderBefore = this.#holders[by] ?? null;
      const namesAfter = this.#claimed.map((doc, which) => {
        const move = moves.find(([of]) => of === which)?.[1];
        return move ? (fieldsAfter(doc, nameWrite(move, user.uid), now) as unknown as NameDoc) : doc;
      });
      const holderAfter =
        hold === null
          ? holderBefore
          : (fieldsAfter(holderBefore, holderWrite(hold), now) as unknown as HolderDoc);
      const nameOf = (nameId: string | undefined) =>
        namesAfter[this.#names.findIndex((name) => name.nameId === nameId)] ?? null;
      const judged = moves.map(([which, move]) =>
        applyName(
          {
            nameId: this.#name(which).nameId,
            before: this.#claimed[which] ?? null,
            holder: holderAfter,
            hasAskedFor: this.#tries[by]?.lastCall === this.#name(which).nameId,
          },
          move,
          writer,
        ),
      );
      const scene = {
        before: holderBefore,
        claimed: nameOf(holderAfter?.name),
        left: nameOf(holderBefore?.name),
      };
      const isHolderRight = hold === null || applyHolder(scene, hold, writer) !== null;
      return {
        isAccepted: isHolderRight && judged.every((doc) => doc !== null),
        store: async () => {
          for (const [which] of moves) this.#claimed[which] = namesAfter[which] ?? null;
          this.#holders[by] = holderAfter;
          await this.#seed();
        },
      };
    };
    return [writes, judge];
  }

  #ringMove(step: OfKind<'ring'>): [object[], (now: number) => Verdict] {
    const caller = this.#user(step.caller);
    const before = this.#rings[step.caller] ?? null;
    const counts = this.#ringers[step.caller] ?? null;
    const move = this.#ring(step, before);
    const count = move.type === 'ring' && step.part !== 'ring' ? this.#ringCount(step, move, counts) : null;
    const hasRing = count === null || step.part !== 'count';
    const judge = (now: number): Verdict => {
      const writer = { uid: this.#user(step.by).uid, caller: caller.uid, now };
      const ring = hasRing ? (fieldsAfter(before, ringWrite(move), now) as unknown as RingDoc) : before;
      const ringer =
        count === null ? counts : (fieldsAfter(counts, ringerWrite(count), now) as unknown as RingerDoc);
      const isRingRight = !hasRing || applyRing({ before, ringer }, move, writer) !== null;
      const isCountRight =
        count === null ||
        (writer.uid === caller.uid && applyRinger({ before: counts, ring }, count, writer) !== null);
      return {
        isAccepted: isRingRight && isCountRight,
        store: async () => {
          this.#rings[step.caller] = ring;
          this.#ringers[step.caller] = ringer;
          await this.#seed();
        },
      };
    };
    const writes = [
      ...(hasRing ? [encodedRing(caller, move)] : []),
      ...(count === null ? [] : [encodedRinger(caller, count)]),
    ];
    return [writes, judge];
  }

  #ringCount(
    { more, offset }: OfKind<'ring'>,
    ring: Extract<RingTransition, { type: 'ring' }>,
    before: RingerDoc | null,
  ): RingCount {
    const { callee } = ring;
    const count = countRing(before, ring, Date.now());
    const rung = { ...count.rung, [callee]: (count.rung[callee] ?? 0) + more };
    return { ...count, rung, expiresAt: count.expiresAt + offset };
  }

  #ring({ callee, move, answer, isOther, offset }: OfKind<'ring'>, before: RingDoc | null): RingTransition {
    const there = before?.ring ?? 'r'.repeat(16);
    if (move === 'ring') {
      const ring = isOther ? there : randomBytes(12).toString('base64url');
      const expiresAt = Date.now() + RING_EXPIRY_MS + offset;
      return { type: 'ring', ring, callee: this.#user(callee).uid, sealed: SEALED, expiresAt };
    }
    const ring = isOther ? 'o'.repeat(16) : there;
    return move === 'answer'
      ? { type: move, ring, answer, word: SEALED, page: 'p'.repeat(16) }
      : { type: move, ring };
  }

  async #pass(ms: number): Promise<void> {
    if (ms === 0) return;
    for (const docs of [this.#claimed, this.#holders, this.#rings, this.#ringers, this.#tries] as (
      | object
      | null
    )[][])
      for (const [index, doc] of docs.entries()) docs[index] = doc && earlier(doc, ms);
    await this.#seed();
  }

  async #seed(): Promise<void> {
    for (const [which, doc] of this.#claimed.entries()) if (doc) await seedName(this.#name(which), doc);
    for (const [by, doc] of this.#holders.entries()) if (doc) await seedHolder(this.#user(by), doc);
    for (const [by, doc] of this.#tries.entries())
      if (doc) await seed(`${NAME_TRIES}/${this.#user(by).uid}`, storableCount(doc));
    for (const [by, doc] of this.#rings.entries()) if (doc) await seedRing(this.#user(by), doc);
    for (const [by, doc] of this.#ringers.entries()) if (doc) await seedRinger(this.#user(by), doc);
  }

  #user(index: number) {
    return this.#users[index] ?? newUser();
  }

  #name(index: number) {
    return this.#names[index] ?? newName();
  }

  #explain(): string {
    return JSON.stringify({
      names: this.#claimed,
      holders: this.#holders,
      rings: this.#rings,
      ringers: this.#ringers,
      tries: this.#tries,
      now: Date.now(),
    });
  }
}

function aFullCount(nameId: string): CreatorDoc {
  return count({ count: MAX_NAMES_ASKED_FOR + 1, lastCall: nameId });
}

function earlier(doc: object, ms: number): object {
  return Object.fromEntries(
    Object.entries(doc).map(([name, value]) => {
      if (name === 'reply' && value) return [name, earlier(value, ms)];
      return [name, /(At|^at|^since)$/.test(name) && typeof value === 'number' ? value - ms : value];
    }),
  );
}
