/** The buttons of a headset, which no headset presses here: what the page does at them is called as browsers call it. */

declare global {
  interface Window {
    headset: Map<string, MediaSessionActionHandler | null>;
  }
}

/** Before the page. */
export function rememberHeadset(): void {
  window.headset = new Map();
  const { setActionHandler } = MediaSession.prototype;
  MediaSession.prototype.setActionHandler = function (action, handler) {
    setActionHandler.call(this, action, handler);
    window.headset.set(action, handler);
  };
}

/** Runs in the page. @throws {Error} when the page has not said what the button does */
export function pressOnHeadset(action: string): void {
  const handler = window.headset.get(action);
  if (handler == null) throw new Error(`Nothing is done at ${action}`);
  handler({ action: action as MediaSessionAction });
}
