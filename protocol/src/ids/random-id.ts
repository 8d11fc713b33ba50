import { invalid, parseText } from '../reading/parsing.ts';
import { toBase64Url } from './base64url.ts';

/** What a session's and a link's ID look like: 96 random bits, base64url. The rules check the same pattern. */
export const RANDOM_ID_PATTERN = /^[A-Za-z0-9_-]{16}$/;

/** A new ID that no other page has, from the platform's cryptographic random source. */
export function createRandomId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(12)));
}

/** @throws {ProtocolError} `invalid` */
export function parseRandomId(value: unknown, what: string): string {
  const id = parseText(value, what, { max: 16 });
  if (!RANDOM_ID_PATTERN.test(id)) throw invalid(what, 'an ID of 16 characters');
  return id;
}
