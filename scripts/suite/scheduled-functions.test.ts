import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { documentedAddresses } from '../firebase/emulator-ports.ts';
import { callScheduledFunction, findScheduledFunctions, parsePeriodMs } from './scheduled-functions.ts';

test('finds the functions that have a schedule among all that the emulator serves', () => {
  const backends = [
    {
      directory: '/parley/functions',
      functionTriggers: [
        { name: 'sweepStaleCalls', region: 'us-central1', schedule: { schedule: 'every 5 minutes' } },
        { name: 'api', region: 'us-central1' },
      ],
    },
  ];
  expect(findScheduledFunctions(backends)).toEqual([
    { name: 'sweepStaleCalls', region: 'us-central1', periodMs: 300_000 },
  ]);
});

test.each([
  ['every 1 minutes', 60_000],
  ['every 5 minutes', 300_000],
  ['every 2 hours', 7_200_000],
])('%s is a period', (schedule, periodMs) => {
  expect(parsePeriodMs(schedule)).toBe(periodMs);
});

test('a calendar time is refused in words', () => {
  expect(() => parsePeriodMs('0 3 * * *')).toThrow('does not understand the schedule `0 3 * * *`');
});

describe('a scheduled function', () => {
  /** An emulator with these functions, which says of any other what firebase-tools 15 says. @returns its address and what ran */
  async function serve(answers: Readonly<Record<string, number>>) {
    const ran: string[] = [];
    const server = createServer((request, response) => {
      const name = request.url?.split('/').slice(2).join('-') ?? '';
      const status = answers[name];
      if (status === undefined) {
        const names = Object.keys(answers).join(', ');
        return response.writeHead(404).end(`Function ${name} does not exist, valid functions are: ${names}`);
      }
      ran.push(name);
      return response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    return { addresses: { ...documentedAddresses, functions: { host: '127.0.0.1', port } }, ran };
  }
  const sweep = { name: 'sweep', region: 'us-central1' };

  it('runs by the last number that the emulator gave it', async () => {
    const { addresses, ran } = await serve({
      'us-central1-api': 200,
      'us-central1-sweep-0': 204,
      'us-central1-sweep-9': 204,
      'us-central1-sweep-10': 200,
    });
    await callScheduledFunction(addresses, 'demo', sweep);
    expect(ran).toEqual(['us-central1-sweep-10']);
  });

  it.each([
    ['is switched off', { 'us-central1-sweep-0': 204 }, /sweep answered 204/],
    ['fails', { 'us-central1-sweep-0': 500 }, /sweep answered 500/],
    ['is not there', { 'us-central1-sweeper-0': 200 }, /no scheduled function sweep/],
  ])('that %s has not run, and that is said', async (_, answers, words) => {
    const { addresses } = await serve(answers);
    await expect(callScheduledFunction(addresses, 'demo', sweep)).rejects.toThrow(words);
  });
});
