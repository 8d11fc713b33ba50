import { open, type SealedPlace, seal } from '../ids/sealing.ts';
import { cleanName } from '../link/description.ts';
import { MAX_RETURN_URL_LENGTH, MAX_SEALED_LINKS_BYTES } from '../reading/limits.ts';
import { invalid, parseRecord } from '../reading/parsing.ts';
import type { Role } from './seat.ts';

/** What the program that booked a call has decided for whoever comes by one of its two links. */
export interface LinkSettings {
  /** What they are called, unless they say otherwise; absent: nothing was decided. */
  readonly displayName?: string | undefined;
  /** Where they may go on when the call is over; absent: nowhere. */
  readonly returnUrl?: string | undefined;
  /** Whether they go in at once, where the browser lets their devices be used without asking. Absent: no. */
  readonly skipLobby?: boolean | undefined;
}

export type SettingsOfLinks = Readonly<Record<Role, LinkSettings>>;

/** No time and no revision: nobody but the server can write them, so an older one comes back through nobody. */
function linksPlace(docId: string): SealedPlace {
  return { docId, kind: 'links', round: 0, index: 0 };
}

export function sealLinkSettings(
  { docId, sealingKey }: { docId: string; sealingKey: CryptoKey },
  settings: SettingsOfLinks,
): Promise<Uint8Array> {
  return seal(sealingKey, linksPlace(docId), settings);
}

/** What cannot be used of them is left out. @throws {ProtocolError} `does-not-open`, `invalid` */
export async function openLinkSettings(
  { docId, sealingKey }: { docId: string; sealingKey: CryptoKey },
  sealed: Uint8Array,
): Promise<SettingsOfLinks> {
  const { host, guest } = parseRecord(await open(sealingKey, linksPlace(docId), sealed), 'links', [
    'host',
    'guest',
  ]);
  return { host: readSettings(host), guest: readSettings(guest) };
}

/** Undefined: not in the document, or of a form that this program does not know. */
export function parseSealedLinks(fields: object): { readonly links?: Uint8Array } {
  const links = 'links' in fields ? fields.links : undefined;
  const isKnown = links instanceof Uint8Array && links.length > 0 && links.length <= MAX_SEALED_LINKS_BYTES;
  return isKnown ? { links } : {};
}

function readSettings(value: unknown): LinkSettings {
  if (typeof value !== 'object' || value === null) throw invalid('links', 'settings of both links');
  const { displayName, returnUrl, skipLobby }: Partial<Record<keyof LinkSettings, unknown>> = value;
  const name = typeof displayName === 'string' ? cleanName(displayName) : '';
  const url = typeof returnUrl === 'string' ? parseReturnUrl(returnUrl) : undefined;
  return {
    ...(name !== '' && { displayName: name }),
    ...(url && { returnUrl: url.href }),
    ...(skipLobby === true && { skipLobby }),
  };
}

/**
 * An address that somebody may go on to: over https, or on their own machine, where sites are made; with no name and password
 * in it, which would pass for the site's name.
 * @returns undefined: it is none
 */
export function parseReturnUrl(text: string): URL | undefined {
  const url = urlOf(text);
  if (url === undefined || url.href.length > MAX_RETURN_URL_LENGTH) return undefined;
  const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
  const isPlain = url.username === '' && url.password === '';
  return isPlain && (url.protocol === 'https:' || isLocal) ? url : undefined;
}

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
