import { createRandomId, encodeChannelFrame, type PeerPresence } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { type FakeLink, FakeNetwork } from '../testing/fake-network.ts';
import { CallChannels } from './call-channels.ts';

const PEER: PeerPresence = {
  ...{ type: 'presence', name: 'Ada', hasEntered: true, isMicrophoneOn: true, isCameraOn: true },
  can: ['channels/1'],
};

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
