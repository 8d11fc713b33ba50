import { describe, expect, test } from 'vitest';
import { knownProblems } from '../http/operation.ts';
import { announcements, operations } from '../operations.ts';
import { html, prose } from './html.ts';
import type { OpenApiDocument } from './openapi.ts';
import { typeWords } from './openapi.ts';
import { createOpenApiDocument } from './openapi-document.ts';
import { createReferencePage } from './reference-page.ts';

const document = createOpenApiDocument(operations, announcements) as unknown as OpenApiDocument;
const problems = knownProblems(operations);
const page = createReferencePage(document, problems);
const ids = Array.from(page.matchAll(/\sid="([^"]*)"/g), ([, id]) => id);

describe('the reference', () => {
  test('has each operation, each schema with each field, and each problem', () => {
    const documented = Object.values(document.paths).flatMap((path) => Object.values(path));
    const { schemas } = document.components;
    const expected = [
      ...documented.map(({ operationId }) => operationId),
      ...Object.keys(schemas),
      ...problems.map(({ type }) => type),
    ];
    expect(ids).toEqual(expect.arrayContaining(expected));
    for (const field of Object.values(schemas).flatMap(({ properties = {} }) => Object.keys(properties))) {
      expect(page).toContain(`<code>${field}</code>`);
    }
  });

  test('leads to nothing that is not there, nor to anybody else', () => {
    expect(new Set(ids).size).toBe(ids.length);
    const links = Array.from(page.matchAll(/\s(?:href|src)="([^"]*)"/g), ([, link = '']) => link);
    const broken = links.filter((link) => link.startsWith('#') && !ids.includes(link.slice(1)));
    expect(broken).toEqual([]);
    expect(links.filter((link) => !/^(#|\/(?!\/))/.test(link))).toEqual([]);
  });

  test('has the mark in the scheme’s own colours, which a file cannot ask for', () => {
    expect(page).toContain('<svg class="mark"');
    expect(page).not.toContain('<img');
  });

  test('is within the site’s policy: neither scripts nor styles within it', () => {
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
  });

  test('says of each problem what its type leads to', () => {
    for (const { type, title } of problems) {
      expect(page).toContain(`<div id="${type}"><dt><code>${type}</code>`);
      expect(page).toContain(`<dd>${title}.</dd>`);
    }
  });
});

test('HTML escapes what is put into it', () => {
  expect(html`<p title="${'"'}">${'<b> & '}${[html`<i>${1}</i>`, undefined]}</p>`.text).toBe(
    '<p title="&#34;">&#60;b&#62; &#38; <i>1</i></p>',
  );
  expect(html`${prose('Say `<x>` now')}`.text).toBe('Say <code>&#60;x&#62;</code> now');
});

test.each([
  [{ type: 'string', format: 'date-time' }, 'time'],
  [{ type: 'string', maxLength: 5 }, 'text, up to 5 characters'],
  [{ type: 'integer', minimum: 1, maximum: 9 }, 'whole number, 1 to 9'],
  [{ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, 'whole number, from 0'],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'text or null'],
  [{ enum: ['a', 'b'] }, '"a" | "b"'],
  [{ type: 'array', items: { $ref: '#/components/schemas/Call' } }, 'list of Call'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, 'object of texts'],
])('%j is called %s', (schema, words) => expect(typeWords(schema)).toBe(words));
