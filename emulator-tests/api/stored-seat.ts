/** Who sits where, and that the two have met, as tests write it past the rules in place of their browsers. */
import type { Role, Round, Seat } from '@parley/protocol';
import type { DocumentData } from 'firebase-admin/firestore';
import { toStoredFields } from '../../functions/src/stored/stored-value.ts';
import { anAnsweredRound, aSeat } from '../../protocol/src/testing/call-docs.ts';
import { withTimes } from '../rules/scene.ts';

export const storedSeat = (role: Role, changes: Partial<Seat> = {}): DocumentData =>
  toStoredFields(withTimes(aSeat(role, changes)));

export const storedRound = (changes: Partial<Round> = {}): DocumentData =>
  toStoredFields(withTimes(anAnsweredRound(changes)));
