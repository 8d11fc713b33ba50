/**
 * Where the pages are, for links in answers. `PARLEY_ORIGIN` in functions/.env names a domain of one's own; a request's
 * Host header is not asked, since whoever sends it chooses it.
 */
export function siteOrigin(): string {
  return process.env.PARLEY_ORIGIN || `https://${process.env.GCLOUD_PROJECT}.web.app`;
}
