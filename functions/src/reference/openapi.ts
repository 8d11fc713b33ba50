/** As much of an OpenAPI document as the reference shows. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Body {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly 'x-scope'?: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body & { readonly description: string }>>;
}

export interface DocumentedWebhook {
  readonly description: string;
  readonly requestBody: {
    readonly content: { readonly 'application/json': { readonly schema: Schema; readonly example: unknown } };
  };
}

export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post: DocumentedWebhook }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The name of the schema that is referred to, here or by the only content; undefined: none is. */
export function schemaName(schema: Schema | undefined): string | undefined {
  return schema?.$ref?.split('/').at(-1);
}

/** What a value is, in a few words. */
export function typeWords(schema: Schema): string {
  const name = schemaName(schema);
  if (name !== undefined) return name;
  if (schema.anyOf) return schema.anyOf.map(typeWords).join(' or ');
  if (schema.const !== undefined) return `"${schema.const}"`;
  if (schema.enum) return schema.enum.map((value) => `"${value}"`).join(' | ');
  if (schema.type === 'array') return `list of ${typeWords(schema.items ?? {})}`;
  if (schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`;
  if (typeof schema.additionalProperties === 'object') return 'object of texts';
  const type = FORMATS[schema.format ?? ''] ?? TYPES[schema.type ?? ''] ?? schema.type ?? 'anything';
  return [type, boundsWords(schema)].filter((words) => words !== '').join(', ');
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'time',
  'idn-email': 'e-mail address',
  uri: 'address',
};
const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'whole number',
};

function boundsWords({ type, minimum, maximum, maxLength }: Schema): string {
  if (maxLength !== undefined) return `up to ${maxLength} characters`;
  const isNumber = type === 'integer' || type === 'number';
  if (!isNumber || minimum === undefined || maximum === undefined) return '';
  return maximum < Number.MAX_SAFE_INTEGER ? `${minimum} to ${maximum}` : `from ${minimum}`;
}
