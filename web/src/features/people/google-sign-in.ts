/**
 * Signing in at Google by going there and coming back: no script or frame of Google's, and no window that would have to talk to this page,
 * which its headers forbid. https://developers.google.com/identity/openid-connect/openid-connect#implicitflow
 */
import type { DeviceMemory } from '@parley/call';
import type { GoogleAnswer, NameLinkPurpose } from './name-link.ts';

/** Of this tab: what it went away with, until it is back. */
const KEY = 'parley:google';
const ADDRESS = 'https://accounts.google.com/o/oauth2/v2/auth';

interface Asked {
  readonly state?: string;
  /** What Google is to repeat: the hash of what Firebase is told, and compares. */
  readonly nonce?: string;
  readonly rawNonce?: string;
}

/** Where the tab goes. What comes back is taken for an answer to this alone. */
export async function googleAddress(
  clientId: string,
  purpose: NameLinkPurpose,
  tab: DeviceMemory,
): Promise<string> {
  const [state, rawNonce] = [`${purpose}.${random()}`, random()];
  const nonce = hexOf(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rawNonce)));
  tab.setItem(KEY, JSON.stringify({ state, nonce, rawNonce } satisfies Asked));
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: `${location.origin}/`,
    response_type: 'id_token',
    scope: ['openid', 'email'].join(' '),
    prompt: 'select_account',
    state,
    nonce,
  });
  return `${ADDRESS}?${query}`;
}

/** @returns what Firebase needs beside the token; undefined: this tab has not asked for it. One answer is taken once. */
export function nonceAskedWith({ state, idToken }: GoogleAnswer, tab: DeviceMemory): string | undefined {
  const asked = read(tab.getItem(KEY));
  tab.setItem(KEY, '');
  const isIt = asked.state === state && asked.nonce !== undefined && nonceIn(idToken) === asked.nonce;
  return isIt ? asked.rawNonce : undefined;
}

function read(text: string | null): Asked {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return {};
  }
}

/** Google's signature is for Firebase to check; which question this answers is for the page. */
function nonceIn(idToken: string): unknown {
  try {
    const [, payload = ''] = idToken.split('.');
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))).nonce;
  } catch {
    return undefined;
  }
}

function random(): string {
  return hexOf(crypto.getRandomValues(new Uint8Array(16)).buffer);
}

function hexOf(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
