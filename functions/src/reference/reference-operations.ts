import type { Operations } from '../http/operation.ts';

/** How the API describes itself. */
export const referenceOperations = {
  getOpenApiDocument: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'Get this document',
    description: 'OpenAPI 3.1.',
    scope: null,
    success: { status: 200, description: 'The document.', mediaType: 'application/json' },
  },
  getStart: {
    method: 'GET',
    path: '',
    summary: 'Find the reference',
    description: 'Leads there.',
    scope: null,
    isPage: true,
    success: { status: 302, description: 'Where it is.' },
  },
  getStartWithSlash: {
    method: 'GET',
    path: '/',
    summary: 'Find the reference',
    description: 'Leads there.',
    scope: null,
    isPage: true,
    success: { status: 302, description: 'Where it is.' },
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
} as const satisfies Operations;
