import tokens from '../../../../web/src/app/tokens.css?raw';
import { textAnswer } from '../answer.ts';
import type { Handlers } from '../handle-request.ts';
import { createOpenApiDocument } from '../openapi-document.ts';
import type { OpenApiDocument } from './openapi.ts';
import styles from './reference.css?raw';
import { createReferencePage } from './reference-page.ts';

/** The reference page and its style sheet, which the site's policy wants apart. */
export const referenceHandlers: Pick<Handlers, 'getReference' | 'getReferenceStyle'> = {
  getReference: async () =>
    textAnswer(
      200,
      'text/html; charset=utf-8',
      createReferencePage(createOpenApiDocument() as unknown as OpenApiDocument),
    ),
  getReferenceStyle: async () => textAnswer(200, 'text/css; charset=utf-8', `${tokens}\n${styles}`),
};
