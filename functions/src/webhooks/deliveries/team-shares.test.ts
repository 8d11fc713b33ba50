import { expect, test } from 'vitest';
import {
  deferredFor,
  MAX_ATTEMPTS_OF_SLOW_TEAM,
  MAX_ATTEMPTS_OF_TEAM,
  SLOW_MS,
  TeamShares,
} from './team-shares.ts';

/** As many places as the team gets now, each with what gives it back. */
function takeAll(shares: TeamShares, team: string): readonly (() => void)[] {
  const places: (() => void)[] = [];
  for (let place = shares.take(team); place !== null; place = shares.take(team)) places.push(place);
  return places;
}

test('A team gets its share, another team its own, and what is given back can be taken again', () => {
  const shares = new TeamShares(() => 0);
  const places = takeAll(shares, 'sales');
  expect(places).toHaveLength(MAX_ATTEMPTS_OF_TEAM);
  expect(takeAll(shares, 'support')).toHaveLength(MAX_ATTEMPTS_OF_TEAM);
  places[0]?.();
  expect(takeAll(shares, 'sales')).toHaveLength(1);
});

test('A team whose receiver was slow gets less for five minutes, and no other does', () => {
  let now = 0;
  const shares = new TeamShares(() => now);
  const places = takeAll(shares, 'sales');
  now = SLOW_MS;
  places[0]?.();
  expect(takeAll(shares, 'sales')).toHaveLength(1);
  now = SLOW_MS + 1;
  for (const giveBack of places.slice(1)) giveBack();
  const few = takeAll(shares, 'sales');
  // One is left of those before.
  expect(few).toHaveLength(MAX_ATTEMPTS_OF_SLOW_TEAM - 1);
  expect(takeAll(shares, 'support')).toHaveLength(MAX_ATTEMPTS_OF_TEAM);
  now += 5 * 60_000;
  expect(takeAll(shares, 'sales')).toHaveLength(MAX_ATTEMPTS_OF_TEAM - MAX_ATTEMPTS_OF_SLOW_TEAM);
});

test('What finds no place comes again later each time, up to four minutes, and by chance up to as long after that', () => {
  const all = [0, 1, 2, 3, 4, 9];
  const seconds = [15, 30, 60, 120, 240, 240].map((s) => s * 1_000);
  expect(all.map((deferral) => deferredFor(deferral, () => 0))).toEqual(seconds);
  expect(all.map((deferral) => deferredFor(deferral, (below) => below - 1))).toEqual(
    seconds.map((least) => 2 * least - 1),
  );
});
