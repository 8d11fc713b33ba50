import { expect, it } from 'vitest';
import { endMessage } from './call-over.ts';

it.each([
  ['goes on from it', false, '20 minutes with Ada', 'The call has ended. Ada has ended it for both of you'],
  [
    'comes when it is over',
    true,
    '20 minutes with Ada',
    'This link does not lead into a call any more. The host has ended the call',
  ],
])('of a call that two talked in and its host has ended, whoever %s is told what is so', (...row) => {
  const [, isLate, title, help] = row;
  const message = endMessage('host-ended', { talkedMs: 20 * 60_000, peerName: 'Ada', isLate });
  expect(message.title).toBe(title);
  expect(message.help).toContain(help);
});
