/** Notices what a page does against its Content-Security-Policy: nobody sees that otherwise, and half of it goes on. */

const MARK = 'Against the policy:';

/** Runs in the page, before it: tells the console, which a test can listen to in every tab and over every reload. */
export function reportViolations(): void {
  addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
    console.error('Against the policy:', effectiveDirective, blockedURI, `${sourceFile}:${lineNumber}`);
  });
}

/**
 * Firestore's SDK asks Google for this picture when its own server does not answer, to learn whether there is a network.
 * Nobody is to learn of a call that way: that the policy forbids it is what we want.
 */
export const PICTURE_OF_GOOGLE = 'https://www.google.com/images/cleardot.gif';

/** The violation that a line of the console tells of; undefined: none. */
export function violationIn(line: string): Error | undefined {
  if (!line.startsWith(MARK) || line.includes(` img-src ${PICTURE_OF_GOOGLE}`)) return undefined;
  return new Error(line);
}
