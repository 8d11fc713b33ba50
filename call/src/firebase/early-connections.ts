/**
 * Connections to servers that are asked something in a moment: each takes a round trip, and one more for TLS, while the page still
 * signs in.
 */

export interface EarlyConnection {
  readonly origin: string;
  /** Browsers keep requests with cookies and those without apart, down to the connection. Firestore's listeners are among the former. */
  readonly credentials: 'omit' | 'include';
}

/** https://html.spec.whatwg.org/multipage/links.html#link-type-preconnect. What a browser makes of it is its own matter. */
export function connectEarly(connections: readonly EarlyConnection[], page = globalThis.document): void {
  // Programs without a page have none to say it by.
  if (page === undefined) return;
  const { head } = page;
  for (const { origin, credentials } of connections) {
    const link = head.ownerDocument.createElement('link');
    link.rel = 'preconnect';
    link.href = origin;
    link.crossOrigin = credentials === 'include' ? 'use-credentials' : 'anonymous';
    head.append(link);
  }
}
