import type { CallErrorCode } from '../ports/call-error.ts';
import type { ArrangedTime } from '../session/arranged-time.ts';
import type { CallFacts } from '../session/call-facts.ts';
import type { CallState } from '../session/call-state.ts';
import type { RoomView } from '../session/room-reader.ts';

/** How it stands with a new link. */
export type NewLinkState =
  /** This person can have one made. */
  | { readonly phase: 'possible' }
  | { readonly phase: 'under-way' }
  /** None was made, and everything is as it was. */
  | { readonly phase: 'failed'; readonly error: CallErrorCode }
  /**
   * The call has it. `guest`: the guest went along; there was none; or their page could not be told, and they need the link. `isOldOpen`: the
   * server has not heard yet that the old one is over.
   */
  | {
      readonly phase: 'made';
      readonly guest: 'along' | 'nobody' | 'not-told';
      readonly isOldOpen: boolean;
    }
  /** The host has made one, and this person went along. */
  | { readonly phase: 'followed' };

/** Whether this person can have one made just now. @param state undefined: it is not theirs to make */
export function canMakeNewLink(state: NewLinkState | undefined): boolean {
  return state !== undefined && state.phase !== 'under-way' && state.phase !== 'followed';
}

/** What it hangs on whether a new link is this person's to make; each undefined: not read yet, or there is none. */
export interface NewLinkGround {
  readonly state: CallState;
  readonly facts: CallFacts | undefined;
  readonly time: ArrangedTime | undefined;
  readonly room: RoomView | undefined;
}

/** The host's, who is in the call, once all that another has of it has been read; and not of a call that a program knows by its ID. */
export function isNewLinkTheirs({ state, facts, time, room }: NewLinkGround): boolean {
  if (!('role' in state) || state.role !== 'host' || !state.hasEntered || facts === undefined) return false;
  if (facts.isRoom) return room !== undefined;
  return !facts.isScheduled || (time !== undefined && time.isBooked !== true);
}
