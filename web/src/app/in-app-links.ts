/** Links to this application's own pages, followed without loading it anew. */

/** Calls `navigate` for a click on such a link, unless the person wants it in another tab or as a file. */
export function followInApp(event: MouseEvent, navigate: (path: string) => void): void {
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
  if (event.defaultPrevented || !isPlain || link === undefined) return;
  const { protocol, origin, pathname, search, hash } = link;
  if (link.target !== '' || link.hasAttribute('download')) return;
  if (protocol !== location.protocol || origin !== location.origin) return;
  event.preventDefault();
  navigate(pathname + search + hash);
}
