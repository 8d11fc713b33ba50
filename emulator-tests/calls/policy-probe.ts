/** Notices what a page does against its Content-Security-Policy: nobody sees that otherwise, and half of it goes on. */

const MARK = 'Against the policy:';

/** Runs in the page, before it: tells the console, which a test can listen to in every tab and over every reload. */
export function reportViolations(): void {
  addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
    console.error('Against the policy:', effectiveDirective, blockedURI, `${sourceFile}:${lineNumber}`);
  });
}

/** The violation that a line of the console tells of; undefined: none. */
export function violationIn(line: string): Error | undefined {
  return line.startsWith(MARK) ? new Error(line) : undefined;
}
