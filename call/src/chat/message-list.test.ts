/** What is shown of all messages, what becomes of those that wait, and which go when there are too many. */
import { expect, it } from 'vitest';
import type { ChatMessage } from './chat-message.ts';
import { MessageList } from './message-list.ts';

type Kept = Omit<ChatMessage, 'key'>;

function own(text: string, status: Kept['status'] = 'waiting'): Kept {
  return { author: 'self', name: '', text, sentAt: 0, status };
}

function theirs(text: string): Kept {
  return { author: 'peer', name: 'Bob', text, sentAt: 0, status: 'received' };
}

function shown({ all }: MessageList): string[] {
  return all.value.map(({ text, status }) => `${text} ${status}`);
}

it('shows what was kept and what comes, each under a key of its own, the newest the highest', () => {
  const list = new MessageList([own('one', 'delivered'), theirs('two')]);
  list.add(own('three'));
  expect(shown(list)).toEqual(['one delivered', 'two received', 'three waiting']);
  expect(list.all.value.map(({ key }) => key)).toEqual([1, 2, 3]);
  expect(new MessageList(list.kept).all.value).toEqual(list.all.value);
});

it('has those delivered that wait first, and leaves as many as wait still', () => {
  const list = new MessageList([own('one'), theirs('two'), own('three'), own('four')]);
  list.delivered(1);
  expect(shown(list)).toEqual(['one delivered', 'two received', 'three delivered', 'four waiting']);
  list.delivered(5);
  expect(list.waiting.map(({ text }) => text)).toEqual(['four']);
});

it('has only those undelivered that wait, and one that is sent again at the end', () => {
  const list = new MessageList([own('one', 'delivered'), own('two'), theirs('three')]);
  list.giveUpWaiting();
  expect(shown(list)).toEqual(['one delivered', 'two undelivered', 'three received']);
  list.add(own('two'), list.all.value[1]);
  expect(shown(list)).toEqual(['one delivered', 'three received', 'two waiting']);
});

it('drops the oldest of more than a thousand, but none that waits', () => {
  const list = new MessageList([own('waits'), theirs('goes')]);
  for (let count = 0; count < 998; count += 1) list.add(theirs('stays'));
  expect([list.all.value.length, list.hasDropped]).toEqual([1_000, false]);
  list.add(theirs('last'));
  expect(list.all.value).toHaveLength(1_000);
  expect(list.all.value.slice(0, 2).map(({ text }) => text)).toEqual(['waits', 'stays']);
  expect(list.hasDropped).toBe(true);
});

it('drops as many as it takes to hold no more than half a million characters', () => {
  const list = new MessageList();
  for (let count = 0; count < 5; count += 1) list.add(theirs(String(count).repeat(200 * 1024)));
  expect(list.all.value.map(({ text }) => text[0])).toEqual(['3', '4']);
});

it('is empty once it is cleared', () => {
  const list = new MessageList([own('one')]);
  list.clear();
  expect([list.all.value, list.kept, list.waiting]).toEqual([[], [], []]);
});
