/**
 * The site's policy asks of whoever has a script loaded that it was looked at first (Trusted Types). Workers are named by their address, which
 * is one of this site's own files or is refused. https://www.w3.org/TR/trusted-types/#default-policy-hdr
 */

interface TrustedTypes {
  createPolicy(name: 'default', rules: { createScriptURL(url: string): string | null }): void;
}

/** Undefined: this browser has none, and asks for nothing. */
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

trustedTypes?.createPolicy('default', {
  createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
});
