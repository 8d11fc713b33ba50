/** What the auth emulator would have sent by e-mail. */
import { expect } from 'vitest';
import { PATIENCE_MS } from './person.ts';

const AUTH = process.env.FIREBASE_AUTH_EMULATOR_HOST ?? '127.0.0.1:9099';
const CODES = `http://${AUTH}/emulator/v1/projects/${process.env.GCLOUD_PROJECT ?? 'demo-parley'}/oobCodes`;

interface SentCode {
  readonly email: string;
  readonly oobLink: string;
}

async function linksTo(address: string): Promise<string[]> {
  const response = await fetch(CODES);
  const { oobCodes = [] } = (await response.json()) as { readonly oobCodes?: readonly SentCode[] };
  return oobCodes.filter(({ email }) => email === address).map(({ oobLink }) => oobLink);
}

/** The one link to this address that was not followed yet: the emulator forgets those that were. */
export async function linkSentTo(address: string): Promise<string> {
  await expect.poll(() => linksTo(address), { timeout: PATIENCE_MS }).toHaveLength(1);
  return (await linksTo(address))[0] ?? '';
}
