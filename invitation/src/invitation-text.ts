import type { Invitation } from './invitation.ts';
import { toPlainLine, toPlainText } from './plain-text.ts';

export function titleOf({ title }: Invitation): string {
  return toPlainLine(title) || 'Call';
}

/** The description and, on a line of its own so that calendars make it a link, where to join. */
export function describe(invitation: Invitation): string {
  const description = toPlainText(invitation.description ?? '');
  const link = linkOf(invitation);
  return description === '' ? link : `${description}\n\n${link}`;
}

/**
 * The link as browsers write it, without a character that could end the line it stands in.
 * @throws {TypeError} when it is no http or https address
 */
export function linkOf({ joinUrl }: Invitation): string {
  const { protocol, href } = new URL(joinUrl);
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new TypeError('A join link is an http or https address');
  return href;
}
