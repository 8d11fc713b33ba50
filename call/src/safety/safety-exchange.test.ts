import { encodeSafetyMessage, parseSafetyMessage, SAFETY_BYTES, type SafetyMessage } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BrokenPromiseError, SafetyExchange } from './safety-exchange.ts';
import { safetyWords } from './safety-words.ts';

/** A page's end of a link between these two certificates. */
class End {
  readonly sent: SafetyMessage[] = [];
  readonly number: Promise<bigint>;
  readonly #exchange: SafetyExchange;

  constructor(own: string, theirs: string, onSent: (message: SafetyMessage) => void = () => {}) {
    this.#exchange = new SafetyExchange({ own, theirs });
    this.number = this.#exchange.run((bytes) => {
      const message = parseSafetyMessage(bytes.buffer);
      this.sent.push(message);
      onSent(message);
    });
    this.number.catch(() => {});
  }

  hear(...messages: SafetyMessage[]): void {
    for (const message of messages) this.#exchange.receive(message);
  }

  async says(type: SafetyMessage['type']): Promise<SafetyMessage> {
    const said = () => this.sent.find((message) => message.type === type);
    await expect.poll(said).toBeDefined();
    return said() as SafetyMessage;
  }
}

/** Two ends, each of which hears what the other says, on its way through whoever is between them. */
async function numbersOf(certificates: Record<'ada' | 'towardsAda' | 'towardsBob' | 'bob', string>) {
  const { ada, towardsAda, towardsBob, bob } = certificates;
  const one: End = new End(ada, towardsAda, (message) => queueMicrotask(() => other.hear(message)));
  const other: End = new End(bob, towardsBob, (message) => one.hear(message));
  return Promise.allSettled([one.number, other.number]);
}

test('Two pages with nobody between them have the same number, and another on each link', async () => {
  const direct = { ada: 'a', towardsAda: 'b', towardsBob: 'a', bob: 'b' };
  const numbers = [];
  for (let count = 0; count < 3; count++) {
    const [one, other] = await numbersOf(direct);
    expect(one).toEqual(other);
    expect(one.status).toBe('fulfilled');
    numbers.push(one.status === 'fulfilled' && one.value);
  }
  expect(new Set(numbers).size).toBe(3);
});

test('Whoever is between them and hands on what they say is found out, also with one certificate of theirs added', async () => {
  for (const [towardsAda, towardsBob] of [
    ['m', 'n'],
    ['b', 'm'],
    ['b', 'a, m'],
  ] as const) {
    const ends = await numbersOf({ ada: 'a', towardsAda, towardsBob, bob: 'b' });
    expect(ends.map((end) => end.status === 'rejected' && end.reason)).toContainEqual(
      expect.any(BrokenPromiseError),
    );
  }
});

test('Whoever is between them and makes numbers of their own has to meet the other side’s by chance', async () => {
  // They know all of Ada's side, and her number, before they promise Bob anything.
  const ada: End = new End('a', 'm', (message) => queueMicrotask(() => towardsAda.hear(message)));
  const towardsAda: End = new End('m', 'a', (message) => ada.hear(message));
  const known = await ada.number;
  expect(await towardsAda.number).toBe(known);
  const bob: End = new End('b', 'n', (message) => queueMicrotask(() => towardsBob.hear(message)));
  const towardsBob: End = new End('n', 'b', (message) => bob.hear(message));
  const others = await bob.number;
  expect(others).not.toBe(known);
  expect(await safetyWords(others)).not.toEqual(await safetyWords(known));
});

test('Nobody learns what was promised before they have promised theirs, and keeps to it', async () => {
  const bob = new End('b', 'm');
  await bob.says('promise');
  const random = (fill: number) => new Uint8Array(SAFETY_BYTES).fill(fill);
  // They would choose by what Bob reveals; he has revealed nothing.
  expect(bob.sent.map(({ type }) => type)).toEqual(['promise']);
  bob.hear({ type: 'promise', bytes: random(1) });
  await bob.says('reveal');
  // What they choose now is not what they have promised.
  bob.hear({ type: 'reveal', bytes: random(2) });
  await expect(bob.number).rejects.toThrow(BrokenPromiseError);
});

test.each([
  ['reveals first', ['reveal', 'promise']],
  ['promises twice', ['promise', 'promise']],
] as const)('Whoever %s is found out', async (_, types) => {
  const bob = new End('b', 'm');
  bob.hear(...types.map((type) => ({ type, bytes: new Uint8Array(SAFETY_BYTES) })));
  await expect(bob.number).rejects.toThrow(BrokenPromiseError);
});

test('Whoever sends a page’s own words back to it is found out', async () => {
  const ada: End = new End('a', 'm', (message) => queueMicrotask(() => ada.hear(message)));
  await expect(ada.number).rejects.toThrow(BrokenPromiseError);
});

test('A number is four words of the list, the same for the same number', async () => {
  await fc.assert(
    fc.asyncProperty(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), async (number) => {
      const words = await safetyWords(number);
      expect(words.every((word) => /^[a-z]+$/.test(word))).toBe(true);
      expect(words).toHaveLength(4);
      expect(await safetyWords(number)).toEqual(words);
      expect(await safetyWords(number ^ 1n)).not.toEqual(words);
    }),
  );
});

test('A message is as long as its kind says', () => {
  const message: SafetyMessage = { type: 'reveal', bytes: new Uint8Array(SAFETY_BYTES).fill(7) };
  expect(parseSafetyMessage(encodeSafetyMessage(message).buffer)).toEqual(message);
  expect(() => parseSafetyMessage(new ArrayBuffer(SAFETY_BYTES))).toThrow('33 bytes');
  expect(() => parseSafetyMessage(new Uint8Array(SAFETY_BYTES + 1).fill(9).buffer)).toThrow('one of');
});
