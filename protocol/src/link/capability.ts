/**
 * What a page can do that another version's page may not. Each side says it in its descriptions or, what matters only once both
 * are in the call, in its presence, and nobody offers what the other cannot: absent words are what a page of before them
 * cannot, unknown ones are of a page of later.
 */
export type Capability =
  /** Takes candidates that come over the control channel, once that is open. */
  | 'candidates/1'
  /** Has channels for whatever the page wants to say. */
  | 'channels/1'
  /** Has a place for the chat. */
  | 'chat/1'
  /** Has a place for files. */
  | 'files/1'
  /** Goes on with a file after a reload, and understands a longer offer. */
  | 'files/2'
  /** Takes larger chunks of a file, and more of them before it has said that they were taken. */
  | 'files/3'
  /** Takes still larger ones, and small ones, of each of which it says at once that it was taken. */
  | 'files/4'
  /** Makes words by which the two can tell whether anybody is between them. */
  | 'safety/1'
  /** Goes on in another call, when the host makes a new link. */
  | 'successor/1'
  /** Says so when its person leaves, so that it can be told from a page that goes. */
  | 'goodbye/1';

const CAPABILITIES = [
  'candidates/1',
  'channels/1',
  'chat/1',
  'files/1',
  'files/2',
  'files/3',
  'files/4',
  'safety/1',
  'successor/1',
  'goodbye/1',
] as const satisfies readonly Capability[];

/** Those of them that this version knows. Total: what is no list of words says nothing. */
export function parseCapabilities(value: unknown): Capability[] {
  return Array.isArray(value) ? CAPABILITIES.filter((known) => value.includes(known)) : [];
}
