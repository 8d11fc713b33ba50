/** What this person shows of their screen. */

/** Why a screen is not shared. Each has its sentence in the site's words. */
export type ScreenErrorCode =
  /** The person closed the browser's question, or their browser's settings for this site say no; browsers do not tell which. */
  | 'refused'
  /** The operating system does not let this browser see the screen. */
  | 'blocked-by-system'
  /** There is no screen, window or tab to choose from. */
  | 'not-found'
  /** It was chosen, and cannot be read: another program or the hardware keeps it. */
  | 'not-readable'
  /** Somebody else has come than the one it was shared with. */
  | 'somebody-else'
  | 'unknown';

/**
 * What a shared screen mostly shows, by which the encoder decides what it gives up first: `detail` keeps text sharp and
 * lets the pictures be fewer; `motion` keeps a film smooth and lets it blur.
 * https://www.w3.org/TR/mst-content-hint/#video-content-hints
 */
export type ScreenContent = 'detail' | 'motion';

/** How this person's own screen stands. */
export type ScreenState =
  /** This browser shares no screen, as those of most phones. */
  | { readonly status: 'unsupported' }
  | { readonly status: 'off' }
  /** The browser is asking the person which screen, window or tab. */
  | { readonly status: 'asking' }
  | {
      readonly status: 'on';
      /** Its sound goes along. */
      readonly hasSound: boolean;
      readonly content: ScreenContent;
      /** What the other sees, without sound, to show the person themselves. The same as long as the screen is. */
      readonly stream: MediaStream;
    }
  /** It was asked for and could not be had, or was lost. Nothing is shared; asking again begins anew. */
  | { readonly status: 'failed'; readonly problem: ScreenErrorCode };

/**
 * Translates what getDisplayMedia rejects with.
 * https://www.w3.org/TR/screen-capture/#dom-mediadevices-getdisplaymedia
 */
export function screenErrorCode(error: unknown): ScreenErrorCode {
  const { name = '', message = '' } = (error ?? {}) as Partial<Error>;
  switch (name) {
    case 'NotAllowedError':
      // Chromium says "Permission denied by system" when the operating system is the one that refuses.
      return /system/i.test(message) ? 'blocked-by-system' : 'refused';
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
      return 'not-found';
    case 'NotReadableError':
    case 'AbortError':
      return 'not-readable';
    default:
      return 'unknown';
  }
}
