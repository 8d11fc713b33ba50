import type { CallId } from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChattingPages, settled } from '../testing/chatting-pages.ts';
import { forgetLeftChat } from './kept-chat.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function linked(): Promise<ChattingPages> {
  const scene = new ChattingPages();
  await scene.link();
  return scene;
}

describe('a chat', () => {
  it('goes both ways, and tells what was delivered', async () => {
    const scene = await linked();
    const { ada, bob } = scene;
    expect(ada.chat.availability.value).toBe('open');
    expect(ada.chat.send('  Hello,\nBob 👋\n\n')).toBeUndefined();
    expect(ada.read).toEqual(['me:   Hello,\nBob 👋 (waiting)']);
    await settled();
    bob.chat.send('<b>hi</b>');
    await settled();
    expect(ada.read).toEqual(['me:   Hello,\nBob 👋', 'Bob: <b>hi</b>']);
    expect(bob.read).toEqual(['Ada:   Hello,\nBob 👋', 'me: <b>hi</b>']);
  });

  it('goes on over ten links, the one written while there is none among them, in exact order', async () => {
    const scene = new ChattingPages();
    const said = { ada: [] as string[], bob: [] as string[] };
    for (let link = 0; link < 10; link++) {
      for (const who of ['ada', 'bob'] as const) {
        said[who].push(`${who} ${link}`);
        scene[who].chat.send(`${who} ${link}`);
      }
      await scene.link();
      for (const who of ['ada', 'bob'] as const) {
        said[who].push(`${who} ${link} again`);
        scene[who].chat.send(`${who} ${link} again`);
      }
      // Some of it is under way.
      for (let tick = 0; tick < link; tick++) await Promise.resolve();
      scene.unlink();
      vi.advanceTimersByTime(5_000);
    }
    await scene.link();
    for (const [own, other] of [
      ['ada', 'bob'],
      ['bob', 'ada'],
    ] as const) {
      const messages = scene[own].chat.messages.value;
      expect(messages.filter(({ author }) => author === 'peer').map(({ text }) => text)).toEqual(said[other]);
      expect(messages.filter(({ status }) => status === 'delivered').map(({ text }) => text)).toEqual(
        said[own],
      );
    }
  });

  it('outlives the reload of either, with what waits', async () => {
    const scene = await linked();
    const { ada, bob } = scene;
    ada.chat.send('1');
    await settled();
    bob.chat.send('one');
    await settled();
    scene.unlink();
    ada.chat.send('2');
    bob.chat.send('two');
    expect(ada.chat.availability.value).toBe('interrupted');
    ada.reload();
    bob.reload();
    expect(ada.read).toEqual(['me: 1', 'Bob: one', 'me: 2 (waiting)']);
    expect(ada.chat.availability.value).toBe('interrupted');
    await scene.link();
    expect(ada.read).toEqual(['me: 1', 'Bob: one', 'me: 2', 'Bob: two']);
    expect(bob.read).toEqual(['Ada: 1', 'me: one', 'me: two', 'Ada: 2']);
    ada.chat.send('3');
    await settled();
    expect(bob.read.at(-1)).toBe('Ada: 3');
  });

  it('does not tell another tab what was for the one before, and sends it again if one wishes', async () => {
    const scene = await linked();
    const { ada, bob } = scene;
    ada.chat.send('1');
    await settled();
    scene.unlink();
    ada.chat.send('for Bob');
    bob.replace();
    await scene.link();
    expect([ada.read, bob.read]).toEqual([['me: 1', 'me: for Bob (undelivered)'], []]);
    const [, { key = 0 } = {}] = ada.chat.messages.value;
    ada.chat.resend(key);
    ada.chat.resend(key);
    await settled();
    expect([ada.read, bob.read]).toEqual([['me: 1', 'me: for Bob'], ['Ada: for Bob']]);
  });

  it('knows after a reload for whom it is, also where nothing was said yet', async () => {
    const scene = await linked();
    scene.unlink();
    scene.ada.reload();
    scene.ada.chat.send('for Bob');
    scene.bob.replace();
    await scene.link();
    expect([scene.ada.read, scene.bob.read]).toEqual([['me: for Bob (undelivered)'], []]);
  });

  it('has what is sent again once, also after a reload before it arrives', async () => {
    const scene = await linked();
    const { ada, bob } = scene;
    scene.unlink();
    ada.chat.send('for Bob');
    bob.replace();
    await scene.link();
    scene.unlink();
    expect(ada.read).toEqual(['me: for Bob (undelivered)']);
    ada.chat.resend(ada.chat.messages.value[0]?.key ?? 0);
    expect(ada.read).toEqual(['me: for Bob (waiting)']);
    ada.reload();
    expect(ada.read).toEqual(['me: for Bob (waiting)']);
  });

  it('is gone with the call, also from the tab, and is not of another call', async () => {
    const scene = await linked();
    const { ada } = scene;
    ada.chat.send('secret');
    await settled();
    expect([...ada.kept.values()].join()).toContain('secret');
    ada.reload('00000000000000000001' as CallId);
    expect(ada.read).toEqual([]);
    ada.reload();
    expect(ada.read).toEqual(['me: secret']);
    ada.chat.close();
    expect([ada.read, [...ada.kept.values()].join()]).toEqual([[], '']);
    expect(ada.chat.send('x')).toBe('too-many-waiting');
    scene.unlink();
    expect([...ada.kept.values()].join()).toBe('');
  });

  it('says why it does not send', async () => {
    const { ada } = await linked();
    expect(ada.chat.send(' \n ')).toBe('empty');
    expect(ada.chat.send('é'.repeat(2_049))).toBe('too-long');
    expect(ada.chat.send('é'.repeat(2_048))).toBeUndefined();
    for (let count = 1; count < 10; count++) expect(ada.chat.send('x')).toBeUndefined();
    expect(ada.chat.send('x')).toBe('too-fast');
    vi.advanceTimersByTime(1_000);
    expect(ada.chat.send('x')).toBeUndefined();
    expect(ada.chat.send('x')).toBe('too-fast');
  });

  it('keeps a hundred for whoever is away', () => {
    const { ada } = new ChattingPages();
    for (let count = 0; count < 100; count++) {
      expect(ada.chat.send('x')).toBeUndefined();
      vi.advanceTimersByTime(1_000);
    }
    expect(ada.chat.send('x')).toBe('too-many-waiting');
  });

  it('is offered only where the other has a place for it', async () => {
    const scene = new ChattingPages();
    const { ada, bob } = scene;
    expect(ada.chat.availability.value).toBe('nobody');
    await scene.link(['channels/1']);
    ada.chat.send('x');
    await settled();
    expect([ada.chat.availability.value, bob.read]).toEqual(['unsupported', []]);
    await scene.link();
    expect([ada.chat.availability.value, bob.read]).toEqual(['open', ['Ada: x']]);
  });

  it('tells that somebody writes, until they send it, stop, or are gone', async () => {
    const scene = await linked();
    const { ada, bob } = scene;
    const seen: boolean[] = [];
    bob.chat.isPeerTyping.subscribe((isTyping) => seen.push(isTyping));
    const type = async (isTyping: boolean) => {
      ada.chat.setTyping(isTyping);
      await settled();
    };
    await type(true);
    await type(true);
    await type(false);
    expect(seen).toEqual([false, true, false]);
    await type(true);
    ada.chat.send('x');
    await settled();
    expect(seen).toEqual([false, true, false, true, false]);
    await type(true);
    vi.advanceTimersByTime(3_000);
    await type(true);
    expect(seen).toEqual([false, true, false, true, false, true]);
    vi.advanceTimersByTime(5_999);
    expect(bob.chat.isPeerTyping.value).toBe(true);
    vi.advanceTimersByTime(1);
    expect(bob.chat.isPeerTyping.value).toBe(false);
    vi.advanceTimersByTime(3_000);
    await type(true);
    expect(bob.chat.isPeerTyping.value).toBe(true);
    scene.unlink();
    expect(bob.chat.isPeerTyping.value).toBe(false);
  });

  it('counts what was not read', async () => {
    const { ada, bob } = await linked();
    for (const text of ['1', '2']) ada.chat.send(text);
    await settled();
    expect([ada.chat.unreadCount.value, bob.chat.unreadCount.value]).toEqual([0, 2]);
    bob.chat.markRead();
    expect(bob.chat.unreadCount.value).toBe(0);
  });

  it('counts what was not read also on the page that is loaded in its place, until it has been', async () => {
    const scene = await linked();
    const { ada, bob } = scene;
    ada.chat.send('1');
    await settled();
    bob.reload();
    expect(bob.chat.unreadCount.value).toBe(1);
    await scene.link();
    ada.chat.send('2');
    await settled();
    expect(bob.chat.unreadCount.value).toBe(2);
    bob.chat.markRead();
    bob.reload();
    expect(bob.chat.unreadCount.value).toBe(0);
  });

  it('is forgotten a minute after the tab went elsewhere, unless it has come back to the call meanwhile', async () => {
    const { ada, bob } = await linked();
    ada.chat.send('a secret');
    await settled();
    const { memory } = bob;
    const keeps = () => [...bob.kept.values()].join().includes('a secret');
    const minute = Promise.withResolvers<void>();
    const forgetting = forgetLeftChat(undefined, memory, () => minute.promise);
    await settled();
    expect(keeps()).toBe(true);
    bob.reload();
    minute.resolve();
    await forgetting;
    expect([keeps(), bob.read]).toEqual([true, ['Ada: a secret']]);
    await forgetLeftChat(undefined, memory, async () => {});
    expect(keeps()).toBe(false);
  });

  it('is not forgotten because another call in the same tab is over', async () => {
    const { ada, bob } = await linked();
    ada.chat.send('a secret');
    await settled();
    const keeps = () => [...bob.kept.values()].join().includes('a secret');
    const own = bob.chat;
    bob.reload('ZZ3MD2P9XWQ4ZT8B1HVN' as CallId);
    bob.chat.close();
    expect(keeps()).toBe(true);
    own.close();
    expect(keeps()).toBe(false);
  });

  it('is forgotten by another call in the same tab, and not by the call itself', async () => {
    const { ada, bob } = await linked();
    ada.chat.send('a secret');
    await settled();
    const { memory } = bob;
    const keeps = () => [...bob.kept.values()].join().includes('a secret');
    const atOnce = async () => {};
    await forgetLeftChat('7K3MD2P9XWQ4ZT8B1HVN' as CallId, memory, atOnce);
    expect(keeps()).toBe(true);
    await forgetLeftChat('ZZ3MD2P9XWQ4ZT8B1HVN' as CallId, memory, atOnce);
    expect(keeps()).toBe(false);
  });
});

describe('a peer who lies in the chat', () => {
  const text = (text: string, sentAt = 0) => JSON.stringify({ text, sentAt });

  it('about when it was, is put right', async () => {
    const scene = await linked();
    const { bob } = scene;
    for (const [index, at] of [bob.now + 9e9, 0, bob.now - 60_000].entries())
      scene.lie('message', text('x', at), index + 1);
    expect(bob.chat.messages.value.map(({ sentAt }) => sentAt - bob.now)).toEqual([0, -86_400_000, -60_000]);
  });

  it('or sends nonsense is told off once for each link, and what is sense is read', async () => {
    const scene = await linked();
    const nonsense = ['', '{}', text(''), text('x'.repeat(4_097)), 'null'];
    for (const [index, data] of nonsense.entries()) scene.lie('message', data, index + 1);
    for (const data of nonsense) scene.lie('note', data);
    scene.lie('message', text('sense'), 6);
    expect([scene.bob.ignored.length, scene.bob.read]).toEqual([1, ['Ada: sense']]);
  });

  it('with a flood fills nothing: it is shown at the pace of a reader, and beyond what may be under way not heard', async () => {
    const scene = await linked();
    for (let id = 1; id <= 200; id++) scene.lie('message', text('x'), id);
    expect(scene.bob.read).toHaveLength(60);
    vi.advanceTimersByTime(1_000);
    expect(scene.bob.read).toHaveLength(64);
    for (let id = 201; id <= 9_999; id++) scene.lie('message', text('x'), id);
    expect([scene.bob.ignored.length, scene.bob.read.length]).toEqual([1, 64]);
  });

  it('and types and stops over and over has it drawn a few times, and it ends', async () => {
    const scene = await linked();
    const { isPeerTyping } = scene.bob.chat;
    let count = 0;
    isPeerTyping.subscribe(() => {
      count += 1;
    });
    for (let index = 0; index < 150; index++)
      scene.lie('note', JSON.stringify({ isTyping: index % 2 === 0 }));
    expect([count, isPeerTyping.value]).toEqual([6, true]);
    vi.advanceTimersByTime(6_000);
    expect(isPeerTyping.value).toBe(false);
    scene.lie('note', JSON.stringify({ isTyping: true }));
    expect(isPeerTyping.value).toBe(true);
  });

  it('for hours costs a bounded memory: the oldest go', async () => {
    const scene = await linked();
    for (let id = 1; id <= 1_200; id++) {
      scene.lie('message', text(`${id}`), id);
      vi.advanceTimersByTime(250);
    }
    const { messages, hasDropped } = scene.bob.chat;
    expect([messages.value.length, messages.value[0]?.text, hasDropped]).toEqual([1_000, '201', true]);
    for (let id = 1_201; id <= 1_400; id++) {
      scene.lie('message', text('x'.repeat(4_096)), id);
      vi.advanceTimersByTime(250);
    }
    const kept = messages.value.reduce((sum, { text }) => sum + text.length, 0);
    expect(kept).toBeLessThanOrEqual(512 * 1024);
    expect(kept).toBeGreaterThan(500 * 1024);
    scene.bob.reload();
    expect([scene.bob.chat.messages.value.length, scene.bob.chat.hasDropped]).toEqual([
      messages.value.length,
      true,
    ]);
  });

  it('and takes nothing, for hours, makes nobody forget what they wait to hear', async () => {
    const scene = await linked();
    const { bob } = scene;
    bob.chat.send('first');
    for (let id = 1; id <= 1_200; id++) {
      scene.lie('message', text(`${id}`), id);
      vi.advanceTimersByTime(250);
    }
    const [oldest, next] = bob.chat.messages.value;
    expect([oldest?.text, next?.text]).toEqual(['first', '202']);
  });
});
