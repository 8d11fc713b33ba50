import { setTimeout } from 'node:timers/promises';
import { GrpcStatus } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { optimistically } from './optimistically.ts';

function failing(times: number, code: number) {
  let attempts = 0;
  return async () => {
    attempts += 1;
    if (attempts <= times) throw Object.assign(new Error(`${code}`), { code });
    return attempts;
  };
}

const atOnce = () => 0;

test.each(['NOT_FOUND', 'FAILED_PRECONDITION', 'ABORTED'] as const)(
  'goes again when the commit says %s: it was changed meanwhile',
  async (name) => {
    expect(await optimistically(failing(9, GrpcStatus[name]), undefined, atOnce)).toBe(10);
  },
);

test('gives up in the end, with what the commit said', async () => {
  const given = optimistically(failing(10, GrpcStatus.ABORTED), undefined, atOnce);
  await expect(given).rejects.toMatchObject({ code: GrpcStatus.ABORTED });
});

test('does not go again for anything else', async () => {
  await expect(optimistically(failing(1, GrpcStatus.ALREADY_EXISTS))).rejects.toMatchObject({
    code: GrpcStatus.ALREADY_EXISTS,
  });
  expect(await optimistically(failing(1, GrpcStatus.ALREADY_EXISTS), [GrpcStatus.ALREADY_EXISTS])).toBe(2);
});

test('goes again at once after one loss, and spreads twice as wide after each further one, up to a second', async () => {
  const spreads: number[] = [];
  const noted = (belowMs: number) => {
    spreads.push(belowMs);
    return 0;
  };
  await optimistically(failing(9, GrpcStatus.ABORTED), undefined, noted);
  expect(spreads).toEqual([80, 160, 320, 640, 1_000, 1_000, 1_000, 1_000]);
});

test('Of fifty that change one thing at once, each comes through', async () => {
  let version = 0;
  const change = () =>
    optimistically(async () => {
      const read = version;
      await setTimeout(1);
      if (version !== read) throw Object.assign(new Error('Changed'), { code: GrpcStatus.ABORTED });
      version += 1;
    });
  await Promise.all(Array.from({ length: 50 }, change));
  expect(version).toBe(50);
});
