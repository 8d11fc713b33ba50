import { createRandomId, encodeChannelFrame } from '@parley/protocol';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type FakeLink, FakeNetwork } from '../testing/fake-network.ts';
import { aPresence } from '../testing/presences.ts';
import { CallChannels } from './call-channels.ts';

const PEER = aPresence({ name: 'Ada', can: ['channels/1'] });

class Page {
  readonly ignored: unknown[] = [];
  readonly tab = createRandomId();
  channels = this.#load();

  reload(): void {
    this.channels.feature.end();
    this.channels = this.#load();
  }

  #load(): CallChannels {
    return new CallChannels({ tab: this.tab, onIgnored: (cause) => this.ignored.push(cause) });
  }
}

/** Two pages, with link after link between them. */
class Pages {
  readonly pages = [new Page(), new Page()] as const;
  readonly network = new FakeNetwork();
  links: readonly FakeLink[] = [];

  async link(presence = PEER): Promise<void> {
    this.unlink();
    this.links = this.pages.map(() => this.network.createLink(() => {}) as FakeLink);
    const [one, two] = this.links as [FakeLink, FakeLink];
    const answer = await two.acceptOffer((await one.createOffer()).sdp);
    await one.acceptAnswer(answer.sdp);
    this.pages.forEach(({ channels }, index) => {
      channels.feature.begin(this.links[index] as FakeLink);
      channels.feature.together(presence);
    });
    await settled();
  }

  unlink(): void {
    for (const link of this.links) link.close();
    for (const { channels } of this.pages) channels.feature.end();
  }
}

/** All that is under way has arrived, and what it leads to. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** What arrives, as it does. */
function hear(channels: CallChannels, name = 'board'): unknown[] {
  const heard: unknown[] = [];
  channels.get(name).addEventListener('message', ({ data }) => heard.push(data));
  return heard;
}

describe('a channel of a page', () => {
  it('says text and bytes to the channel of the same name, and tells when they were taken', async () => {
    const scene = new Pages();
    const [ada, bob] = scene.pages.map(({ channels }) => channels) as [CallChannels, CallChannels];
    const [heard, elsewhere] = [hear(bob), hear(bob, 'score')];
    ada.get('score');
    const bytes = Uint8Array.of(0, 1, 255);
    const sent = [ada.get('board').send('a\n👋'), ada.get('board').send(bytes)];
    // What was given is the page's again.
    bytes.fill(7);
    sent.push(ada.get('board').send(Uint8Array.of(9, 8, 7).subarray(1)));
    await scene.link();
    await Promise.all(sent);
    expect([heard, elsewhere]).toEqual([['a\n👋', Uint8Array.of(0, 1, 255), Uint8Array.of(8, 7)], []]);
    expect([ada.get('board').isOpen.value, ada.get('score').isOpen.value]).toEqual([true, true]);
    scene.unlink();
    expect(ada.get('board').isOpen.value).toBe(false);
  });

  it('waits for the other to open it, and for somebody who listens', async () => {
    const scene = new Pages();
    const [ada, bob] = scene.pages.map(({ channels }) => channels) as [CallChannels, CallChannels];
    await scene.link();
    let isTaken = false;
    void ada
      .get('board')
      .send('1')
      .then(() => {
        isTaken = true;
      });
    await settled();
    expect(ada.get('board').isOpen.value).toBe(false);
    bob.get('board');
    await settled();
    expect([ada.get('board').isOpen.value, isTaken]).toEqual([true, false]);
    expect(hear(bob)).toEqual(['1']);
    await settled();
    expect(isTaken).toBe(true);
  });

  it('loses and repeats nothing over link after link', async () => {
    const scene = new Pages();
    const [ada, bob] = scene.pages.map(({ channels }) => channels) as [CallChannels, CallChannels];
    const heard = hear(bob);
    for (let link = 0; link < 10; link++) {
      await scene.link();
      for (let count = 0; count < 10; count++) void ada.get('board').send(`${link} ${count}`);
      // Some of them are under way.
      for (let tick = 0; tick < link; tick++) await Promise.resolve();
      scene.unlink();
    }
    await scene.link();
    expect(heard).toEqual(Array.from({ length: 100 }, (_, n) => `${Math.floor(n / 10)} ${n % 10}`));
  });

  it('says to a page that was loaded anew what the one before had not taken', async () => {
    const scene = new Pages();
    const [ada, bob] = scene.pages;
    const before = hear(bob.channels);
    await scene.link();
    await ada.channels.get('board').send('1');
    scene.unlink();
    const second = ada.channels.get('board').send('2');
    bob.reload();
    const after = hear(bob.channels);
    await scene.link();
    await second;
    expect([before, after]).toEqual([['1'], ['2']]);
  });

  it('is ready once there is room, and refuses what there is none for', async () => {
    const scene = new Pages();
    const [ada, bob] = scene.pages.map(({ channels }) => channels) as [CallChannels, CallChannels];
    const channel = ada.get('board');
    await channel.ready;
    for (let count = 0; count < 64; count++) void channel.send(new Uint8Array(65_536));
    await expect(channel.send('x')).rejects.toMatchObject({ code: 'full' });
    let isReady = false;
    void channel.ready.then(() => {
      isReady = true;
    });
    await settled();
    expect(isReady).toBe(false);
    const heard = hear(bob);
    await scene.link();
    await channel.ready;
    await channel.send('x');
    expect(heard).toHaveLength(65);
  });

  it('says why something does not arrive, and nobody need listen', async () => {
    const scene = new Pages();
    const [ada] = scene.pages;
    const channel = ada.channels.get('board');
    await expect(channel.send('x'.repeat(65_537))).rejects.toMatchObject({ code: 'too-large' });
    await expect(channel.send('é'.repeat(32_769))).rejects.toMatchObject({ code: 'too-large' });
    expect(channel.note('é'.repeat(32_769))).toBe(false);
    const waiting = channel.send('é'.repeat(32_768));
    channel.close();
    await expect(waiting).rejects.toMatchObject({ code: 'closed' });
    await expect(channel.send('x')).rejects.toMatchObject({ code: 'closed' });
    await channel.ready;
    const next = ada.channels.get('board');
    expect(next).not.toBe(channel);
    ada.channels.close();
    await expect(next.send('x')).rejects.toMatchObject({ code: 'closed' });
    await expect(ada.channels.get('board').send('x')).rejects.toMatchObject({ code: 'closed' });
  });

  it('tells that another tab is there, and does not say to it what was for the other', async () => {
    const scene = new Pages();
    const [ada, bob] = scene.pages;
    hear(bob.channels);
    const channel = ada.channels.get('board');
    await scene.link();
    scene.unlink();
    const told: string[] = [];
    channel.addEventListener('other-peer', ({ type }) => told.push(type));
    const waiting = channel.send('for Bob');
    Object.assign(bob, { tab: createRandomId() });
    bob.reload();
    const heard = hear(bob.channels);
    await scene.link();
    await expect(waiting).rejects.toMatchObject({ code: 'other-peer' });
    expect([told, heard]).toEqual([['other-peer'], []]);
  });

  it('is not there for a page that has none, nor before both are in the call', async () => {
    const scene = new Pages();
    const [ada, bob] = scene.pages.map(({ channels }) => channels) as [CallChannels, CallChannels];
    const heard = hear(bob);
    void ada.get('board').send('1');
    const { can: _, ...before } = PEER;
    await scene.link(before);
    expect([ada.get('board').isOpen.value, heard]).toEqual([false, []]);
    await scene.link();
    expect(heard).toEqual(['1']);
  });

  it('may be closed and opened often on one link: each hears what is said in it, and others are not disturbed', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const soon = () => vi.advanceTimersByTimeAsync(1);
    const scene = new Pages();
    const [ada, bob] = scene.pages.map(({ channels }) => channels) as [CallChannels, CallChannels];
    const [heard, elsewhere] = [hear(bob), hear(bob, 'score')];
    const linking = scene.link();
    await soon();
    await linking;
    const said: string[] = [];
    for (let time = 0; time < 40; time++) {
      const channel = ada.get('board');
      await soon();
      said.push(`${time}`);
      const sent = channel.send(`${time}`);
      await vi.advanceTimersByTimeAsync(1_500);
      await sent;
      channel.close();
    }
    expect(heard).toEqual(said);
    for (let time = 0; time < 40; time++) {
      ada.get('board').close();
      ada.get('board');
      await soon();
    }
    const last = [ada.get('board').send('last'), ada.get('score').send('1')];
    await soon();
    expect(elsewhere).toEqual(['1']);
    await vi.advanceTimersByTimeAsync(3_000);
    await Promise.all(last);
    expect([heard.at(-1), ...scene.pages.map(({ ignored }) => ignored)]).toEqual(['last', [], []]);
  });

  it('is not open where the other has closed it, and says what waits once they have opened it again', async () => {
    const scene = new Pages();
    const [ada, bob] = scene.pages.map(({ channels }) => channels) as [CallChannels, CallChannels];
    hear(bob);
    const channel = ada.get('board');
    await scene.link();
    bob.get('board').close();
    await settled();
    expect([channel.isOpen.value, channel.note('x')]).toEqual([false, false]);
    const sent = channel.send('waits');
    await settled();
    const heard = hear(bob);
    await sent;
    expect([heard, channel.isOpen.value, channel.note('x')]).toEqual([['waits'], true, true]);
  });

  it.each([{ x: 1 }, 5, [1, 2], null, undefined, new Blob(['x'])])('says no %j', async (data) => {
    const scene = new Pages();
    const [ada, bob] = scene.pages.map(({ channels }) => channels) as [CallChannels, CallChannels];
    const heard = hear(bob);
    const channel = ada.get('board');
    await scene.link();
    await expect(channel.send(data as never)).rejects.toThrow(TypeError);
    expect(() => channel.note(data as never)).toThrow(TypeError);
    await channel.send('x');
    expect(heard).toEqual(['x']);
  });

  it('says no note behind much that waits, and goes on with messages that the browser had no room for', async () => {
    const scene = new Pages();
    const [ada, bob] = scene.pages.map(({ channels }) => channels) as [CallChannels, CallChannels];
    const heard = hear(bob);
    const channel = ada.get('board');
    await scene.link();
    const data = (scene.links[0] as FakeLink).channel('data');
    data.bufferedBytes = 64 * 1024 + 1;
    expect(channel.note('stale')).toBe(false);
    data.bufferedBytes = 64 * 1024;
    expect(channel.note('new')).toBe(true);
    const full = vi.spyOn(data, 'send').mockReturnValue(false);
    const sent = channel.send('1');
    full.mockRestore();
    await settled();
    expect(heard).toEqual([]);
    data.drain();
    await sent;
    expect(heard).toEqual(['1']);
  });

  it.each(['', 'x'.repeat(65), '\ud800'])('is not called %j', (name) => {
    expect(() => new Page().channels.get(name)).toThrow(RangeError);
  });

  it('is one of sixteen at most', () => {
    const { channels } = new Page();
    for (let count = 0; count < 16; count++) channels.get(`${count}`);
    expect(channels.get('0')).toBe(channels.get('0'));
    expect(() => channels.get('16')).toThrow(RangeError);
    channels.get('0').close();
    channels.get('16');
  });
});

describe('a peer that lies in a channel', () => {
  it.each([
    ['what is no frame', 'x'],
    ['an acknowledgement of nothing', encodeChannelFrame({ type: 'ack', channel: 'board', id: 9 }).buffer],
  ])('with %s is told off once, and not heard again before the next link', async (_, lie) => {
    const scene = new Pages();
    const [ada, bob] = scene.pages;
    const heard = hear(bob.channels);
    ada.channels.get('board');
    await scene.link();
    for (let count = 0; count < 1_000; count++) scene.links[1]?.channel('data').hear(lie);
    void ada.channels.get('board').send('1');
    await settled();
    expect([bob.ignored.length, heard]).toEqual([1, []]);
    await scene.link();
    expect([bob.ignored.length, heard]).toEqual([1, ['1']]);
  });

  it('gives up the channel in which they lied, and no other', async () => {
    const scene = new Pages();
    const [ada, bob] = scene.pages;
    const [heard, elsewhere] = [hear(bob.channels), hear(bob.channels, 'score')];
    for (const name of ['board', 'score']) ada.channels.get(name);
    await scene.link();
    scene.links[1]?.channel('data').hear(encodeChannelFrame({ type: 'ack', channel: 'board', id: 9 }).buffer);
    void ada.channels.get('board').send('1');
    await ada.channels.get('score').send('2');
    expect([heard, elsewhere, bob.ignored.length]).toEqual([[], ['2'], 1]);
    expect(ada.channels.get('board').isOpen.value).toBe(false);
    scene.links[1]?.channel('data').hear(encodeChannelFrame({ type: 'ack', channel: 'score', id: 9 }).buffer);
    expect(bob.ignored).toHaveLength(1);
  });

  it('with a flood of notes is heard at its beginning, and the last of it once it is over', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const scene = new Pages();
    const [, bob] = scene.pages;
    const notes: unknown[] = [];
    bob.channels.get('board').addEventListener('note', ({ data }) => notes.push(data));
    scene.pages[0].channels.get('board');
    const linking = scene.link();
    await vi.advanceTimersByTimeAsync(1);
    await linking;
    for (let at = 0; at < 300; at++)
      scene.links[1]
        ?.channel('data')
        .hear(encodeChannelFrame({ type: 'note', channel: 'board', data: `${at}` }).buffer);
    expect([notes.length, notes.at(-1)]).toEqual([200, '199']);
    vi.advanceTimersByTime(1_000);
    expect([notes.length, notes.at(-1)]).toEqual([201, '299']);
  });

  it('with names that nobody has costs nothing, and of a flood of notes most are not heard', async () => {
    const scene = new Pages();
    const [, bob] = scene.pages;
    const notes: unknown[] = [];
    bob.channels.get('board').addEventListener('note', ({ data }) => notes.push(data));
    scene.pages[0].channels.get('board');
    await scene.link();
    const channel = scene.links[1]?.channel('data');
    for (let id = 0; id < 10_000; id++)
      channel?.hear(encodeChannelFrame({ type: 'message', channel: `n${id}`, id, data: 'x' }).buffer);
    for (let count = 0; count < 10_000; count++)
      channel?.hear(encodeChannelFrame({ type: 'note', channel: 'board', data: 'x' }).buffer);
    expect(bob.ignored).toEqual([]);
    expect(notes.length).toBeGreaterThanOrEqual(200);
    expect(notes.length).toBeLessThan(10_000);
  });
});
