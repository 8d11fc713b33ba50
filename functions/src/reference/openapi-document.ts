import * as z from 'zod';
import type { Announcement, Announcements } from '../http/announcement.ts';
import { BASE_PATH, type Operation, type Operations, problemsOf } from '../http/operation.ts';
import { PROBLEM_MEDIA_TYPE } from '../http/problem.ts';
import { problem } from '../http/problem-schema.ts';

type Json = Record<string, unknown>;

/**
 * The OpenAPI document (https://spec.openapis.org/oas/v3.1.1), of the operations and schemas that check requests, and of
 * what is told by itself.
 */
export function createOpenApiDocument(operations: Operations, announcements: Announcements): Json {
  const paths: Record<string, Json> = {};
  for (const [operationId, operation] of Object.entries(operations)) {
    if (operation.isPage) continue;
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path] ?? {}, {
      [operation.method.toLowerCase()]: describe(operationId, operation, operations),
    });
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Parley: scheduled calls',
      version: '1.0.0',
      description: 'Book a video call for two, and get a link for each.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: BASE_PATH }],
    paths,
    webhooks: Object.fromEntries(
      Object.entries(announcements).map(([type, announcement]) => [
        type,
        { post: describeAnnouncement(announcement) },
      ]),
    ),
    components: {
      schemas: componentSchemas(operations, announcements),
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, `parley_…`. Whoever runs this Parley makes one with `npm run api-keys`.',
        },
      },
    },
  };
}

function describe(operationId: string, operation: Operation, operations: Operations): Json {
  const { summary, description, scope, body } = operation;
  return {
    operationId,
    summary,
    description,
    security: scope === null ? [] : [{ apiKey: [] }],
    ...(scope === null ? {} : { 'x-scope': scope }),
    parameters: parametersOf(operation),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: reference(body) } } } }),
    responses: responsesOf(operation, operations),
  };
}

function describeAnnouncement({ summary, description, schema, example }: Announcement): Json {
  return {
    summary,
    description,
    parameters: Object.entries(SIGNATURE_HEADERS).map(([name, meaning]) => ({
      ...{ name, in: 'header', required: true, description: meaning },
      schema: { type: 'string' },
    })),
    requestBody: {
      required: true,
      content: { 'application/json': { schema: reference(schema), example } },
    },
    responses: {
      '2XX': { description: 'You have it. Say so within 15 seconds.' },
      '410': { description: 'You want no more: the webhook is disabled.' },
      default: { description: 'It is sent again later, not before a `Retry-After` that you send.' },
    },
  };
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const SIGNATURE_HEADERS = {
  'webhook-id': 'The same each time this message is sent.',
  'webhook-timestamp': 'When it is sent, in seconds since the epoch.',
  'webhook-signature': 'Of Standard Webhooks: one or two, with a space between them.',
};

function parametersOf({ path, query, headers = {} }: Operation): readonly Json[] {
  const parameters: Json[] = [];
  if (path.includes('{id}')) {
    parameters.push({
      name: 'id',
      in: 'path',
      required: true,
      schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{22}$', examples: ['AbCdEfGhIjKlMnOpQrStUv'] },
    });
  }
  for (const [name, schema] of Object.entries(query?.shape ?? {})) {
    parameters.push(parameter(name, 'query', schema));
  }
  for (const [name, schema] of Object.entries(headers)) {
    parameters.push(parameter(headerName(name), 'header', schema));
  }
  return parameters;
}

function parameter(name: string, place: string, zodSchema: z.core.$ZodType): Json {
  const { description, ...schema } = jsonSchema(zodSchema);
  return { name, in: place, required: false, ...(description === undefined ? {} : { description }), schema };
}

function responsesOf(operation: Operation, operations: Operations): Json {
  const { success, scope } = operation;
  const rateLimit = scope === null ? {} : RATE_LIMIT_HEADERS;
  const responses: Record<string, Json> = {
    [success.status]: {
      description: success.description,
      headers: headersOf({ ...success.headers, ...rateLimit }),
      ...contentOf(success),
      ...(success.status === 201 ? { links: linksToCreated(operation, operations) } : {}),
    },
  };
  const byStatus = Map.groupBy(problemsOf(operation), ({ status }) => status);
  for (const [status, kinds] of [...byStatus].sort(([a], [b]) => a - b)) {
    responses[status] = {
      description: kinds.map(({ type, title }) => `${title} (\`${type}\`).`).join(' '),
      headers: headersOf(PROBLEM_HEADERS[status] ?? {}),
      content: { [PROBLEM_MEDIA_TYPE]: { schema: reference(problem) } },
    };
  }
  return responses;
}

/** What can be done next with what was made. */
function linksToCreated({ path }: Operation, operations: Operations): Json {
  const next = Object.entries(operations).filter(([, next]) => next.path.startsWith(`${path}/{id}`));
  return Object.fromEntries(
    next.map(([operationId]) => [operationId, { operationId, parameters: { id: '$response.body#/id' } }]),
  );
}

const RATE_LIMIT_HEADERS = {
  RateLimit:
    'What is left of the limit, and in how many seconds it begins anew: `"per-key";r=299;t=42`. Never too little; with a limit above 60 it may be up to a sixth of it too much.',
  'RateLimit-Policy': 'Requests that this API key may make in how many seconds: `"per-key";q=300;w=60`.',
};

const PROBLEM_HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': 'Bearer.' },
  409: { 'Retry-After': 'Seconds after which to repeat the request, where that helps.' },
  412: { ETag: 'The revision of the call as it is now.' },
  429: { 'Retry-After': 'Seconds after which to repeat the request.', ...RATE_LIMIT_HEADERS },
  503: { 'Retry-After': 'Seconds after which to repeat the request.' },
};

function headersOf(headers: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}

function contentOf({ schema, mediaType = 'application/json' }: Operation['success']): Json {
  if (schema !== undefined) return { content: { [mediaType]: { schema: reference(schema) } } };
  if (mediaType === 'application/json') return {};
  return { content: { [mediaType]: { schema: { type: 'string' } } } };
}

/** `if-match` is `If-Match`. Case means nothing to HTTP, but people read it. */
function headerName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function componentSchemas(operations: Operations, announcements: Announcements): Json {
  const all = Object.values(operations);
  const messages = Object.values(announcements).map(({ schema }) => schema);
  const requests = all.flatMap(({ body }) => body ?? []);
  const answers = [...all.flatMap(({ success }) => success.schema ?? []), problem, ...messages];
  return Object.assign(
    {},
    ...requests.map((schema) => namedSchemas(schema, 'input')),
    ...answers.map((schema) => namedSchemas(schema, 'output')),
  );
}

function reference(schema: z.core.$ZodType): Json {
  return { $ref: `#/components/schemas/${nameOf(schema)}` };
}

function nameOf(schema: z.core.$ZodType): string {
  const name = z.globalRegistry.get(schema)?.id;
  if (name === undefined) throw new Error('A schema that stands in the document needs a name');
  return name;
}

/** This one and those within it that have names, by their names. */
function namedSchemas(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const { $defs = {} } = toJsonSchema(schema, io);
  return Object.fromEntries(
    Object.entries($defs).map(([name, { id: _, ...named }]) => [name, referringToComponents(named)]),
  );
}

/** Of what has no name and stands where it is used. */
function jsonSchema(schema: z.core.$ZodType): Json {
  const { $schema: _, $defs: __, ...inline } = toJsonSchema(schema, 'input');
  return referringToComponents(inline);
}

function referringToComponents(json: object): Json {
  return JSON.parse(JSON.stringify(json).replaceAll('#/$defs/', '#/components/schemas/'));
}

/** As JSON Schema 2020-12, which is what OpenAPI 3.1 has. */
function toJsonSchema(schema: z.core.$ZodType, io: 'input' | 'output') {
  return z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      // What `format` says in a word need not be said again in a pattern that nobody can read.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  });
}
