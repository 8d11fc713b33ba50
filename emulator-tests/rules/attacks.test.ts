/**
 * The attacks on record, by number: 1 to 50 are those that any signaling over Firestore has to face, the rest are on
 * what this design adds. Each is refused on every path where it applies, and what differs in one thing is accepted.
 */
import { describe, expect, it } from 'vitest';
import { admission } from './attacks/admission.ts';
import type { Attack, Inapplicable } from './attacks/attack.ts';
import { creators } from './attacks/creators.ts';
import { fields } from './attacks/fields.ts';
import { leases } from './attacks/leases.ts';
import { pace } from './attacks/pace.ts';
import { reading } from './attacks/reading.ts';
import { rounds } from './attacks/rounds.ts';
import { schedules } from './attacks/schedules.ts';
import { seats } from './attacks/seats.ts';
import { secondLives } from './attacks/second-lives.ts';
import { softSeats } from './attacks/soft-seats.ts';
import { states } from './attacks/states.ts';
import { writes } from './attacks/writes.ts';

const AT_ONCE = 16;

const themes: readonly (readonly (Attack | Inapplicable)[])[] = [
  ...[reading, seats, states, fields, writes, rounds, leases, schedules, admission, creators],
  ...[softSeats, secondLives, pace],
];
const attacks = themes.flat().sort((a, b) => a.number - b.number);

describe('attack', () => {
  it.for(attacks.map((attack) => [attack.number, attack.name, attack] as const))(
    '%i: %s',
    { timeout: 60_000 },
    async ([, , attack], { skip }) => {
      if ('reason' in attack) return skip(attack.reason);
      const { refused, accepted } = await attack.prepare();
      expect([refused.length > 0, accepted.length > 0]).toEqual([true, true]);
      // What is refused changes nothing, so these may be made at once; what is accepted may build on what was before.
      const gotIn: string[] = [];
      for (let i = 0; i < refused.length; i += AT_ONCE) {
        const outcomes = refused.slice(i, i + AT_ONCE).map(async ([what, make]) => {
          if ((await make()) === 'accepted') gotIn.push(what);
        });
        await Promise.all(outcomes);
      }
      expect(gotIn).toEqual([]);
      const keptOut: string[] = [];
      for (const [what, make] of accepted) if ((await make()) === 'refused') keptOut.push(what);
      expect(keptOut).toEqual([]);
    },
  );

  it('has every number once', () => {
    expect(attacks.map(({ number }) => number)).toEqual(attacks.map((_, index) => index + 1));
  });
});
