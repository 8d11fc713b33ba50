import type { IssuedRelays } from '@parley/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeLink, FakeNetwork } from '../testing/fake-network.ts';
import { RelaySupply } from './relay-supply.ts';

const relays = (username: string): IssuedRelays => ({
  servers: [{ urls: ['turn:relay.example'], username, credential: 'c' }],
  validForSeconds: 600,
});

const onFirst = vi.fn();
const onIgnored = vi.fn();
const issue = vi.fn<(signal: AbortSignal) => Promise<IssuedRelays>>();
let life: AbortController;
let supply: RelaySupply;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  life = new AbortController();
  supply = new RelaySupply({ onFirst, onIgnored });
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
const namesOf = ({ relays: used }: FakeLink) => used.map(({ username }) => username);
const link = () => new FakeLink(new FakeNetwork(), 0);

it('A link has those that there are, and newer ones before these end', async () => {
  issue.mockImplementation(async () => relays(`${issue.mock.calls.length}`));
  const [early, late] = [link(), link()];
  supply.begin(early);
  expect(early.relays).toEqual([]);
  supply.keep(issue, life.signal);
  await pass(0);
  expect(namesOf(early)).toEqual(['1']);
  await pass(299);
  expect(namesOf(early)).toEqual(['1']);
  await pass(2);
  expect(namesOf(early)).toEqual(['2']);
  supply.end();
  supply.begin(late);
  expect(namesOf(late)).toEqual(['2']);
  await pass(300);
  expect([namesOf(early), namesOf(late)]).toEqual([['2'], ['3']]);
  expect(onFirst).toHaveBeenCalledOnce();
});

it('Those that have ended, as on a device that slept, are given to no link, and newer ones are news', async () => {
  issue.mockImplementation(async () => relays(`${issue.mock.calls.length}`));
  supply.keep(issue, life.signal);
  await pass(0);
  vi.setSystemTime(Date.now() + 3_600_000);
  const woken = link();
  supply.begin(woken);
  expect(woken.relays).toEqual([]);
  await pass(11);
  expect(namesOf(woken)).toEqual(['2']);
  expect(onFirst).toHaveBeenCalledTimes(2);
});

it('Where a site has none, it is asked once', async () => {
  issue.mockResolvedValue({ servers: [], validForSeconds: 600 });
  supply.keep(issue, life.signal);
  await pass(3_600);
  expect(issue).toHaveBeenCalledOnce();
  expect(onFirst).not.toHaveBeenCalled();
});

it('A failure is told to the log, and tried again ever later', async () => {
  issue.mockRejectedValue(new Error('down'));
  supply.keep(issue, life.signal);
  await pass(2 + 4 + 8 + 16 + 32 + 60 + 60 + 1);
  expect(issue).toHaveBeenCalledTimes(8);
  expect(onIgnored).toHaveBeenCalledTimes(8);
  issue.mockResolvedValue(relays('at last'));
  await pass(60);
  const begun = link();
  supply.begin(begun);
  expect(namesOf(begun)).toEqual(['at last']);
});

it('What was asked for early is there for a link, and is not asked for again before its time', async () => {
  issue.mockImplementation(async () => relays(`${issue.mock.calls.length}`));
  supply.askEarly(issue, life.signal);
  await pass(1);
  const begun = link();
  supply.begin(begun);
  expect(namesOf(begun)).toEqual(['1']);
  supply.keep(issue, life.signal);
  await pass(298);
  expect(namesOf(begun)).toEqual(['1']);
  await pass(2);
  expect(namesOf(begun)).toEqual(['2']);
  expect(onFirst).toHaveBeenCalledOnce();
});

it('What is still asked for is waited for, and asked for again when it comes to nothing or is old by then', async () => {
  const early = Promise.withResolvers<IssuedRelays>();
  issue.mockReturnValueOnce(early.promise).mockImplementation(async () => relays('kept'));
  supply.askEarly(issue, life.signal);
  supply.keep(issue, life.signal);
  await pass(1);
  expect(issue).toHaveBeenCalledOnce();
  early.reject(new Error('refused'));
  await pass(0);
  expect(issue).toHaveBeenCalledTimes(2);
  expect(onIgnored).not.toHaveBeenCalled();

  const late = new RelaySupply({ onFirst, onIgnored });
  late.askEarly(issue, life.signal);
  await pass(299);
  late.keep(issue, life.signal);
  await pass(0);
  expect(issue).toHaveBeenCalledTimes(3);
  await pass(1);
  expect(issue.mock.calls.length).toBeGreaterThan(3);
});

it('A site that said early that it has none is not asked again', async () => {
  issue.mockResolvedValue({ servers: [], validForSeconds: 600 });
  supply.askEarly(issue, life.signal);
  supply.keep(issue, life.signal);
  await pass(3_600);
  expect(issue).toHaveBeenCalledOnce();
});

it('Nothing is asked for once the call is over', async () => {
  issue.mockResolvedValue(relays('1'));
  supply.keep(issue, life.signal);
  await pass(0);
  life.abort();
  await pass(3_600);
  expect(issue).toHaveBeenCalledOnce();
  expect(onIgnored).not.toHaveBeenCalled();
});
