/** What people see of names and rings, for the gallery: desks at which something has happened. */
import { Cell, type IncomingRing, type OutgoingRingState } from '@parley/call';
import { createCallId, type NameDoc, parsePersonName } from '@parley/protocol';
import { KnownPeople } from '../../memory/known-people.ts';
import { emptyMemory } from '../../memory/scenes.ts';
import { NOW } from '../../testing/call-scenes.ts';
import type { Reach } from '../../words/people.ts';
import type { PeopleDesk } from './people-desk.ts';

const GRACE = parsePersonName('Grace.Hopper');
const PERSON: NameDoc = {
  ...{ name: GRACE, uid: 'grace', keys: new Uint8Array(65).fill(1), claimedAt: NOW, releasedAt: null },
  expiresAt: NOW,
};
const RING: IncomingRing = {
  ...{ id: 'r'.repeat(16), uid: 'grace', name: GRACE, since: NOW, person: PERSON },
  call: createCallId(),
};

interface Scene {
  readonly incoming?: readonly IncomingRing[];
  readonly outgoing?: OutgoingRingState;
  /** She was met elsewhere before. */
  readonly hasChanged?: true;
  /** The name was given up on another page. */
  readonly isLost?: true;
}

export function deskWith({ incoming = [], outgoing, hasChanged, isLost }: Scene): PeopleDesk {
  const known = new KnownPeople(emptyMemory(), () => NOW);
  known.talk(GRACE, 'grace');
  if (hasChanged) known.meet({ ...PERSON, keys: new Uint8Array(65) });
  known.miss(parsePersonName('alan'), 'alan', NOW);
  const ring = outgoing && {
    name: GRACE,
    state: new Cell(outgoing),
    person: new Cell(PERSON),
    isUnderWay: true,
  };
  const people = {
    name: new Cell(isLost ? null : parsePersonName('ada.lovelace')),
    lostName: new Cell(isLost ? parsePersonName('ada.lovelace') : undefined),
    incoming: new Cell(incoming),
    isRungHere: new Cell(true),
    outgoing: new Cell(ring),
  };
  const keeping = {
    ...{ address: new Cell<string | null>(null), link: new Cell(undefined), hasComeBack: false, sentTo: '' },
    look: async () => {},
  };
  const cells = { people: new Cell(people), trouble: new Cell(undefined), reach: new Cell<Reach>('known') };
  const desk = { ...cells, keeping, known };
  return desk as unknown as PeopleDesk;
}

/** The name was given up on another page. */
export const deskWithoutName = (): PeopleDesk => deskWith({ isLost: true });

export const DESKS: Readonly<Record<string, () => PeopleDesk>> = {
  'somebody rings': () => deskWith({ incoming: [RING] }),
  'somebody rings from elsewhere': () => deskWith({ incoming: [RING], hasChanged: true }),
  'a name that may be another’s by now': () => deskWith({ outgoing: { phase: 'changed' } }),
  'it rings there': () => deskWith({ outgoing: { phase: 'ringing' } }),
  'a ring that was declined': () =>
    deskWith({ outgoing: { phase: 'over', outcome: 'declined', word: 'After lunch' } }),
  'a ring that was stopped as they answered': () =>
    deskWith({ outgoing: { phase: 'over', outcome: 'answered', word: '' } }),
  'a name that nobody has': () => deskWith({ outgoing: { phase: 'failed', error: 'no-such-person' } }),
};
