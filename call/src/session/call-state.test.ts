import { describe, expect, it } from 'vitest';
import { aPresence } from '../testing/presences.ts';
import { type CallEvent, type CallState, INITIAL_CALL_STATE, transition } from './call-state.ts';

type Phase = CallState['phase'];
type LivePhase = Exclude<Phase, 'ended' | 'failed'>;

const ADA = aPresence({ name: 'Ada' });

/** One of each live phase, as it is before anything more happens in it. */
const STATES: Readonly<{ [P in LivePhase]: Extract<CallState, { phase: P }> }> = {
  arriving: { phase: 'arriving', hasEntered: false },
  early: { phase: 'early', hasEntered: false, because: 'not-open' },
  waiting: { phase: 'waiting', role: 'host', hasEntered: false, because: 'nobody-came' },
  connecting: { phase: 'connecting', role: 'host', hasEntered: false, peerName: 'Ada' },
  connected: { phase: 'connected', role: 'host', hasEntered: false, isStalled: false },
  reconnecting: { phase: 'reconnecting', role: 'host', hasEntered: false },
};

const EVENTS: Readonly<{ [T in CallEvent['type']]: Extract<CallEvent, { type: T }> }> = {
  early: { type: 'early', because: 'host-absent' },
  admitted: { type: 'admitted' },
  seated: { type: 'seated', role: 'guest' },
  unseated: { type: 'unseated' },
  entered: { type: 'entered' },
  negotiating: { type: 'negotiating', peerName: 'Bob' },
  linked: { type: 'linked' },
  'presence-received': { type: 'presence-received', peer: ADA },
  stalled: { type: 'stalled' },
  unstalled: { type: 'unstalled' },
  'link-lost': { type: 'link-lost' },
  'peer-left': { type: 'peer-left' },
  'peer-dismissed': { type: 'peer-dismissed' },
  'peer-gone': { type: 'peer-gone' },
  'no-route': { type: 'no-route' },
  'tried-again': { type: 'tried-again' },
  'seat-noted': { type: 'seat-noted', isKept: true },
  'other-guest-came': { type: 'other-guest-came' },
  'other-guest-noted': { type: 'other-guest-noted' },
  'trouble-began': { type: 'trouble-began', error: 'signaling-unreachable' },
  'trouble-ended': { type: 'trouble-ended' },
  ended: { type: 'ended', reason: 'left' },
  failed: { type: 'failed', error: 'call-full' },
};

/**
 * The phase after each event; `=` where the event means nothing and the state stays the same object. Linked while
 * waiting: the way that was not found in a minute was found later.
 */
const TABLE = `
event              arriving  early    waiting     connecting  connected     reconnecting
early              early     early    =           =           =             =
admitted           =         arriving  =          =           =             =
seated             waiting   waiting  =           =           =             =
unseated           =         =        arriving    arriving    arriving      arriving
entered            arriving  early    waiting     connecting  connected     reconnecting
negotiating        =         =        connecting  =           =             =
linked             =         =        connected   connected   =             connected
presence-received  =         =        =           =           connected     reconnecting
stalled            =         =        =           =           connected     =
unstalled          =         =        =           =           =             =
link-lost          =         =        =           =           reconnecting  =
peer-left          =         =        waiting     waiting     waiting       waiting
peer-dismissed     =         =        waiting     waiting     waiting       waiting
peer-gone          =         =        waiting     waiting     waiting       waiting
no-route           =         =        waiting     waiting     waiting       waiting
tried-again        =         =        =           =           =             =
seat-noted         =         =        waiting     =           =             =
other-guest-came   =         =        waiting     connecting  connected     reconnecting
other-guest-noted  =         =        =           =           =             =
trouble-began      =         =        waiting     connecting  connected     reconnecting
trouble-ended      =         =        =           =           =             =
ended              ended     ended    ended       ended       ended         ended
failed             failed    failed   failed      failed      failed        failed
`;

const [phases = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.split(/ +/));
const combinations = rows.flatMap(([event = '', ...cells]) =>
  cells.map((next, index) => [phases[index + 1] as LivePhase, event as CallEvent['type'], next] as const),
);

describe('the table', () => {
  it('has every event in every phase that is not final', () => {
    expect(phases.slice(1)).toEqual(Object.keys(STATES));
    expect(rows.map(([event]) => event)).toEqual(Object.keys(EVENTS));
    expect(combinations).toHaveLength(Object.keys(STATES).length * Object.keys(EVENTS).length);
  });

  it.each(combinations)('%s, %s → %s', (phase, event, next) => {
    const before = STATES[phase];
    const after = transition(before, EVENTS[event]);
    if (next === '=') expect(after).toBe(before);
    else {
      expect(after.phase).toBe(next);
      expect(after).not.toBe(before);
    }
  });

  it.each(Object.values(EVENTS))('nothing follows the end: $type', (event) => {
    const ended: CallState = { phase: 'ended', reason: 'host-ended' };
    const failed: CallState = { phase: 'failed', error: 'signed-out' };
    expect(transition(ended, event)).toBe(ended);
    expect(transition(failed, event)).toBe(failed);
  });
});

function after(state: CallState, ...events: CallEvent[]): CallState {
  return events.reduce(transition, state);
}

describe('a call from beginning to end', () => {
  it('begins in the lobby, arriving', () => {
    expect(INITIAL_CALL_STATE).toEqual({ phase: 'arriving', hasEntered: false });
  });

  it('knows its seat, and whether it was entered before it had one', () => {
    const state = after(INITIAL_CALL_STATE, EVENTS.entered, EVENTS.seated);
    expect(state).toEqual({ phase: 'waiting', role: 'guest', hasEntered: true, because: 'nobody-came' });
  });

  it('learns the name of the other from the negotiation, and the rest from themselves', () => {
    const connecting = after(STATES.waiting, EVENTS.negotiating);
    expect(connecting).toMatchObject({ peerName: 'Bob' });
    expect(after(connecting, EVENTS.linked)).toEqual({ ...STATES.connected, peerName: 'Bob' });
    expect(after(connecting, EVENTS.linked, EVENTS['presence-received'])).toEqual({
      ...STATES.connected,
      peer: ADA,
    });
  });

  it('takes the latest that the other said of themselves', () => {
    const muted: CallEvent = { type: 'presence-received', peer: { ...ADA, isMicrophoneOn: false } };
    expect(after(STATES.connected, EVENTS['presence-received'], muted)).toMatchObject({ peer: muted.peer });
  });

  it('remembers the other while it reconnects and after', () => {
    const broken = after(STATES.connected, EVENTS['presence-received'], EVENTS['link-lost']);
    expect(broken).toEqual({ ...STATES.reconnecting, peer: ADA });
    expect(after(broken, EVENTS.linked)).toEqual({ ...STATES.connected, peer: ADA });
  });

  it.each(['peer-left', 'peer-dismissed', 'peer-gone', 'no-route'] as const)(
    'forgets the other once it is %s',
    (because) => {
      const state = after(STATES.connected, EVENTS['presence-received'], EVENTS[because]);
      expect(state).toEqual({ ...STATES.waiting, because });
      expect(after(state, EVENTS.linked)).not.toHaveProperty('peer');
    },
  );

  it.each(['peer-left', 'peer-dismissed', 'peer-gone', 'no-route'] as const)(
    'gives the reason %s once',
    (because) => {
      const state = after(STATES.connected, EVENTS[because]);
      expect(after(state, EVENTS[because])).toBe(state);
    },
  );

  it('waits for whoever may be back, and no more once they have left', () => {
    const away = after(STATES.connected, { type: 'peer-left', mayBeBack: true }, EVENTS['seat-noted']);
    const waiting = { ...STATES.waiting, because: 'peer-left', isSeatKept: true };
    expect(away).toEqual({ ...waiting, mayBeBack: true });
    expect(after(away, { type: 'peer-left', mayBeBack: true })).toBe(away);
    const left = after(away, EVENTS['peer-left']);
    expect(left).toEqual(waiting);
    expect(after(left, { type: 'peer-left', mayBeBack: true })).toBe(left);
    expect(after(away, EVENTS.negotiating, EVENTS.linked)).not.toHaveProperty('mayBeBack');
  });

  it('gives a new reason for waiting when there is one', () => {
    const state = after(STATES.waiting, EVENTS['peer-gone'], EVENTS['peer-left']);
    expect(state).toMatchObject({ because: 'peer-left' });
  });

  it('tells the cause once it is known, and does not unsay that there is no way while one is looked for', () => {
    const state = after(STATES.connecting, EVENTS['no-route']);
    expect(state).not.toHaveProperty('cause');
    const explained = after(state, { type: 'no-route', cause: 'own-network' });
    expect(explained).toMatchObject({ because: 'no-route', cause: 'own-network' });
    expect(after(explained, { type: 'no-route', cause: 'own-network' })).toBe(explained);
    expect(after(explained, EVENTS.negotiating)).toBe(explained);
    expect(after(explained, EVENTS['peer-left'])).not.toHaveProperty('cause');
    expect(after(explained, EVENTS.linked)).toMatchObject({ phase: 'connected' });
  });

  it('shows that it is tried again, and only says that the other is there where that is known', () => {
    const tried = (because: 'peer-gone' | 'no-route') =>
      after(STATES.connected, EVENTS[because], EVENTS['tried-again']);
    expect(tried('no-route')).toMatchObject({ phase: 'connecting', peerName: '' });
    expect(tried('peer-gone')).toMatchObject({ phase: 'reconnecting' });
  });

  it.each([STATES.waiting, after(STATES.connected, EVENTS['peer-left'])])(
    'cannot be tried where nobody is',
    (state) => {
      expect(after(state, EVENTS['tried-again'])).toBe(state);
    },
  );

  it('stalls once and goes on once', () => {
    const stalled = after(STATES.connected, EVENTS.stalled);
    expect(stalled).toEqual({ ...STATES.connected, isStalled: true });
    expect(after(stalled, EVENTS.stalled)).toBe(stalled);
    expect(after(stalled, EVENTS.unstalled)).toEqual(STATES.connected);
  });

  it('is not stalled any more when it is linked again', () => {
    const state = after(STATES.connected, EVENTS.stalled, EVENTS['link-lost'], EVENTS.linked);
    expect(state).toMatchObject({ isStalled: false });
  });

  it('is entered once', () => {
    const entered = after(STATES.connected, EVENTS.entered);
    expect(entered).toEqual({ ...STATES.connected, hasEntered: true });
    expect(after(entered, EVENTS.entered)).toBe(entered);
  });

  it.each(['left', 'host-ended', 'lapsed', 'taken-over', 'dismissed'] as const)(
    'says why it ended: %s',
    (reason) => {
      expect(after(STATES.connected, { type: 'ended', reason })).toEqual({ phase: 'ended', reason });
    },
  );

  it('says what it failed for', () => {
    expect(after(STATES.arriving, EVENTS.failed)).toEqual({ phase: 'failed', error: 'call-full' });
  });
});

describe('trouble', () => {
  const troubled = { ...STATES.connected, trouble: 'signaling-unreachable' } as const;

  it('is told once, and the latest trouble counts', () => {
    expect(after(STATES.connected, EVENTS['trouble-began'])).toEqual(troubled);
    expect(after(troubled, EVENTS['trouble-began'])).toBe(troubled);
    const worse = after(troubled, { type: 'trouble-began', error: 'quota-exceeded' });
    expect(worse).toMatchObject({ trouble: 'quota-exceeded' });
  });

  it('leaves no trace when it has ended', () => {
    expect(Object.keys(after(troubled, EVENTS['trouble-ended']))).not.toContain('trouble');
  });
});

/** Every state that any sequence of these events leads to. */
function reachableStates(): CallState[] {
  const events: CallEvent[] = [
    ...Object.values(EVENTS),
    { type: 'seated', role: 'host' },
    { type: 'negotiating', peerName: '' },
    { type: 'no-route', cause: 'own-network' },
    { type: 'peer-left', mayBeBack: true },
    { type: 'presence-received', peer: { ...ADA, name: '' } },
    { type: 'trouble-began', error: 'quota-exceeded' },
  ];
  const found = new Map([[JSON.stringify(INITIAL_CALL_STATE), INITIAL_CALL_STATE]]);
  // A Map's iterator also comes to what is added on the way.
  for (const state of found.values()) {
    for (const event of events) {
      const next = transition(state, event);
      const key = JSON.stringify(next);
      if (!found.has(key)) found.set(key, next);
    }
  }
  return [...found.values()];
}

const SEATED = ['phase', 'role', 'hasEntered'];
const FIELDS: Readonly<Record<Phase, { always: readonly string[]; sometimes: readonly string[] }>> = {
  arriving: { always: ['phase', 'hasEntered'], sometimes: [] },
  early: { always: ['phase', 'hasEntered', 'because'], sometimes: ['canSitBeside'] },
  waiting: {
    always: [...SEATED, 'because'],
    sometimes: ['trouble', 'isOtherGuest', 'isSeatKept', 'cause', 'mayBeBack'],
  },
  connecting: { always: [...SEATED, 'peerName'], sometimes: ['trouble', 'isOtherGuest'] },
  connected: { always: [...SEATED, 'isStalled'], sometimes: ['trouble', 'isOtherGuest', 'peer', 'peerName'] },
  reconnecting: { always: SEATED, sometimes: ['trouble', 'isOtherGuest', 'peer'] },
  ended: { always: ['phase', 'reason'], sometimes: [] },
  failed: { always: ['phase', 'error'], sometimes: [] },
};

describe('after any sequence of events', () => {
  const states = reachableStates();

  it('every phase has been reached', () => {
    expect([...new Set(states.map(({ phase }) => phase))].sort()).toEqual(Object.keys(FIELDS).sort());
  });

  it('a state has the facts of its phase and no others', () => {
    for (const state of states) {
      const { always, sometimes } = FIELDS[state.phase];
      const keys = Object.keys(state);
      expect(keys).toEqual(expect.arrayContaining([...always]));
      expect([...always, ...sometimes]).toEqual(expect.arrayContaining(keys));
      expect(Object.values(state)).not.toContain(undefined);
    }
  });

  it('the seat, having entered and trouble survive every change of phase', () => {
    for (const before of states) {
      for (const event of Object.values(EVENTS)) {
        const next = transition(before, event);
        if (!('role' in before) || !('role' in next)) continue;
        expect(next.role).toBe(before.role);
        expect(next.hasEntered).toBe(before.hasEntered || event.type === 'entered');
        if (event.type.startsWith('trouble')) continue;
        expect(next.trouble).toBe(before.trouble);
      }
    }
  });

  it('an event that changes nothing leaves the same object', () => {
    for (const before of states) {
      for (const event of Object.values(EVENTS)) {
        if (event.type === 'presence-received') continue;
        const next = transition(before, event);
        if (JSON.stringify(next) === JSON.stringify(before)) expect(next).toBe(before);
      }
    }
  });
});
