import { idempotencyKey } from '../http/idempotency-key.ts';
import type { Operation } from '../http/operation.ts';
import type { Scope } from '../keys/api-key.ts';
import {
  CALL_LIVE,
  CALL_NOT_OPEN,
  CALL_OVER,
  CHANGED_MEANWHILE,
  CHANGED_TOO_OFTEN,
} from './call-problems.ts';
import { callQuery, cancellationQuery, ifMatch, invitationQuery } from './call-request-schemas.ts';
import { batchResults, call, callChange, callList, newCall, newCalls, newGuestLink } from './call-schemas.ts';

const ETAG = { ETag: 'The revision of the call, for If-Match.' };

/** What the API does about calls. */
export const callOperations = {
  createCall: {
    method: 'POST',
    path: '/calls',
    summary: 'Book a call',
    description:
      'Gives the two links of a new call. Send an Idempotency-Key, and you may repeat the request when you got no answer.',
    scope: 'write',
    body: newCall,
    headers: { 'idempotency-key': idempotencyKey },
    success: {
      status: 201,
      description: 'The call is booked.',
      schema: call,
      headers: { ...ETAG, Location: 'Where the call is found in this API.' },
    },
  },
  createCalls: {
    method: 'POST',
    path: '/calls/batch',
    summary: 'Book several calls',
    description:
      'Up to 50, each of which is booked or refused alone, and counts as a request when there is nothing wrong with it. With an Idempotency-Key each that was booked is given again when you repeat the request, which counts no more, and the others are tried anew.',
    scope: 'write',
    body: newCalls,
    maxBodyBytes: 256 * 1024,
    headers: { 'idempotency-key': idempotencyKey },
    success: { status: 200, description: 'What has become of each.', schema: batchResults },
  },
  listCalls: {
    method: 'GET',
    path: '/calls',
    summary: 'List calls',
    description:
      'The calls of your team in the order in which they start, until 30 days after their end. A page may have fewer calls than its limit, or none: go on until `nextCursor` is null.',
    scope: 'read',
    query: callQuery,
    success: { status: 200, description: 'One page of calls.', schema: callList },
  },
  getCall: {
    method: 'GET',
    path: '/calls/{id}',
    summary: 'Look a call up',
    description: 'The call as it is now.',
    scope: 'read',
    success: { status: 200, description: 'The call.', schema: call, headers: ETAG },
  },
  updateCall: {
    method: 'PATCH',
    path: '/calls/{id}',
    summary: 'Move or change a call',
    description:
      'Changes what is named. The links stay the same, and whoever waits in the lobby sees the new time within seconds. A call in which they have met can be made longer or shorter, and not moved to a later opening.',
    scope: 'write',
    body: callChange,
    headers: { 'if-match': ifMatch },
    success: { status: 200, description: 'The call as it is now.', schema: call, headers: ETAG },
    problems: [CALL_OVER, CHANGED_TOO_OFTEN, CHANGED_MEANWHILE],
  },
  cancelCall: {
    method: 'DELETE',
    path: '/calls/{id}',
    summary: 'Cancel a call',
    description:
      'Calls it off, or ends it for both when it is going on: it counts as `ended` then, since it took place. Whoever has its links is told so. Cancelling what is over changes nothing, except that with `erase` what was said about it is forgotten. Webhooks are told of it like of any other, and what they have not had so far still comes, without what was said.',
    scope: 'write',
    query: cancellationQuery,
    headers: { 'if-match': ifMatch },
    success: { status: 204, description: 'The call is over.' },
    problems: [CHANGED_MEANWHILE],
  },
  endCall: {
    method: 'POST',
    path: '/calls/{id}/end',
    summary: 'End a call',
    description:
      'Ends a call that may be entered, for both: it counts as `ended` when they have met, and as `missed` otherwise. Ending what is over changes nothing. Takes no body.',
    scope: 'write',
    headers: { 'if-match': ifMatch },
    success: { status: 200, description: 'The call as it is now.', schema: call, headers: ETAG },
    problems: [CALL_NOT_OPEN, CHANGED_MEANWHILE],
  },
  getInvitation: {
    method: 'GET',
    path: '/calls/{id}/invitation.ics',
    summary: 'Get the calendar file',
    description:
      'An iCalendar file to send along: METHOD is REQUEST, and CANCEL once the call is cancelled; the type says so too. For the host it is PUBLISH instead of REQUEST and names no attendee, since a calendar sends on what its owner organizes. Calendars find the entry again when the call has moved.',
    scope: 'read',
    query: invitationQuery,
    success: { status: 200, description: 'The file.', mediaType: 'text/calendar' },
  },
  getInvitationMail: {
    method: 'GET',
    path: '/calls/{id}/invitation.eml',
    summary: 'Get the body of a mail',
    description:
      'What stands in a mail that invites: a text and the calendar file, as `multipart/alternative`, so that mail programs offer to accept. Put From, To and Subject before it.',
    scope: 'read',
    query: invitationQuery,
    success: { status: 200, description: 'The mail without its head.', mediaType: 'message/rfc822' },
  },
  rotateHostKey: {
    method: 'POST',
    path: '/calls/{id}/host-key',
    summary: 'Make another host link',
    description:
      'The old one leads to nothing any more, and whoever is host by it has to leave the seat. The join link stays the same. Takes no body.',
    scope: 'write',
    headers: { 'if-match': ifMatch, 'idempotency-key': idempotencyKey },
    success: { status: 200, description: 'The call, with its new host link.', schema: call, headers: ETAG },
    problems: [CALL_OVER, CHANGED_TOO_OFTEN, CHANGED_MEANWHILE],
  },
  renewGuestLink: {
    method: 'POST',
    path: '/calls/{id}/guest-link',
    summary: 'Make another guest link',
    description:
      'For another guest, or when the link has come into wrong hands. The links lead to another room from now on: send both anew. Whoever has an old one is told that the call was cancelled; a file for `former-guest` takes the entry out of their calendar.',
    scope: 'write',
    body: newGuestLink,
    headers: { 'if-match': ifMatch, 'idempotency-key': idempotencyKey },
    success: { status: 200, description: 'The call, with its new links.', schema: call, headers: ETAG },
    problems: [CALL_OVER, CALL_LIVE, CHANGED_TOO_OFTEN, CHANGED_MEANWHILE],
  },
} as const satisfies Record<string, Operation<Scope>>;
