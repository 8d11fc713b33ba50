import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openJson, sealJson } from './sealed-json.ts';
import { ServerSecret } from './server-secret.ts';

const secret = new ServerSecret(randomBytes(32).toString('base64url'));

describe('the server’s secret', () => {
  test('gives the same bytes for one purpose and others for every other', () => {
    expect(secret.derive('a', 32)).toEqual(secret.derive('a', 32));
    expect(secret.derive('a', 32)).not.toEqual(secret.derive('b', 32));
    const other = new ServerSecret(randomBytes(32).toString('base64url'));
    expect(secret.derive('a', 32)).not.toEqual(other.derive('a', 32));
  });

  test('is not a short text, and the refusal does not repeat it', () => {
    expect(() => new ServerSecret('')).toThrow('PARLEY_SECRET');
    expect(() => new ServerSecret('hunter2')).toThrow(/^(?!.*hunter2)/);
  });

  test('shows itself in no print', () => {
    expect(JSON.stringify({ secret })).toBe('{"secret":{}}');
  });
});

describe('a sealed value', () => {
  const key = secret.derive('a', 32);
  const value = { title: 'Größe', list: [1, null] };

  test('opens where it was sealed for', () => {
    expect(openJson(key, 'bookings/a', sealJson(key, 'bookings/a', value))).toEqual(value);
  });

  test('is another each time', () => {
    expect(sealJson(key, 'bookings/a', value)).not.toEqual(sealJson(key, 'bookings/a', value));
  });

  test('opens nowhere else, with no other key, and not when a bit was changed', () => {
    const sealed = sealJson(key, 'bookings/a', value);
    expect(() => openJson(key, 'bookings/b', sealed)).toThrow();
    expect(() => openJson(secret.derive('b', 32), 'bookings/a', sealed)).toThrow();
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = sealed.map((byte, index) => (index === i ? byte ^ 1 : byte));
      expect(() => openJson(key, 'bookings/a', changed)).toThrow();
    }
    expect(() => openJson(key, 'bookings/a', new Uint8Array())).toThrow();
  });
});
