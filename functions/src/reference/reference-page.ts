import { BASE_PATH } from '../http/operation.ts';
import type { ProblemKind } from '../http/problem.ts';
import { type Html, html, prose } from './html.ts';
import {
  type DocumentedOperation,
  type DocumentedWebhook,
  type OpenApiDocument,
  type Parameter,
  type Schema,
  schemaName,
  typeWords,
} from './openapi.ts';

/** The API for people to read: one page without scripts, in the site's own colours, which asks nobody else for anything. */
export function createReferencePage(
  { info, paths, webhooks, components }: OpenApiDocument,
  problems: readonly ProblemKind[],
): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${info.title}: reference</title>
<meta name="description" content="${info.description}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#f7f5ef">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#101311">
<link rel="icon" href="/mark/tab-48.png" type="image/png" sizes="48x48">
<link rel="icon" href="/mark/connected.svg" type="image/svg+xml" sizes="any">
<link rel="stylesheet" href="${BASE_PATH}/reference.css">
</head>
<body>
<header>
<a class="wordmark" href="/"><svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path class="near" d="M10.5 3.25A8.9 8.9 0 0 0 10.5 20.75Z"/><path class="far" d="M13.5 3.25A8.9 8.9 0 0 1 13.5 20.75Z"/></svg> Parley</a>
<h1>${info.title}</h1>
<p>${info.description} Everything is beneath <code>${BASE_PATH}</code>, and takes an API key as
<code>Authorization: Bearer parley_…</code>. For programs there is the same as
<a href="${BASE_PATH}/openapi.json">OpenAPI 3.1</a>.</p>
</header>
<nav aria-label="Contents"><ul>
${operations.map(({ method, operation }) => html`<li><a href="#${operation.operationId}">${badge(method)} ${operation.summary}</a></li>`)}
<li><a href="#messages">What webhooks are sent</a></li>
${Object.keys(components.schemas).map((name) => html`<li><a href="#${name}">${name}</a></li>`)}
<li><a href="#problems">Problems</a></li>
</ul></nav>
<main>
${operations.map(({ path, method, operation }) => operationSection(path, method, operation))}
<section id="messages"><h2>What webhooks are sent</h2>
<dl>${Object.entries(webhooks).map(([type, { post }]) => messageEntry(type, post))}</dl>
</section>
${Object.entries(components.schemas).map(([name, schema]) => schemaSection(name, schema))}
<section id="problems"><h2>Problems</h2>
<p>Whatever is refused is answered with a <a href="#Problem">problem document</a> (RFC 9457). Its <code>type</code> leads here.</p>
<dl>${problems.map(({ type, status, title }) => html`<div id="${type}"><dt><code>${type}</code> ${status}</dt><dd>${title}.</dd></div>`)}</dl>
</section>
</main>
</body>
</html>
`;
  return page.text;
}

function operationSection(path: string, method: string, operation: DocumentedOperation): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const body = schemaName(requestBody?.content?.['application/json']?.schema);
  const scope = operation['x-scope'];
  return html`<section id="${operationId}">
<h2>${summary}</h2>
<p class="address">${badge(method)} <code>${BASE_PATH}${path}</code></p>
<p>${prose(description)}</p>
<p class="note">${scope === undefined ? html`Takes no API key.` : html`Takes an API key with the scope <code>${scope}</code>.`}${body === undefined ? '' : html` The body is a <a href="#${body}">${body}</a>.`}</p>
${parameters.length === 0 ? '' : table('Parameters', summary, parameters.map(parameterRow))}
<h3>Answers</h3>
<dl>${Object.entries(responses).map(([status, answer]) => {
    const name = schemaName(answer.content?.['application/json']?.schema);
    const link = name === undefined ? '' : html` <a href="#${name}">${name}</a>`;
    return html`<div><dt><code>${status}</code></dt><dd>${prose(answer.description)}${link}</dd></div>`;
  })}</dl>
</section>
`;
}

function messageEntry(type: string, { description, requestBody }: DocumentedWebhook): Html {
  const { schema, example } = requestBody.content['application/json'];
  const name = schemaName(schema) ?? '';
  return html`<div id="${type}"><dt><code>${type}</code></dt><dd>${prose(description)} <a href="#${name}">${name}</a>
<pre tabindex="0"><code>${JSON.stringify(example, undefined, 2)}</code></pre></dd></div>`;
}

function schemaSection(name: string, schema: Schema): Html {
  const rows = Object.entries(schema.properties ?? {}).map(([field, value]) =>
    row(field, value, schema.required?.includes(field) === true, value.description),
  );
  return html`<section id="${name}"><h2>${name}</h2><p>${prose(schema.description)}</p>${table('Fields', name, rows)}</section>
`;
}

function parameterRow({ name, in: place, required, description, schema }: Parameter): Html {
  return row(name, schema, required, [`In the ${place}.`, description ?? ''].join(' '));
}

function row(name: string, schema: Schema, isRequired: boolean, description: string | undefined): Html {
  const fallback = schema.default === undefined ? undefined : JSON.stringify(schema.default);
  return html`<tr><th scope="row"><code>${name}</code>${isRequired ? html` <span class="required">required</span>` : ''}</th>
<td>${typeWords(schema)}</td><td>${prose(description)}${fallback === undefined ? '' : html` Unless you say: <code>${fallback}</code>.`}</td></tr>
`;
}

function table(caption: string, of: string, rows: readonly Html[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}: ${of}"><table><caption>${caption}</caption>
<thead><tr><th scope="col">Name</th><th scope="col">What it is</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function badge(method: string): Html {
  return html`<span class="method ${method.toLowerCase()}">${method}</span>`;
}
