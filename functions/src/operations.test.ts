import { describe, expect, test } from 'vitest';
import type { Operation } from './http/operation.ts';
import { announcements, operations } from './operations.ts';
import { createOpenApiDocument } from './reference/openapi-document.ts';

interface Documented {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
}
const document = createOpenApiDocument(operations, announcements);
const { paths, components } = document as {
  paths: Record<string, Record<string, Documented>>;
  components: {
    schemas: Record<string, { properties: object; required?: string[]; additionalProperties?: boolean }>;
  };
};
const documented = Object.values(paths).flatMap((path) => Object.values(path));
const find = (id: string) => documented.find(({ operationId }) => operationId === id);

describe('the OpenAPI document', () => {
  test('has every operation, and names each answer that it can give', () => {
    const isPage = (operation: Operation) => operation.isPage === true;
    const expected = Object.entries<Operation>(operations).filter(([, operation]) => !isPage(operation));
    expect(documented.map(({ operationId }) => operationId).toSorted()).toEqual(
      expected.map(([operationId]) => operationId).toSorted(),
    );
    const statuses = Object.fromEntries(
      documented.map(({ operationId, responses }) => [operationId, Object.keys(responses)]),
    );
    expect(statuses).toEqual({
      createCall: ['201', '400', '401', '403', '409', '413', '415', '422', '429', '500', '503'],
      createCalls: ['200', '400', '401', '403', '409', '413', '415', '422', '429', '500', '503'],
      listCalls: ['200', '400', '401', '403', '429', '500', '503'],
      getCall: ['200', '400', '401', '403', '404', '429', '500', '503'],
      updateCall: ['200', '400', '401', '403', '404', '409', '412', '413', '415', '429', '500', '503'],
      cancelCall: ['204', '400', '401', '403', '404', '412', '429', '500', '503'],
      getInvitation: ['200', '400', '401', '403', '404', '429', '500', '503'],
      getInvitationMail: ['200', '400', '401', '403', '404', '429', '500', '503'],
      endCall: ['200', '400', '401', '403', '404', '409', '412', '429', '500', '503'],
      rotateHostKey: ['200', '400', '401', '403', '404', '409', '412', '422', '429', '500', '503'],
      renewGuestLink: [
        ...['200', '400', '401', '403', '404', '409', '412', '413', '415', '422', '429', '500', '503'],
      ],
      createWebhook: ['201', '400', '401', '403', '409', '413', '415', '422', '429', '500', '503'],
      listWebhooks: ['200', '400', '401', '403', '429', '500', '503'],
      getWebhook: ['200', '400', '401', '403', '404', '429', '500', '503'],
      updateWebhook: ['200', '400', '401', '403', '404', '409', '413', '415', '429', '500', '503'],
      testWebhook: ['200', '400', '401', '403', '404', '429', '500', '503'],
      replayWebhook: ['200', '400', '401', '403', '404', '409', '413', '415', '429', '500', '503'],
      deleteWebhook: ['204', '400', '401', '403', '404', '429', '500', '503'],
      rotateWebhookSecret: ['200', '400', '401', '403', '404', '409', '422', '429', '500', '503'],
      listWebhookDeliveries: ['200', '400', '401', '403', '404', '429', '500', '503'],
      replayWebhookDelivery: ['200', '400', '401', '403', '404', '409', '429', '500', '503'],
      getOpenApiDocument: ['200', '400', '500', '503'],
    });
  });

  test('names the headers and parameters that are heeded', () => {
    const names = (id: string) =>
      find(id)?.parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
    expect(names('createCall')).toEqual(['header Idempotency-Key']);
    expect(names('rotateHostKey')).toEqual(['path id', 'header If-Match', 'header Idempotency-Key']);
    expect(names('getInvitation')).toEqual(['path id', 'query for', 'query back']);
  });

  test('refers to nothing that is not in it', () => {
    const references = JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g);
    const targets = new Set(Array.from(references, ([, target]) => target));
    const known = Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...targets].toSorted()).toEqual(known.toSorted());
  });

  test('says which fields a request needs, and that it takes no others', () => {
    expect(components.schemas.NewCall).toMatchObject({ additionalProperties: false });
    expect(components.schemas.NewCall).toMatchObject({
      oneOf: [{ required: ['endsAt'] }, { required: ['durationMinutes'] }],
    });
    expect(components.schemas.CallChange).toMatchObject({ not: { required: ['endsAt', 'durationMinutes'] } });
    expect(components.schemas.NewWebhook?.properties).toMatchObject({ events: { uniqueItems: true } });
    expect(components.schemas.CallChange?.required).toBeUndefined();
    expect(components.schemas.Call?.required).toEqual(Object.keys(components.schemas.Call?.properties ?? {}));
  });
});
