import mark from '../../../design/mark.css?raw';
import tokens from '../../../design/tokens.css?raw';
import type { Announcements } from '../http/announcement.ts';
import { type Answer, emptyAnswer, jsonAnswer, textAnswer } from '../http/answer.ts';
import type { Credential, Handlers } from '../http/handle-request.ts';
import { BASE_PATH, knownProblems, type Operations } from '../http/operation.ts';
import type { OpenApiDocument } from './openapi.ts';
import { createOpenApiDocument } from './openapi-document.ts';
import styles from './reference.css?raw';
import type { referenceOperations } from './reference-operations.ts';
import { createReferencePage } from './reference-page.ts';

/** What describes the API. The reference's style sheet is apart, as the site's policy wants it. */
export function createReferenceHandlers(
  operations: Operations,
  announcements: Announcements,
): Handlers<typeof referenceOperations, Credential> {
  const toReference = async (): Promise<Answer> => ({
    ...emptyAnswer(302),
    headers: { Location: `${BASE_PATH}/reference` },
  });
  return {
    getStart: toReference,
    getStartWithSlash: toReference,
    getOpenApiDocument: async () => jsonAnswer(200, createOpenApiDocument(operations, announcements)),
    getReference: async () => {
      const document = createOpenApiDocument(operations, announcements) as unknown as OpenApiDocument;
      const page = createReferencePage(document, knownProblems(operations));
      return textAnswer(200, 'text/html; charset=utf-8', page);
    },
    getReferenceStyle: async () =>
      textAnswer(200, 'text/css; charset=utf-8', [tokens, mark, styles].join('\n')),
  };
}
