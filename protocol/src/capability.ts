/**
 * What a page can do that another version's page may not. Each side says it in its descriptions, and nobody offers what
 * the other cannot: absent words are what a page of before them cannot, unknown ones are of a page of later.
 */
export type Capability =
  /** Takes candidates that come over the control channel, once that is open. */
  'candidates/1';

export const CAPABILITIES = ['candidates/1'] as const satisfies readonly Capability[];

/** Those of them that this version knows. Total: what is no list of words says nothing. */
export function parseCapabilities(value: unknown): Capability[] {
  return Array.isArray(value) ? CAPABILITIES.filter((known) => value.includes(known)) : [];
}
