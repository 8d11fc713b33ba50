import { createCallId, createHostKey, formatCallId, formatHostUrl, joinPath } from '@parley/protocol';
import { html, LitElement } from 'lit';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readFirstRoute } from './first-route.ts';
import { Router } from './router.ts';

class RouterHost extends LitElement {
  /** Of calls whose host this browser is already. */
  readonly known = new Map<string, ReturnType<typeof createHostKey>>();
  /** What is shown is not to be left without asking. */
  isKept = false;
  /** Where to they were asked whether they mean it. */
  readonly asked: (() => void)[] = [];
  readonly router = new Router(this, {
    knownHostKey: (id) => this.known.get(id),
    isKept: () => this.isKept,
    ask: (leave) => this.asked.push(leave),
  });

  override render() {
    return html`<a href="/schedule"></a>`;
  }
}
customElements.define('parley-router-host', RouterHost);

const home = location.href;

beforeEach(() => history.replaceState(null, '', '/'));
afterEach(() => history.replaceState(null, '', home));

/** A page load at the address. */
async function load(
  path = location.href,
  known: ReadonlyMap<string, ReturnType<typeof createHostKey>> = new Map(),
) {
  history.replaceState(history.state, '', path);
  const host = new RouterHost();
  for (const [id, key] of known) host.known.set(id, key);
  document.body.append(host);
  onTestFinished(() => host.remove());
  await host.updateComplete;
  return host;
}

const address = () => location.pathname + location.search + location.hash;

async function goBack(): Promise<void> {
  const arrived = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
  history.back();
  await arrived;
}

test('The page that the address names is shown first', async () => {
  const id = createCallId();
  const { router } = await load(`/schedule#${formatCallId(id)}`);
  expect(router.route).toEqual({ page: 'scheduled-call', id });
});

test('An address that was read before the application was there is not read again, unless it is another by now', async () => {
  const [id, other] = [createCallId(), createCallId()];
  const path = `/schedule#${formatCallId(id)}`;
  history.replaceState(null, '', path);
  const read = readFirstRoute();
  expect((await load()).router.route).toBe(read);
  // Given once: a router that comes later reads for itself.
  const { router } = await load();
  expect(router.route).not.toBe(read);
  expect(router.route).toEqual(read);
  readFirstRoute();
  expect((await load(`/schedule#${formatCallId(other)}`)).router.route).toEqual({
    page: 'scheduled-call',
    id: other,
  });
});

test('Where one goes is what is shown, and its address is written', async () => {
  const { router } = await load();
  const id = createCallId();
  router.navigate({ page: 'scheduled-call', id, isNew: true });
  // That it is new does not stand in any address.
  expect(router.route).toEqual({ page: 'scheduled-call', id, isNew: true });
  expect(address()).toBe(`/schedule#${formatCallId(id)}`);
  router.navigate({ page: 'schedule' });
  expect([router.route, address()]).toEqual([{ page: 'schedule' }, '/schedule']);
});

test('The way back leads through what was shown', async () => {
  const { router } = await load();
  router.navigate({ page: 'schedule' });
  router.navigate({ page: 'call', id: createCallId() });
  await goBack();
  expect(router.route).toEqual({ page: 'schedule' });
  await goBack();
  expect(router.route).toEqual({ page: 'home' });
});

describe('from a page that is kept', () => {
  const id = createCallId();
  const hostKey = createHostKey();

  async function loadKept() {
    const host = await load();
    host.router.navigate({ page: 'schedule' });
    host.router.navigate({ page: 'call', id, hostKey });
    host.isKept = true;
    return host;
  }

  test('the way back asks first, and until that is answered the address is the page’s', async () => {
    const { router, asked } = await loadKept();
    await goBack();
    expect([router.route, address(), asked.length]).toEqual([{ page: 'call', id, hostKey }, joinPath(id), 1]);
    // A reload now leads back into the call, as before.
    expect(history.state).toMatchObject({ hostKey, hasEntered: true });
  });

  test('the way back leads where it would have, once they mean it', async () => {
    const host = await loadKept();
    await goBack();
    host.isKept = false;
    const arrived = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    host.asked[0]?.();
    await arrived;
    expect([host.router.route, address()]).toEqual([{ page: 'schedule' }, '/schedule']);
    await goBack();
    expect(host.router.route).toEqual({ page: 'home' });
  });

  test('a link asks first, and so does another call in the address bar', async () => {
    const host = await loadKept();
    host.renderRoot.querySelector('a')?.click();
    expect([address(), host.asked.length]).toEqual([joinPath(id), 1]);
    location.hash = formatCallId(createCallId());
    await expect.poll(() => host.asked).toHaveLength(2);
    expect(address()).toBe(joinPath(id));
    host.asked[0]?.();
    expect(host.router.route).toEqual({ page: 'schedule' });
  });
});

test('Another fragment in the address bar is another call, drawn once', async () => {
  const host = await load(joinPath(createCallId()));
  const update = vi.spyOn(host, 'requestUpdate');
  const id = createCallId();
  location.hash = formatCallId(id);
  await expect.poll(() => host.router.route).toMatchObject({ page: 'call', id });
  expect(update).toHaveBeenCalledTimes(1);
});

test('A call under another spelling of its ID is not another call, and its address is set right', async () => {
  const id = createCallId();
  const { router } = await load(joinPath(id));
  const { route } = router;
  location.hash = id;
  await expect.poll(address).toBe(joinPath(id));
  expect(router.route).toBe(route);
});

test('A link to a page of this site is followed without loading it', async () => {
  const host = await load();
  host.renderRoot.querySelector('a')?.click();
  expect([host.router.route, address()]).toEqual([{ page: 'schedule' }, '/schedule']);
});

test('What tools add to a link goes out of the address', async () => {
  const id = createCallId();
  const { router } = await load(`/call?utm_source=mail#${formatCallId(id)}?fbclid=IwAR0abcdefghijklmnop`);
  expect([router.route, address()]).toEqual([{ page: 'call', id }, joinPath(id)]);
});

test('Once it is off the page, it follows nothing', async () => {
  const host = await load();
  host.remove();
  location.hash = 'elsewhere';
  await expect.poll(address).toBe('/#elsewhere');
  history.replaceState(null, '', '/schedule');
  dispatchEvent(new PopStateEvent('popstate'));
  expect(host.router.route).toEqual({ page: 'home' });
});

describe('the host’s key', () => {
  const id = createCallId();
  const hostKey = createHostKey();

  test('goes out of the address, and is known still after a reload', async () => {
    const first = await load(formatHostUrl('', id, hostKey));
    expect(first.router.route).toEqual({ page: 'call', id, hostKey });
    expect(address()).toBe(joinPath(id));
    first.remove();
    const second = await load();
    expect(second.router.route).toEqual({ page: 'call', id, hostKey });
  });

  test('comes along from a pasted link, and never stands in the address', async () => {
    const { router } = await load();
    router.navigate({ page: 'call', id, hostKey });
    expect([router.route, address()]).toEqual([{ page: 'call', id, hostKey }, joinPath(id)]);
    expect(history.state).toMatchObject({ hostKey });
  });

  test('belongs to its own entry, and not to the next call', async () => {
    const { router } = await load(formatHostUrl('', id, hostKey));
    const other = createCallId();
    router.navigate({ page: 'call', id: other });
    expect(router.route).toEqual({ page: 'call', id: other });
    await goBack();
    expect(router.route).toEqual({ page: 'call', id, hostKey });
  });

  test('is taken from the list of this device, where the link has none', async () => {
    const { router } = await load(joinPath(id), new Map([[id, hostKey]]));
    expect(router.route).toEqual({ page: 'call', id, hostKey });
  });

  test('is done without where it does not work any more', async () => {
    const { router } = await load(joinPath(id), new Map([[id, hostKey]]));
    router.withoutHostKey();
    expect(router.route).toEqual({ page: 'call', id });
  });
});

test('A call that has another link is found there: its entry leads there, and keeps what it had', async () => {
  const [id, next, hostKey] = [createCallId(), createCallId(), createHostKey()];
  const { router } = await load(joinPath(id));
  history.replaceState({ hasEntered: true }, '');
  const { length } = history;
  router.moveCall({ id: next, hostKey });
  expect(router.route).toEqual({ page: 'call', id: next, hostKey });
  expect([address(), history.length]).toEqual([joinPath(next), length]);
  expect(history.state).toMatchObject({ hasEntered: true, hostKey });
});
