/** What a page was opened by, by which a name is kept or comes back: the link of an e-mail, or Google's answer. */

export interface NameLink {
  /** What the page was opened by. */
  readonly address: string;
  /** What it was asked for; undefined: by a page of before, which did not say. */
  readonly purpose: NameLinkPurpose | undefined;
  /** Absent: it is an e-mail's. */
  readonly google?: GoogleAnswer;
}

export interface GoogleAnswer {
  /** What was asked with, which begins with what for. */
  readonly state: string;
  readonly idToken: string;
}

const PURPOSES = ['keep', 'return'] as const;
export type NameLinkPurpose = (typeof PURPOSES)[number];

/** Where the e-mail leads: in another browser than the one that asked, too. */
export function namePage(origin: string, purpose: NameLinkPurpose): string {
  return `${origin}/?for=${purpose}`;
}

/** Taken for an application that has yet to be fetched; undefined: nothing was. */
let held: NameLink | undefined;

/** Of a page without its application: it is out of the address at once, and there for whoever takes it then. */
export function holdNameLink(): void {
  held = takeNameLink();
}

/** The application has not come: whoever loads the page anew is to have it. */
export function putNameLinkBack(): void {
  if (held !== undefined) history.replaceState(history.state, '', held.address);
}

/**
 * Takes it out of the address, at once: it opens an account, and whoever is asked to look at the page, or copies its address, would have it.
 * @returns what the page was opened by; undefined: it was no such link
 */
export function takeNameLink(): NameLink | undefined {
  const link = held ?? nameLinkIn(location);
  // With nothing of @parley/call: the start page has this before it has the application.
  if (held === undefined && link !== undefined) history.replaceState(history.state, '', '/');
  held = undefined;
  return link;
}

function nameLinkIn({ href, pathname, search, hash }: Location): NameLink | undefined {
  const google = pathname === '/' ? googleAnswerIn(hash) : undefined;
  if (google !== undefined)
    return {
      address: href,
      purpose: PURPOSES.find((purpose) => google.state.startsWith(`${purpose}.`)),
      google,
    };
  const asked = new URLSearchParams(search);
  if (pathname !== '/' || asked.get('mode') !== 'signIn' || !asked.has('oobCode')) return undefined;
  return { address: href, purpose: PURPOSES.find((purpose) => purpose === asked.get('for')) };
}

/** In the fragment, so that no server has it. */
function googleAnswerIn(hash: string): GoogleAnswer | undefined {
  const answer = new URLSearchParams(hash.slice(1));
  const [state, idToken] = [answer.get('state'), answer.get('id_token')];
  return state === null || idToken === null ? undefined : { state, idToken };
}
