/** What a guest's page goes after, of all that the host's says: a call of the same host that is there, and not too many of them. */
import { type CallAddress, type CallDoc, createCallId } from '@parley/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { aCall } from '../../../protocol/src/testing/call-docs.ts';
import { CallError } from '../ports/call-error.ts';
import type { CallState } from '../session/call-state.ts';
import { pass, useFakeTime } from '../testing/fake-time.ts';
import { aPresence } from '../testing/presences.ts';
import { Following } from './following.ts';

const PEER = aPresence({ name: 'host' });
const IN_CALL = {
  ...{ phase: 'connected', role: 'guest', hasEntered: true, isStalled: false, peer: PEER },
} as const satisfies CallState;
const FACTS = {
  ...{ docId: 'old', hostUid: 'host', guestUid: 'guest', emptyTimeoutSeconds: 60 },
  ...{ hasDoor: false, isScheduled: false, isRoom: false },
};

useFakeTime();

/** @param read what the server says of the call that is gone to; the last of it from then on */
function aGuest(read: (CallDoc | CallError)[], state: CallState = IN_CALL) {
  const lifetime = new AbortController();
  onTestFinished(() => lifetime.abort());
  const done: string[] = [];
  const ignored: unknown[] = [];
  const moved: CallAddress[] = [];
  const set = (address: CallAddress) => {
    moved.push(address);
    done.push('moved');
  };
  const readCall = async () => {
    done.push('asked');
    const answer = read.length > 1 ? read.shift() : read[0];
    if (answer === undefined || answer instanceof Error) throw answer;
    return answer;
  };
  const following = new Following({
    ...{ address: { set }, signal: lifetime.signal, services: async () => ({ store: { readCall } }) },
    ...{ state: () => state, facts: () => FACTS },
    agree: () => done.push('agreed'),
    detach: () => done.push('detached'),
    goOver: ({ peer }) => done.push(`went with ${peer.name}`),
    onFollowed: () => done.push('followed'),
    onIgnored: (cause) => ignored.push(cause),
  });
  return { following, moved, done, ignored, lifetime };
}

const next = aCall({ hostUid: 'host' });
const unreachable = new CallError('signaling-unreachable');

it('goes to a call of the same host, and says so before anything else', async () => {
  const { following, moved, done } = aGuest([next]);
  const id = createCallId();
  void following.follow(id);
  await pass(1_000);
  expect(done).toEqual(['asked', 'agreed', 'detached', 'moved', 'went with host', 'followed']);
  expect(moved).toEqual([{ id }]);
});

it('asks again for a call that cannot be asked for, for five seconds', async () => {
  const soon = aGuest([unreachable, unreachable, next]);
  const never = aGuest([unreachable]);
  for (const { following } of [soon, never]) void following.follow(createCallId());
  await pass(10_000);
  expect(soon.done.at(-1)).toBe('followed');
  expect(new Set(never.done)).toEqual(new Set(['asked']));
  expect(never.ignored).toEqual([unreachable]);
});

it.for([
  ['another host’s', aCall({ hostUid: 'another' }), 'not-host'],
  ['over', aCall({ hostUid: 'host', ended: { at: 1, reason: 'host-ended' } }), 'no-such-call'],
  ['not there', new CallError('no-such-call'), 'no-such-call'],
] as const)('does not go to a call that is %s', async ([, read, code]) => {
  const { following, done, ignored } = aGuest([read]);
  void following.follow(createCallId());
  await pass(1_000);
  expect([done, ignored]).toEqual([['asked'], [expect.objectContaining({ code })]]);
});

it.for<[string, CallState]>([
  ['the host', { ...IN_CALL, role: 'host' }],
  ['somebody who only looks', { ...IN_CALL, hasEntered: false }],
  ['somebody to whom only a lobby speaks', { ...IN_CALL, peer: { ...PEER, hasEntered: false } }],
  ['somebody whose call is over', { phase: 'ended', reason: 'left' }],
])('is not followed by %s', async ([, state]) => {
  const { following, done } = aGuest([next], state);
  await following.follow(createCallId());
  expect(done).toEqual([]);
});

it('looks at five of a flood, one at a time', async () => {
  const { following, done } = aGuest([aCall({ hostUid: 'another' })]);
  for (let count = 0; count < 3; count += 1) void following.follow(createCallId());
  await pass(100);
  expect(done).toEqual(['asked']);
  for (let count = 0; count < 10; count += 1) {
    void following.follow(createCallId());
    await pass(100);
  }
  expect(done).toHaveLength(5);
});

it('goes nowhere once the page is gone', async () => {
  const { following, done, ignored, lifetime } = aGuest([next]);
  void following.follow(createCallId());
  lifetime.abort();
  await pass(1_000);
  expect([done, ignored]).toEqual([['asked'], []]);
});
