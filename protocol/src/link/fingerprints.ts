/**
 * Which certificates a description names, as one text: whoever adds one changes it. Browsers connect to nobody who has none of them.
 * https://www.rfc-editor.org/rfc/rfc8122#section-5
 */
export function fingerprintsIn(sdp: string): string {
  const found = [...sdp.matchAll(/^a=fingerprint:(\S+) +(\S+)/gm)].map(
    ([, hash = '', value = '']) => `${hash.toLowerCase()} ${value.toUpperCase()}`,
  );
  return [...new Set(found)].sort().join(', ');
}
