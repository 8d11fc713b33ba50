import { expect, onTestFinished, test, vi } from 'vitest';
import { announceNewUser, InCallError, onNewUser, openCallLock, whileNoCallIsOpen } from './browser-user.ts';

test('Nobody becomes another user while a call is open on any page, and one may be opened afterwards', async () => {
  const [one, other] = [openCallLock(), openCallLock()];
  onTestFinished(() => [one, other].forEach((page) => void page.set(false)));
  const act = vi.fn(async () => {});
  for (const page of [one, other, other]) page.set(true);
  await expect(whileNoCallIsOpen(act)).rejects.toThrow(InCallError);
  one.set(false);
  await expect(whileNoCallIsOpen(act)).rejects.toThrow(InCallError);
  expect(act).not.toHaveBeenCalled();
  other.set(false);
  await vi.waitFor(() => whileNoCallIsOpen(act));
  expect(act).toHaveBeenCalledOnce();
});

test('It is done alone: whoever asks meanwhile is refused, and a failure is told', async () => {
  const act = Promise.withResolvers<void>();
  const first = whileNoCallIsOpen(() => act.promise);
  await expect(whileNoCallIsOpen(async () => {})).rejects.toThrow(InCallError);
  act.reject(new Error('refused'));
  await expect(first).rejects.toThrow('refused');
});

test('The other pages hear of another user, for as long as they want to', async () => {
  const [gone, there] = [new AbortController(), new AbortController()];
  onTestFinished(() => there.abort());
  const [deaf, listener] = [vi.fn(), vi.fn()];
  onNewUser(deaf, gone.signal);
  onNewUser(listener, there.signal);
  gone.abort();
  announceNewUser();
  await expect.poll(() => listener.mock.calls.length).toBe(1);
  expect(deaf).not.toHaveBeenCalled();
});
