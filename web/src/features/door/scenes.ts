import type { Dismissal, NewLinkState, Visitor } from '@parley/call';
import { NOW } from '../../testing/call-scenes.ts';

const GRACE: Visitor = { uid: 'grace', name: 'Grace Hopper', since: NOW - 200_000, isAskedToWait: true };
const NAMELESS: Visitor = { uid: 'nameless', name: '', since: NOW - 10_000, isAskedToWait: false };

/** Everybody who may stand at a door, by how. */
export const VISITORS = {
  'people at the door': [GRACE, NAMELESS],
  'somebody without a name at the door': [NAMELESS],
  'somebody at the door who was asked for a moment': [GRACE],
  'two at the door who call themselves alike': [
    { ...GRACE, isAskedToWait: false },
    { ...GRACE, uid: 'other', isAskedToWait: false, isByWords: true },
  ],
} satisfies Readonly<Record<string, readonly Visitor[]>>;

/** Every kind of what there is to say of another link, by name. */
export const NEW_LINKS: Readonly<Record<string, NewLinkState>> = {
  'a new link that was not made': { phase: 'failed', error: 'too-many-calls' },
  'a new link, and the guest goes along': { phase: 'made', guest: 'along', isOldOpen: false },
  'a new link while the old one is open': { phase: 'made', guest: 'nobody', isOldOpen: true },
  'a new link that the guest needs': { phase: 'made', guest: 'not-told', isOldOpen: false },
  'a new link of the host’s': { phase: 'followed' },
};

/** Every way in which somebody is not asked to leave, by name. */
export const DISMISSALS: Readonly<Record<string, Dismissal>> = {
  'somebody who could not be asked to leave': 'failed',
  'a call that remembers no more people': 'full',
};
