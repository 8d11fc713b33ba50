import { expect, test, vi } from 'vitest';
import { checkWebhookAddress } from './check-webhook-address.ts';

const strict = { isLocalAllowed: false };
const leadsTo = (address: string) => vi.fn(async () => [{ address, family: 4 }]);

test('An address on the internet may be registered, as it is to be stored', async () => {
  const resolve = leadsTo('93.184.215.14');
  expect(await checkWebhookAddress('HTTPS://Hook.example/a#b', strict, resolve)).toBe(
    'https://hook.example/a',
  );
  expect(resolve).toHaveBeenCalledWith('hook.example');
});

test.each(['10.0.0.1', '169.254.169.254', '127.0.0.1'])(
  'A name that leads to %s may not be registered',
  async (address) => {
    const checked = checkWebhookAddress('https://hook.example/', strict, leadsTo(address));
    await expect(checked).rejects.toMatchObject({ code: 'not-public' });
  },
);

test('A name that nobody knows may not be registered', async () => {
  const checked = checkWebhookAddress('https://hook.example/', strict, async () => []);
  await expect(checked).rejects.toMatchObject({ code: 'not-found' });
});

test('An address that needs no look-up is not looked up', async () => {
  const resolve = leadsTo('10.0.0.1');
  expect(await checkWebhookAddress('https://8.8.8.8/', strict, resolve)).toBe('https://8.8.8.8/');
  expect(await checkWebhookAddress('http://localhost:4242/', { isLocalAllowed: true }, resolve)).toBe(
    'http://localhost:4242/',
  );
  expect(resolve).not.toHaveBeenCalled();
});
