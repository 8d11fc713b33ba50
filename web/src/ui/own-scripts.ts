/**
 * The site's policy asks of whoever has a script loaded that it was looked at first (Trusted Types). Workers are named by their address, which
 * is one of this site's own scripts or is refused: what a page makes (`blob:`) has the site's origin, too, and an answer of the API is no script. https://www.w3.org/TR/trusted-types/#default-policy-hdr
 */

interface TrustedTypes {
  createPolicy(name: 'default', rules: { createScriptURL(url: string): string | null }): void;
}

/** Undefined: this browser has none, and asks for nothing. */
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

trustedTypes?.createPolicy('default', { createScriptURL: (url) => (isOwnScript(url) ? url : null) });

function isOwnScript(url: string): boolean {
  const { protocol, origin, pathname } = new URL(url, location.href);
  if (protocol !== location.protocol || origin !== location.origin) return false;
  // The development server has them where their sources are.
  return import.meta.env.DEV || pathname === '/ring-worker.js' || pathname.startsWith('/assets/');
}
