/** The link of an e-mail by which a name is kept, or comes back. */

/** @returns what the page was opened by; undefined: it was no such link */
export function nameLinkIn({ href, pathname, search }: Location): string | undefined {
  const asked = new URLSearchParams(search);
  return pathname === '/' && asked.get('mode') === 'signIn' && asked.has('oobCode') ? href : undefined;
}
