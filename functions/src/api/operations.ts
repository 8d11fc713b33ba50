import { webhookOperations } from '../webhooks/webhook-operations.ts';
import type { Operation } from './operation.ts';
import {
  call,
  callChange,
  callList,
  callQuery,
  idempotencyKey,
  ifMatch,
  invitationQuery,
  newCall,
} from './schemas.ts';

const ETAG = { ETag: 'The revision of the call, for If-Match.' };

/** All that the API does. The names are the operations' IDs in the OpenAPI document, and the client's methods. */
export const operations = {
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
      'Changes what is named. The links stay the same, and whoever waits in the lobby sees the new time within seconds. A call that is going on can be made longer or shorter.',
    scope: 'write',
    body: callChange,
    headers: { 'if-match': ifMatch },
    success: { status: 200, description: 'The call as it is now.', schema: call, headers: ETAG },
    problems: ['call-over'],
  },
  cancelCall: {
    method: 'DELETE',
    path: '/calls/{id}',
    summary: 'Cancel a call',
    description:
      'Calls it off, or ends it for both when it is going on. Whoever has its links is told so. Cancelling what is over changes nothing.',
    scope: 'write',
    headers: { 'if-match': ifMatch },
    success: { status: 204, description: 'The call is over.' },
  },
  getInvitation: {
    method: 'GET',
    path: '/calls/{id}/invitation.ics',
    summary: 'Get the calendar file',
    description:
      'An iCalendar file to send along: METHOD is REQUEST, and CANCEL once the call is cancelled. For the host it is PUBLISH instead of REQUEST and names no attendee, since a calendar sends on what its owner organizes. Calendars find the entry again when the call has moved.',
    scope: 'read',
    query: invitationQuery,
    success: { status: 200, description: 'The file.', mediaType: 'text/calendar' },
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
    problems: ['call-over'],
  },
  ...webhookOperations,
  getOpenApiDocument: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'Get this document',
    description: 'OpenAPI 3.1.',
    scope: null,
    success: { status: 200, description: 'The document.', mediaType: 'application/json' },
  },
  getReference: {
    method: 'GET',
    path: '/reference',
    summary: 'Read the reference',
    description: 'This document for people.',
    scope: null,
    isPage: true,
    success: { status: 200, description: 'The page.', mediaType: 'text/html' },
  },
  getReferenceStyle: {
    method: 'GET',
    path: '/reference.css',
    summary: 'Get the style of the reference',
    description: 'A style sheet.',
    scope: null,
    isPage: true,
    success: { status: 200, description: 'The style sheet.', mediaType: 'text/css' },
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;
