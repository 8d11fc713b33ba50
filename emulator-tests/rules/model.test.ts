/**
 * What four people do to calls at random, right and nearly right, now and later: the rules accept exactly what
 * protocol's table of transitions does, and what is stored is what it says. The same for what counts new calls, and for words. `npm run
 * rules-fuzz` does more of it, names its seed, and finds the shortest sequence that shows a failure.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CountedUser, creations } from './model/counted-user.ts';
import { PlayedCall } from './model/played-call.ts';
import { PlayedPeople, peopleSteps } from './model/played-people.ts';
import { PlayedWords, wordsSteps } from './model/played-words.ts';
import { sequence } from './model/steps.ts';

const { PARLEY_FUZZ_SEQUENCES = '100', PARLEY_FUZZ_SEED } = process.env;
/** Among the other tests always the same ones, so that a failure is about the rules and not about luck. */
const seed = Number(PARLEY_FUZZ_SEED ?? 1);

/** Each is on a call of its own, so they do not wait for each other. */
const AT_ONCE = 20;
const runs = Math.ceil(Number(PARLEY_FUZZ_SEQUENCES) / AT_ONCE);

it(`agrees with protocol's table in ${runs * AT_ONCE} sequences of seed ${seed}`, {
  timeout: 3_600_000,
}, async () => {
  const total = { accepted: 0, refused: 0, tooClose: 0 };
  const property = fc.asyncProperty(
    fc.array(sequence, { minLength: AT_ONCE, maxLength: AT_ONCE }),
    async (sequences) => {
      await Promise.all(
        sequences.map(async (steps) => {
          const call = new PlayedCall();
          for (const step of steps) await call.play(step);
          await call.check();
          for (const key of ['accepted', 'refused', 'tooClose'] as const) total[key] += call.counts[key];
        }),
      );
    },
  );
  // Looking for the shortest sequence takes minutes: left to `npm run rules-fuzz -- --seed 1`.
  const endOnFailure = PARLEY_FUZZ_SEED === undefined;
  await fc.assert(property, { numRuns: runs, seed, endOnFailure });
  console.log(
    `${runs * AT_ONCE} sequences: ${total.accepted} requests accepted, ${total.refused} refused, ` +
      `${total.tooClose} left out because a time was about to decide them`,
  );
  // A test that hardly gets anything accepted, or refused, shows nothing.
  expect(total.accepted).toBeGreaterThan(runs * AT_ONCE);
  expect(total.refused).toBeGreaterThan(runs * AT_ONCE);
});

it(`agrees with protocol's countCreation for ${runs * 2} users of seed ${seed}`, {
  timeout: 3_600_000,
}, async () => {
  const total = { accepted: 0, refused: 0 };
  const property = fc.asyncProperty(fc.array(creations, { minLength: 2, maxLength: 2 }), async (users) => {
    await Promise.all(
      users.map(async (steps) => {
        const user = new CountedUser();
        for (const step of steps) await user.create(step);
        for (const key of ['accepted', 'refused'] as const) total[key] += user.counts[key];
      }),
    );
  });
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: PARLEY_FUZZ_SEED === undefined });
  console.log(`${runs * 2} users: ${total.accepted} new calls accepted, ${total.refused} refused`);
  expect(total.accepted).toBeGreaterThan(runs * 2);
  expect(total.refused).toBeGreaterThan(runs * 2);
});

it(`agrees with protocol's table of words in ${runs * 4} sequences of seed ${seed}`, {
  timeout: 3_600_000,
}, async () => {
  const total = { accepted: 0, refused: 0 };
  const property = fc.asyncProperty(
    fc.array(wordsSteps, { minLength: 4, maxLength: 4 }),
    async (sequences) => {
      await Promise.all(
        sequences.map(async (steps) => {
          const words = new PlayedWords();
          for (const step of steps) await words.play(step);
          await words.check();
          for (const key of ['accepted', 'refused'] as const) total[key] += words.counts[key];
        }),
      );
    },
  );
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: PARLEY_FUZZ_SEED === undefined });
  console.log(`${runs * 4} sequences: ${total.accepted} requests accepted, ${total.refused} refused`);
  expect(total.accepted).toBeGreaterThan(runs * 4);
  expect(total.refused).toBeGreaterThan(runs * 4);
});

it(`agrees with protocol's tables of names and rings in ${runs * 4} sequences of seed ${seed}`, {
  timeout: 3_600_000,
}, async () => {
  const total = { accepted: 0, refused: 0, tooClose: 0 };
  const property = fc.asyncProperty(
    fc.array(peopleSteps, { minLength: 4, maxLength: 4 }),
    async (sequences) => {
      await Promise.all(
        sequences.map(async (steps) => {
          const people = new PlayedPeople();
          for (const step of steps) await people.play(step);
          for (const key of ['accepted', 'refused', 'tooClose'] as const) total[key] += people.counts[key];
        }),
      );
    },
  );
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: PARLEY_FUZZ_SEED === undefined });
  console.log(
    `${runs * 4} sequences: ${total.accepted} commits accepted, ${total.refused} refused, ` +
      `${total.tooClose} left out because a time was about to decide them`,
  );
  expect(total.accepted).toBeGreaterThan(runs * 4);
  expect(total.refused).toBeGreaterThan(runs * 4);
});
