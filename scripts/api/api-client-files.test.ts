import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../lib/paths.ts';
import { createClientFiles } from './api-client-files.ts';
import { createClientSource } from './api-client-source.ts';

test.each(Object.entries(createClientFiles()))(
  'client/%s is what the API is now; else `npm run api-client`',
  (path, text) => {
    expect(readFileSync(join(root, 'client', path), 'utf8')).toBe(text);
  },
);

test('The client runs on nothing of others', () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, 'client/package.json'), 'utf8'),
  );
  // An example sends mail.
  expect([dependencies, Object.keys(devDependencies)]).toEqual([undefined, ['nodemailer']]);
});

describe('the source of a client', () => {
  const source = createClientSource({
    paths: {
      '/things/{id}': {
        get: {
          operationId: 'getThing',
          summary: 'Get it',
          description: 'With */ in it.',
          parameters: [
            { name: 'id', in: 'path', schema: { type: 'string' } },
            { name: 'If-Match', in: 'header', schema: { type: 'string' } },
          ],
          responses: {
            200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
            404: {},
          },
        },
      },
    },
    components: {
      schemas: {
        Thing: {
          type: 'object',
          properties: {
            size: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
            kinds: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
            notes: { type: 'object', additionalProperties: { type: 'string' } },
          },
          required: ['size'],
        },
      },
    },
  });

  test.each([
    'readonly size: number | null;',
    "readonly kinds?: readonly ('a' | 'b')[] | undefined;",
    'readonly notes?: Readonly<Record<string, string>> | undefined;',
    'async getThing(id: string, options: { readonly ifMatch?: string | undefined; } = {}): Promise<Thing> {',
    "headers: { 'If-Match': options.ifMatch }",
    'path: `/things/$' + '{encodeURIComponent(id)}`',
    'With * / in it.',
  ])('has %s', (text) => expect(source).toContain(text));
});
