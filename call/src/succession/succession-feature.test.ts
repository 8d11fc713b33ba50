import { createCallId } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { FakeLink, FakeNetwork } from '../testing/fake-network.ts';
import { SuccessionFeature } from './succession-feature.ts';

test('It speaks on a link whose two ends have said that they are in the call, and is silent on the next until they have there', () => {
  const opened: string[] = [];
  const feature = new SuccessionFeature({
    onOpen: () => opened.push('open'),
    onSuccessor: () => {},
    onTaken: () => {},
  });
  const network = new FakeNetwork();
  const say = () => feature.say({ type: 'successor', call: createCallId() });
  for (const count of [1, 2]) {
    const link = new FakeLink(network, 0);
    vi.spyOn(link.control, 'send').mockReturnValue(true);
    feature.begin(link);
    link.control.open();
    expect([say(), opened.length]).toEqual([false, count - 1]);
    feature.together();
    feature.together();
    expect([say(), opened.length]).toEqual([true, count]);
  }
  feature.end();
  expect(say()).toBe(false);
});
