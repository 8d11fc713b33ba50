/** The link of an e-mail by which a name is kept, or comes back. */
import { amendEntry } from '@parley/call';

export interface NameLink {
  /** What the page was opened by. */
  readonly address: string;
  /** What it was asked for; undefined: by a page of before, which did not say. */
  readonly purpose: NameLinkPurpose | undefined;
}

const PURPOSES = ['keep', 'return'] as const;
type NameLinkPurpose = (typeof PURPOSES)[number];

/** Where the e-mail leads: in another browser than the one that asked, too. */
export function namePage(origin: string, purpose: NameLinkPurpose): string {
  return `${origin}/?for=${purpose}`;
}

/**
 * Takes it out of the address, at once: it opens an account, and whoever is asked to look at the page, or copies its address, would have it.
 * @returns what the page was opened by; undefined: it was no such link
 */
export function takeNameLink(): NameLink | undefined {
  const link = nameLinkIn(location);
  if (link !== undefined) amendEntry({}, '/');
  return link;
}

function nameLinkIn({ href, pathname, search }: Location): NameLink | undefined {
  const asked = new URLSearchParams(search);
  if (pathname !== '/' || asked.get('mode') !== 'signIn' || !asked.has('oobCode')) return undefined;
  return { address: href, purpose: PURPOSES.find((purpose) => purpose === asked.get('for')) };
}
