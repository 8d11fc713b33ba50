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

test.each([5, 9, 10])('goes again when the commit says %i: it was changed meanwhile', async (code) => {
  expect(await optimistically(failing(9, code))).toBe(10);
});

test('gives up in the end, with what the commit said', async () => {
  await expect(optimistically(failing(10, 9))).rejects.toMatchObject({ code: 9 });
});

test('does not go again for anything else', async () => {
  await expect(optimistically(failing(1, 6))).rejects.toMatchObject({ code: 6 });
  expect(await optimistically(failing(1, 6), [6])).toBe(2);
});
