import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHostingFront } from './hosting-front.ts';

const ASSET = { 'Cache-Control': 'public, max-age=31536000, immutable', 'X-Policy': 'strict' };

/** A site, and what stands in front of it. @returns where, and what the site was asked for */
async function aSite(serve: RequestListener) {
  const asked: string[] = [];
  const site = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    serve(request, response);
  }).listen(0);
  await new Promise((resolve) => site.once('listening', resolve));
  const front = await startHostingFront(`http://localhost:${(site.address() as AddressInfo).port}`);
  onTestFinished(async () => {
    await front.stop();
    site.closeAllConnections();
    site.close();
  });
  return { origin: front.origin, asked };
}

describe('in front of Hosting', () => {
  it('a file that stays as it is is asked for once, and comes with all that was said of it', async () => {
    const { origin, asked } = await aSite((_, response) => response.writeHead(200, ASSET).end('script'));
    for (let time = 0; time < 3; time += 1) {
      const response = await fetch(`${origin}/assets/a.js`);
      expect([response.status, response.headers.get('X-Policy'), await response.text()]).toEqual([
        ...[200, 'strict', 'script'],
      ]);
      expect(response.headers.get('Cache-Control')).toBe(ASSET['Cache-Control']);
    }
    expect(asked).toEqual(['GET /assets/a.js']);
  });

  it('it is asked for anew by whoever takes it compressed otherwise, or wants to know of it only', async () => {
    const { origin, asked } = await aSite((_, response) => response.writeHead(200, ASSET).end('script'));
    for (const encoding of ['gzip', 'br'])
      await fetch(`${origin}/assets/a.js`, { headers: { 'Accept-Encoding': encoding } });
    await fetch(`${origin}/assets/a.js`, { method: 'HEAD' });
    expect(asked).toEqual(['GET /assets/a.js', 'GET /assets/a.js', 'HEAD /assets/a.js']);
  });

  it.each([
    ['a page, which may be another next time', 200, 'no-cache'],
    ['a file that is not there', 404, ASSET['Cache-Control']],
    ['what says nothing of it', 200, undefined],
  ])('%s goes through each time', async (_, status, cacheControl) => {
    let count = 0;
    const { origin, asked } = await aSite((_, response) => {
      count += 1;
      response.writeHead(status, cacheControl === undefined ? {} : { 'Cache-Control': cacheControl });
      response.end(`answer ${count}`);
    });
    for (const expected of ['answer 1', 'answer 2']) {
      const response = await fetch(`${origin}/a`);
      expect([response.status, await response.text()]).toEqual([status, expected]);
    }
    expect(asked).toHaveLength(2);
  });

  it('what a page sends arrives, as it was sent', async () => {
    const { origin } = await aSite((request, response) => {
      response.writeHead(201, { 'Content-Type': request.headers['content-type'] ?? '' });
      request.pipe(response);
    });
    const response = await fetch(`${origin}/api/a?b=c`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/x-own' },
      body: 'what I say',
    });
    expect([response.status, response.headers.get('Content-Type'), await response.text()]).toEqual([
      ...[201, 'text/x-own', 'what I say'],
    ]);
  });

  it('an answer that breaks off breaks off here too, and is not kept', async () => {
    let isBroken = true;
    const { origin } = await aSite((_, response) => {
      response.writeHead(200, { ...ASSET, 'Content-Length': '6' });
      if (isBroken) response.write('scr', () => response.destroy());
      else response.end('script');
    });
    await expect(fetch(`${origin}/assets/a.js`).then((response) => response.text())).rejects.toThrow();
    isBroken = false;
    expect(await (await fetch(`${origin}/assets/a.js`)).text()).toBe('script');
  });
});
