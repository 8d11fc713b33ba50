/** One view that hands over to the next: what both name `own-picture` moves from its place to the other. */

/** Longer than a frame takes that is drawn at all; in a window that nobody sees none may be. */
const FRAME_MS = 300;

/**
 * @param change shows the next view; what it draws at once and in microtasks is in the transition
 * @returns when the next view is shown, which takes a frame; undefined: it is shown already
 */
export function withViewTransition(change: () => void): Promise<void> | undefined {
  const isCalm = matchMedia('(prefers-reduced-motion:reduce)').matches;
  // Firefox has them since 144, Safari since 18.
  if (isCalm || !('startViewTransition' in document)) {
    change();
    return;
  }
  const transition = document.startViewTransition(async () => {
    clearTimeout(patience);
    change();
    await new Promise((resolve) => setTimeout(resolve));
  });
  // The change is made all the same, and by itself.
  const patience = setTimeout(() => transition.skipTransition(), FRAME_MS);
  // Where it cannot be shown, as in a page that is hidden, the change is made all the same.
  transition.ready.catch(() => {});
  return transition.updateCallbackDone;
}
