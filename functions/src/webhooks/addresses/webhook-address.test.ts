import { describe, expect, test, vi } from 'vitest';
import { checkWebhookAddress, MAX_ADDRESS_LENGTH, parseWebhookAddress } from './webhook-address.ts';

const STRICT = { isLocalAllowed: false };

describe('the address of a webhook', () => {
  test.each([
    ['https://example.com/hook?team=a', 'https://example.com/hook?team=a'],
    ['https://example.com:8443', 'https://example.com:8443/'],
    ['HTTPS://EXAMPLE.COM/Hook#part', 'https://example.com/Hook'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://8.8.8.8/', 'https://8.8.8.8/'],
    ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/'],
  ])('may be %s', (text, expected) => expect(parseWebhookAddress(text, STRICT).href).toBe(expected));

  test.each([
    [
      'not-an-address',
      ['', 'example.com/hook', '/hook', 'https://', 'https://a b/', 'https://[::1', 'https://1.2.3.256/'],
    ],
    [
      'not-https',
      ['http://example.com/', 'ftp://example.com/', 'file:///etc/passwd', 'data:,x', 'javascript:x'],
    ],
    [
      'has-credentials',
      ['https://user@example.com/', 'https://user:word@example.com/', 'https://:word@example.com/'],
    ],
    [
      'not-public',
      [
        ...[
          'https://127.0.0.1/',
          'https://127.1/',
          'https://2130706433/',
          'https://0x7f000001/',
          'https://0x7f.1/',
        ],
        ...['https://0177.0.0.1/', 'https://017700000001/', 'https://127.0.0.1./', 'https://１２７.0.0.1/'],
        ...['https://127。0。0。1/', 'https://0/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/'],
        ...[
          'https://[::ffff:7f00:1]/',
          'https://[64:ff9b::a9fe:a9fe]/',
          'https://169.254.169.254/latest/meta-data/',
        ],
        ...[
          'https://2852039166/',
          'https://0xa9fea9fe/',
          'https://0251.0376.0251.0376/',
          'https://[fd00:ec2::254]/',
        ],
        ...['https://10.0.0.1:8443/', 'https://192.168.1.1/', 'https://localhost/', 'https://LOCALHOST./'],
        ...[
          'https://hook.localhost/',
          'https://metadata.google.internal/',
          'https://metadata/',
          'https://printer.local/',
        ],
      ],
    ],
  ] as const)('is refused as %s', (code, texts) => {
    for (const text of texts) {
      expect(() => parseWebhookAddress(text, STRICT), text).toThrow(expect.objectContaining({ code }));
    }
  });

  test('is refused when it is endless', () => {
    const address = 'https://example.com/';
    const longest = address + 'x'.repeat(MAX_ADDRESS_LENGTH - address.length);
    expect(parseWebhookAddress(longest, STRICT).href).toBe(longest);
    expect(() => parseWebhookAddress(`${longest}x`, STRICT)).toThrow();
  });

  test('may lead to this machine on the emulator only', () => {
    const local = { isLocalAllowed: true };
    expect(parseWebhookAddress('http://127.0.0.1:4242/hook', local).href).toBe('http://127.0.0.1:4242/hook');
    expect(parseWebhookAddress('http://localhost:4242/', local).href).toBe('http://localhost:4242/');
    expect(() => parseWebhookAddress('file:///etc/passwd', local)).toThrow();
    expect(() => parseWebhookAddress('http://user@127.0.0.1/', local)).toThrow();
  });
});

const leadsTo = (address: string) => vi.fn(async () => [{ address, family: 4 }]);

test('An address on the internet may be registered, as it is to be stored', async () => {
  const resolve = leadsTo('93.184.215.14');
  expect(await checkWebhookAddress('HTTPS://Hook.example/a#b', STRICT, resolve)).toBe(
    'https://hook.example/a',
  );
  expect(resolve).toHaveBeenCalledWith('hook.example');
});

test.each(['10.0.0.1', '169.254.169.254', '127.0.0.1'])(
  'A name that leads to %s may not be registered',
  async (address) => {
    const checked = checkWebhookAddress('https://hook.example/', STRICT, leadsTo(address));
    await expect(checked).rejects.toMatchObject({ code: 'not-public' });
  },
);

test('A name that nobody knows may not be registered', async () => {
  const checked = checkWebhookAddress('https://hook.example/', STRICT, async () => []);
  await expect(checked).rejects.toMatchObject({ code: 'not-found' });
});

test('An address that needs no look-up is not looked up', async () => {
  const resolve = leadsTo('10.0.0.1');
  expect(await checkWebhookAddress('https://8.8.8.8/', STRICT, resolve)).toBe('https://8.8.8.8/');
  expect(await checkWebhookAddress('http://localhost:4242/', { isLocalAllowed: true }, resolve)).toBe(
    'http://localhost:4242/',
  );
  expect(resolve).not.toHaveBeenCalled();
});
