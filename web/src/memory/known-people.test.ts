import { type NameDoc, parsePersonName, SESSION_KEY_BYTES } from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { KnownPeople } from './known-people.ts';

const ADA = parsePersonName('Ada');
const GRACE = parsePersonName('grace.hopper');
const key = (byte: number) => new Uint8Array(SESSION_KEY_BYTES).fill(byte);
const published = (uid: string, ...keys: number[]): NameDoc => ({
  ...{ name: ADA, uid, keys: new Uint8Array(keys.flatMap((byte) => [...key(byte)])) },
  ...{ claimedAt: 1, releasedAt: null, expiresAt: 2 },
});

let kept: Map<string, string>;
let now: number;
let people: KnownPeople;
beforeEach(() => {
  kept = new Map();
  now = 1_000;
  people = new KnownPeople(
    { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) },
    () => now,
  );
});

describe('the people whom a browser knows', () => {
  it('are found however their name is written, the last met first', () => {
    people.talk(ADA, 'a');
    now += 1;
    people.miss(GRACE, 'g', now);
    expect(people.all().map(({ name }) => name)).toEqual([GRACE, ADA]);
    expect(people.find(parsePersonName('GRACE-hopper'))).toMatchObject({ uid: 'g', missedAt: now });
    people.forget(parsePersonName('ada'));
    expect(people.all().map(({ name }) => name)).toEqual([GRACE]);
  });

  it('are missed once for each ring, and not for one that was answered since', () => {
    people.miss(ADA, 'a', 900);
    expect(people.find(ADA)).toMatchObject({ missedAt: 900 });
    now = 2_000;
    people.miss(ADA, 'a', 900);
    expect(people.find(ADA)?.usedAt).toBe(1_000);
    people.talk(ADA, 'a');
    expect(people.find(ADA)).not.toHaveProperty('missedAt');
    people.miss(ADA, 'a', 900);
    expect(people.find(ADA)).not.toHaveProperty('missedAt');
    people.miss(ADA, 'a', 2_500);
    expect(people.find(ADA)).toMatchObject({ missedAt: 2_500, hasTalked: true });
  });

  it('may be others when the account is, or a device of theirs is not known', () => {
    expect(people.hasChanged(published('a', 1))).toBe(false);
    people.meet(published('a', 1, 2));
    expect(people.hasChanged(published('a', 2))).toBe(false);
    expect(people.hasChanged(published('a', 2, 3))).toBe(true);
    expect(people.hasChanged(published('a', 3))).toBe(true);
    expect(people.hasChanged(published('b', 1))).toBe(true);
    people.talk(ADA, 'a');
    people.block(ADA, true);
    // What was known of the one is not said of the other.
    people.meet(published('b', 1));
    expect(people.find(ADA)).not.toHaveProperty('isBlocked');
    expect(people.find(ADA)).not.toHaveProperty('hasTalked');
  });

  it('are not forgotten for who rings under their name, nor for any number of strangers who ring', () => {
    people.meet(published('a', 1));
    people.talk(ADA, 'a');
    people.miss(ADA, 'b', 2_000);
    expect(people.find(ADA)).toMatchObject({ uid: 'a', hasTalked: true });
    expect(people.hasChanged(published('b', 1))).toBe(true);
    for (let count = 0; count < 150; count += 1)
      people.miss(parsePersonName(`person-${count}x`), `p${count}`, 2_000);
    expect(people.all()).toHaveLength(21);
    expect(people.find(ADA)).toMatchObject({ uid: 'a', hasTalked: true });
  });

  it('have who rang last under their name blocked, and nobody else but under that name', () => {
    people.meet(published('a', 1));
    people.talk(ADA, 'a');
    const before = people.find(ADA);
    now = 2_000;
    people.decline(ADA, 'z');
    // What is known of her is as it was.
    expect(people.find(ADA)).toEqual({ ...before, rungBy: 'z' });
    people.block(ADA, true);
    expect(people.isBlocked(ADA, 'z')).toBe(true);
    expect(people.isBlocked(GRACE, 'z')).toBe(true);
    expect(people.isBlocked(GRACE, 'a')).toBe(false);
    // The list says so of the name, whoever has it.
    expect(people.isBlocked(parsePersonName('a-d-a'), 'y')).toBe(true);
    people.talk(ADA, 'a');
    expect(people.isBlocked(GRACE, 'z')).toBe(true);
    people.block(ADA, false);
    expect(people.isBlocked(ADA, 'z')).toBe(false);
    expect(people.hasChanged(published('z', 1))).toBe(true);
  });

  it('are blocked themselves where they were met, or told no, since another rang under their name', () => {
    const blocked = () => {
      people.block(ADA, true);
      const who = ['a', 'z'].filter((uid) => people.isBlocked(GRACE, uid));
      people.block(ADA, false);
      return who;
    };
    people.talk(ADA, 'a');
    people.miss(ADA, 'z', 2_000);
    expect(blocked()).toEqual(['z']);
    for (const since of [
      () => people.decline(ADA, 'a'),
      () => people.meet(published('a', 1)),
      () => people.talk(ADA, 'a'),
    ]) {
      people.decline(ADA, 'z');
      expect(blocked()).toEqual(['z']);
      since();
      expect(blocked()).toEqual(['a']);
    }
    // Older than what was done since.
    now = 4_000;
    people.talk(ADA, 'a');
    people.miss(ADA, 'z', 3_000);
    expect(blocked()).toEqual(['a']);
  });

  it('are in the list when they were told no, as nobody who was missed, and can be blocked', () => {
    people.miss(GRACE, 'g', 2_000);
    people.decline(GRACE, 'g');
    expect(people.find(GRACE)).not.toHaveProperty('missedAt');
    expect(people.find(GRACE)).not.toHaveProperty('hasTalked');
    people.decline(ADA, 'a');
    people.block(ADA, true);
    expect(people.isBlocked(ADA, 'a')).toBe(true);
  });

  it('stay when they are blocked, however many come after them', () => {
    people.miss(ADA, 'a', 1);
    people.block(ADA, true);
    for (let count = 0; count < 150; count += 1)
      people.talk(parsePersonName(`person-${count}x`), `p${count}`);
    expect(people.all()).toHaveLength(101);
    expect(people.find(ADA)).toMatchObject({ isBlocked: true });
    people.block(ADA, false);
    expect(people.find(ADA)).not.toHaveProperty('isBlocked');
  });

  it.each(['', 'null', '{}', '[1, null, {"name": "Zoë"}]', '[{"name":"ada","uid":1,"usedAt":1}]', '[{'])(
    'are nobody where the storage says %s',
    (text) => {
      kept.set('parley:people:1', text);
      expect(people.all()).toEqual([]);
      people.talk(ADA, 'a');
      expect(people.all()).toHaveLength(1);
    },
  );
});
