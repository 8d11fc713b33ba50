import type { Dismissal } from '@parley/call';
import { expect, it } from 'vitest';
import { waitingMessage } from './waiting.ts';

it.each<[Dismissal | undefined, string]>([
  [undefined, ', and somebody else can come.'],
  ['full', ', and whoever comes has to ask you first.'],
  // Their place is theirs still.
  ['under-way', '; somebody else can come as soon as the call has been told.'],
  ['failed', '; somebody else can come once they have left the call, or asking them again gets through.'],
])('says of a guest who was asked to leave, which is %s, what is so', (dismissal, rest) => {
  const { help } = waitingMessage({ because: 'peer-dismissed', role: 'host' }, '', '', dismissal);
  expect(help).toBe(`They are disconnected from you${rest}`);
});
