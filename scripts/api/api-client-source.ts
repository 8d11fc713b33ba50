/** Writes TypeScript of an OpenAPI document: as much of both as our API uses, and no more. */

interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description?: string;
  readonly schema: JsonSchema;
}

type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>;

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** A module with a type for each schema, and a class with a method for each operation, which leaves sending to others. */
export function createClientSource({ paths, components }: OpenApiDocument): string {
  const types = Object.entries(components.schemas).map(
    ([name, schema]) => `${docstring(schema.description)}export interface ${name} ${typeOf(schema)}\n`,
  );
  const methods = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => methodOf(path, method, operation)),
  );
  return `// Written by \`npm run api-client\` of the API's schemas: do not edit.

${types.join('\n')}
/** What a method sends. Undefined: nothing. */
export interface ApiRequest {
  readonly method: string;
  /** Beneath the API's address. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/** The operations of the API. */
export abstract class ParleyApi {
  /** Sends a request. Gives what JSON says, or else the text; undefined when there is none. */
  protected abstract send(request: ApiRequest): Promise<unknown>;

${methods.join('\n')}}
`;
}

function methodOf(path: string, method: string, operation: Operation): string {
  const { operationId, parameters, requestBody, summary, description } = operation;
  const options = parameters.filter((parameter) => parameter.in !== 'path');
  const body = requestBody && typeOf(jsonOf(requestBody.content) ?? {});
  const signature = [
    ...parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `${name}: string`),
    ...(body === undefined ? [] : [`body: ${body}`]),
    ...(options.length === 0 ? [] : [`options: { ${options.map(optionOf).join(' ')} } = {}`]),
  ];
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name) => `\${encodeURIComponent(${name})}`);
  const fields = [
    `method: '${method.toUpperCase()}'`,
    address === path ? `path: '${path}'` : `path: \`${address}\``,
    ...partOf('query', options),
    ...partOf('header', options),
    ...(body === undefined ? [] : ['body']),
  ];
  const answer = answerOf(operation);
  return `${docstring(`${summary}. ${description}`)}async ${operationId}(${signature.join(', ')}): Promise<${answer}> {
    ${answer === 'void' ? 'await' : 'return'} this.send({ ${fields.join(', ')} })${answer === 'void' ? '' : ` as Promise<${answer}>`};
  }
`;
}

function optionOf({ name, description, schema }: Parameter): string {
  return `${docstring(description)}readonly ${camelCase(name)}?: ${typeOf(schema)} | undefined;`;
}

function partOf(place: 'query' | 'header', options: readonly Parameter[]): readonly string[] {
  const names = options.filter((parameter) => parameter.in === place).map(({ name }) => name);
  if (names.length === 0) return [];
  const pairs = names.map((name) => `${isIdentifier(name) ? name : `'${name}'`}: options.${camelCase(name)}`);
  return [`${place === 'header' ? 'headers' : 'query'}: { ${pairs.join(', ')} }`];
}

function answerOf({ responses }: Operation): string {
  const [success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const content = success === undefined ? undefined : responses[success]?.content;
  if (success === '204') return 'void';
  const json = content && jsonOf(content);
  if (json !== undefined) return typeOf(json);
  return content === undefined ? 'unknown' : 'string';
}

function jsonOf(content: Content): JsonSchema | undefined {
  return content['application/json']?.schema;
}

function typeOf(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'unknown';
  if (schema.const !== undefined) return `'${schema.const}'`;
  if (schema.enum !== undefined) return schema.enum.map((value) => `'${value}'`).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly (${typeOf(schema.items ?? {})})[]`;
    case 'object':
      return objectOf(schema);
    default:
      return 'unknown';
  }
}

function objectOf({ properties, required = [], additionalProperties }: JsonSchema): string {
  if (properties === undefined) {
    const values = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
    return `Readonly<Record<string, ${values}>>`;
  }
  const fields = Object.entries(properties).map(([name, schema]) => {
    const isRequired = required.includes(name);
    const type = typeOf(schema);
    return `${docstring(schema.description)}readonly ${name}${isRequired ? '' : '?'}: ${type}${isRequired ? '' : ' | undefined'};`;
  });
  return `{ ${fields.join('\n')} }`;
}

function docstring(text: string | undefined): string {
  return text === undefined ? '' : `\n/** ${text.replaceAll('*/', '* /')} */\n`;
}

function camelCase(name: string): string {
  return name.toLowerCase() === name
    ? name
    : name.charAt(0).toLowerCase() +
        name.slice(1).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z]\w*$/.test(name);
}
