/** Which files a page shows, and how each stands. */
import { expect, it } from 'vitest';
import { TransferList } from './transfer-list.ts';

const OFFERED = { phase: 'offered' } as const;

function about(mark: string) {
  return { mark, name: `${mark}.txt`, sizeBytes: 3, mediaType: 'text/plain' };
}

it('has one by the mark that both pages have for it, of either direction', () => {
  const list = new TransferList(() => {});
  const sent = list.add('sent', about('one'), OFFERED);
  const received = list.add('received', about('one'), { phase: 'interrupted' }, 'preview');
  expect(sent).not.toBe(received);
  expect(list.find(sent)).toEqual({
    ...{ key: sent, direction: 'sent', name: 'one.txt', sizeBytes: 3, mediaType: 'text/plain' },
    ...{ doneBytes: 0, status: OFFERED },
  });
  expect(list.find(received)).toMatchObject({ preview: 'preview', status: { phase: 'interrupted' } });
  expect([list.find(sent, 'queued'), list.find('none')]).toEqual([undefined, undefined]);
  expect([list.countUnderWay('sent'), list.countUnderWay('received')]).toEqual([1, 1]);
});

it('tells of each change', () => {
  let changes = 0;
  const list = new TransferList(() => {
    changes += 1;
  });
  const key = list.add('sent', about('one'), OFFERED);
  list.setStatus(key, { phase: 'queued' });
  list.change(key, { doneBytes: 2 });
  expect(list.find(key)).toMatchObject({ doneBytes: 2, status: { phase: 'queued' } });
  expect(changes).toBe(2);
});

it('shows a hundred, of which the oldest go that are over, and none that is under way', () => {
  const list = new TransferList(() => {});
  const first = list.add('sent', about('first'), OFFERED);
  const over = list.add('sent', about('over'), { phase: 'over', because: 'declined' });
  for (let count = 0; count < 98; count += 1) list.add('sent', about(String(count)), OFFERED);
  expect(list.all.value).toHaveLength(100);
  list.add('sent', about('one more'), OFFERED);
  expect(list.find(over)).toBeUndefined();
  list.add('sent', about('and another'), OFFERED);
  expect([list.all.value.length, list.find(first)?.status]).toEqual([101, OFFERED]);
});
