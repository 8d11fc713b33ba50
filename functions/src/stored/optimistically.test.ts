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

test.each(['NOT_FOUND', 'FAILED_PRECONDITION', 'ABORTED'] as const)(
  'goes again when the commit says %s: it was changed meanwhile',
  async (name) => {
    expect(await optimistically(failing(9, GrpcStatus[name]))).toBe(10);
  },
);

test('gives up in the end, with what the commit said', async () => {
  await expect(optimistically(failing(10, GrpcStatus.ABORTED))).rejects.toMatchObject({
    code: GrpcStatus.ABORTED,
  });
});

test('does not go again for anything else', async () => {
  await expect(optimistically(failing(1, GrpcStatus.ALREADY_EXISTS))).rejects.toMatchObject({
    code: GrpcStatus.ALREADY_EXISTS,
  });
  expect(await optimistically(failing(1, GrpcStatus.ALREADY_EXISTS), [GrpcStatus.ALREADY_EXISTS])).toBe(2);
});
