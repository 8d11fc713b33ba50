import type { BrowserKind } from '../../words/permission-repair.ts';

/** What a browser says of itself. */
export interface BrowserFacts {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
}

/** Which browser's own buttons to speak of and to draw. Nothing else depends on it. */
export function browserKindOf({ userAgent, maxTouchPoints }: BrowserFacts): BrowserKind {
  const says = (pattern: RegExp) => pattern.test(userAgent);
  // Safari on an iPad says that it is on a Mac, none of which can be touched.
  if (says(/iPhone|iPad|iPod/) || (says(/Macintosh/) && maxTouchPoints > 1))
    return says(/CriOS|FxiOS|EdgiOS|OPT\/|DuckDuckGo|GSA\//) ? 'other-ios' : 'safari-ios';
  const isAndroid = says(/Android/);
  if (says(/Firefox\//)) return isAndroid ? 'firefox-android' : 'firefox';
  if (says(/Chrome\//)) {
    if (isAndroid) return 'chromium-android';
    return says(/Edg\//) ? 'edge' : 'chromium';
  }
  return says(/Macintosh.*Safari\//) ? 'safari' : 'unknown';
}
