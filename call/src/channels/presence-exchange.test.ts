import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeLink, FakeNetwork } from '../testing/fake-network.ts';
import { PresenceExchange } from './presence-exchange.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('of a flood, the first are taken at once, and of the rest the last, unless the link is gone', () => {
  const names: string[] = [];
  const exchange = new PresenceExchange({
    hasEntered: () => true,
    isOver: () => false,
    onPresence: ({ name }) => names.push(name),
    onGoodbye: () => {},
    onHeard: () => {},
    onIgnored: undefined,
  });
  const link = new FakeLink(new FakeNetwork(), 0);
  exchange.begin(link);
  const flood = () => {
    for (let count = 0; count < 1_000; count++) {
      const flags = { hasEntered: true, isMicrophoneOn: true, isCameraOn: true };
      link.control.hear(JSON.stringify({ type: 'presence', name: String(count), ...flags }));
    }
  };
  flood();
  expect(names).toHaveLength(30);
  vi.advanceTimersByTime(1_000);
  expect([names.length, names.at(-1), exchange.peer?.name]).toEqual([31, '999', '999']);
  vi.advanceTimersByTime(1_000);
  flood();
  exchange.end();
  vi.advanceTimersByTime(1_000);
  expect([names.length, exchange.peer]).toEqual([61, undefined]);
});

it('who comes in is sent sound and picture before the page hears of them, and draws', () => {
  const order: string[] = [];
  const exchange = new PresenceExchange({
    hasEntered: () => true,
    isOver: () => false,
    onMet: () => order.push('met'),
    onPresence: () => order.push('heard'),
    onTogether: () => order.push('together'),
    onHeard: () => {},
    onGoodbye: () => {},
    onIgnored: undefined,
  });
  const link = new FakeLink(new FakeNetwork(), 0);
  exchange.begin(link);
  vi.spyOn(link, 'setOutgoing').mockImplementation(() => void order.push('sent'));
  const flags = { hasEntered: true, isMicrophoneOn: true, isCameraOn: true };
  link.control.hear(JSON.stringify({ type: 'presence', name: 'Ada', ...flags }));
  expect(order).toEqual(['met', 'sent', 'together', 'heard']);
});
