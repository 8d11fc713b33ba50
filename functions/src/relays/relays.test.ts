import { createHmac } from 'node:crypto';
import { parseIssuedRelays } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { Cloudflare } from './cloudflare.ts';
import { Coturn } from './coturn.ts';
import { hasRelays, relayProvider } from './relay-config.ts';
import { RelayError } from './relay-provider.ts';

const URLS = ['turn:relay.example:3478', 'turns:relay.example:443?transport=tcp'];
const NOW = 1_800_000_000_500;

describe('coturn', () => {
  it('is given a name that ends when it should, and the password that its secret makes of it', async () => {
    const servers = await new Coturn(URLS, 'secret', () => NOW).issue('ada', 600);
    const [server] = servers;
    expect(server?.username).toMatch(/^1800000601:[\w-]{11}$/);
    const expected = createHmac('sha1', 'secret')
      .update(server?.username ?? '')
      .digest('base64');
    expect(server).toEqual({ urls: URLS, username: server?.username, credential: expected });
    expect(parseIssuedRelays({ servers, validForSeconds: 600 }).servers).toEqual(servers);
  });

  it('is given one word for one person for a day, another for anybody else, and never who they are', async () => {
    let now = NOW;
    const coturn = new Coturn(URLS, 'secret', () => now);
    const wordOf = async (uid: string) => (await coturn.issue(uid, 600))[0]?.username.split(':')[1];
    const first = await wordOf('ada');
    now += 60 * 60_000;
    expect(await wordOf('ada')).toBe(first);
    expect(await wordOf('bob')).not.toBe(first);
    now += 24 * 60 * 60_000;
    expect(await wordOf('ada')).not.toBe(first);
    expect(await new Coturn(URLS, 'another', () => NOW).issue('ada', 600)).not.toEqual(
      await new Coturn(URLS, 'secret', () => NOW).issue('ada', 600),
    );
  });
});

describe('Cloudflare', () => {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const cloudflare = (answer: () => Response | Promise<Response>) =>
    new Cloudflare('key id', 'token', async (url, init) => {
      asked.push({ url: String(url), init });
      return answer();
    });
  const turn = ['turn:turn.cloudflare.com:3478?transport=udp', 'turns:turn.cloudflare.com:443?transport=tcp'];

  it('is asked with its token, and what it says beside its relays is left out', async () => {
    const iceServers = [
      { urls: ['stun:stun.cloudflare.com:3478'] },
      {
        urls: ['stun:stun.cloudflare.com:53', ...turn, 'turn:turn.cloudflare.com:53?transport=udp'],
        username: 'u',
        credential: 'c',
      },
    ];
    const provider = cloudflare(() => Response.json({ iceServers }, { status: 201 }));
    expect(await provider.issue('ada', 600)).toEqual([{ urls: turn, username: 'u', credential: 'c' }]);
    expect(asked.at(-1)).toMatchObject({
      url: 'https://rtc.live.cloudflare.com/v1/turn/keys/key%20id/credentials/generate-ice-servers',
      init: {
        method: 'POST',
        headers: { Authorization: 'Bearer token' },
        body: '{"ttl":600}',
        redirect: 'error',
      },
    });
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ['does not answer', () => Promise.reject(new TypeError('fetch failed: token'))],
    ['refuses', () => new Response('token', { status: 401 })],
    ['answers with HTML', () => new Response('<p>token')],
    ['answers without relays', () => Response.json({ iceServers: [{ urls: 'stun:x' }] })],
    ['answers with nothing', () => Response.json(null)],
  ])('that %s is an error without a credential in it', async (_, answer) => {
    const issued = cloudflare(answer).issue('ada', 600);
    await expect(issued).rejects.toThrow(RelayError);
    await expect(issued).rejects.not.toThrow('token');
  });
});

describe('functions/.env', () => {
  const provider = (env: Parameters<typeof hasRelays>[0]) => relayProvider(env, 'secret', () => NOW);

  it.each([{}, { RELAY_URLS: '' }, { CLOUDFLARE_TURN_KEY_ID: '' }])('names no relays: %j', (env) => {
    expect(hasRelays(env)).toBe(false);
    expect(provider(env)).toBeUndefined();
  });

  it('names one’s own, or Cloudflare’s', async () => {
    const own = { RELAY_URLS: URLS.join(', ') };
    expect(hasRelays(own) && hasRelays({ CLOUDFLARE_TURN_KEY_ID: 'x' })).toBe(true);
    expect((await provider(own)?.issue('ada', 1))?.[0]?.urls).toEqual(URLS);
    expect(provider({ CLOUDFLARE_TURN_KEY_ID: 'x' })).toBeInstanceOf(Cloudflare);
  });

  it.each([
    [{ RELAY_URLS: 'turn:a,stun:b' }, '"stun:b"'],
    [{ RELAY_URLS: 'turn:a,' }, '""'],
    [{ RELAY_URLS: 'turn:a', CLOUDFLARE_TURN_KEY_ID: 'x' }, 'both'],
  ])('that names something else is told so: %j', (env, words) => {
    expect(() => provider(env)).toThrow(words);
  });
});
