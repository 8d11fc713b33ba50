import type { ChatMessage } from '@parley/call';
import { NOW } from '../../testing/call-scenes.ts';
import { type ChatScene, ownMessage, theirMessage } from '../../testing/fake-chat.ts';

const MINUTE_MS = 60_000;

/** Two who write to each other as people do. */
function talk(): ChatMessage[] {
  const ago = (minutes: number) => ({ sentAt: NOW - minutes * MINUTE_MS });
  return [
    theirMessage({ text: 'Can you hear me? I cannot hear you yet.', ...ago(21) }),
    ownMessage({ text: 'Yes! One moment, wrong microphone', ...ago(20) }),
    ownMessage({ text: '🎧', ...ago(20) }),
    theirMessage({
      text: 'Here is the draft: https://docs.example/contract/second-reading?page=4',
      ...ago(6),
    }),
    theirMessage({ text: 'The paragraph that I mean is the last one (page 12).', ...ago(6) }),
    ownMessage({
      text: 'function fee(days) {\n  return days * 480;\n}',
      ...ago(4),
    }),
    theirMessage({ text: 'شكراً جزيلاً، أراه الآن: 480 € لليوم', ...ago(3) }),
    ownMessage({ text: 'Shall we go through it line by line?', ...ago(1) }),
  ];
}

/** Every kind of chat, by name. */
export const CHATS: Readonly<Record<string, ChatScene>> = {
  'a chat': { messages: talk(), availability: 'open', isPeerTyping: true },
  'a chat in which nobody has written': { availability: 'open' },
  'a chat that waits for them': {
    availability: 'interrupted',
    hasDropped: true,
    messages: [...talk(), ownMessage({ text: 'Are you still there?', status: 'waiting', sentAt: NOW })],
  },
  'a chat with somebody else': {
    availability: 'open',
    messages: [
      theirMessage({ text: 'Brb' }),
      ownMessage({ text: 'The code is 4711', status: 'undelivered' }),
      theirMessage({ name: 'Bob', text: 'Hi, I am Bob', sentAt: NOW }),
    ],
  },
};
