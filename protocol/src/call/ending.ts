import type { CallDoc } from './call-doc.ts';
import { expiryOfTombstone } from './call-expiry.ts';
import type { ServerTransition } from './call-transitions.ts';

type Of<Type extends 'end' | 'cancel'> = Extract<ServerTransition, { type: Type }>;

/** What ends this call now. */
export function endOf({ door }: Pick<CallDoc, 'door'>, now: number): Of<'end'> {
  return { type: 'end', expiresAt: expiryOfTombstone(now), hasDoor: door !== undefined };
}

/** What calls this call off, which was to end then. */
export function cancelOf({ door }: Pick<CallDoc, 'door'>, endsAt: number): Of<'cancel'> {
  return { type: 'cancel', endsAt, hasDoor: door !== undefined };
}
