import { onTestFinished, vi } from 'vitest';
import { pageChrome } from '../ui/page-chrome.ts';

/**
 * Every tone that the page begins, by its frequency, and how it is shown to a person who looks elsewhere. A tone begins some moments after
 * `resume`, which is called at once: that there is none is to be read there.
 */
export function watchAttention(isHidden: boolean) {
  const tones: number[] = [];
  const start = vi.spyOn(OscillatorNode.prototype, 'start').mockImplementation(function (
    this: OscillatorNode,
  ) {
    tones.push(this.frequency.value);
  });
  const stop = vi.spyOn(OscillatorNode.prototype, 'stop').mockImplementation(() => {});
  const resume = vi.spyOn(AudioContext.prototype, 'resume').mockResolvedValue();
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  const notified: string[] = [];
  const closed: string[] = [];
  vi.stubGlobal(
    'Notification',
    class extends EventTarget {
      static permission = 'granted';
      readonly #body: string;
      constructor(_: string, { body = '' }: NotificationOptions = {}) {
        super();
        this.#body = body;
        notified.push(body);
      }
      close() {
        closed.push(this.#body);
      }
    },
  );
  const badge = vi.spyOn(navigator, 'setAppBadge').mockResolvedValue();
  const unmarked = vi.spyOn(navigator, 'clearAppBadge').mockResolvedValue();
  pageChrome.show({ title: 'Call', glyph: 'alone', isStage: true });
  onTestFinished(() => {
    for (const spy of [start, stop, badge, unmarked]) spy.mockRestore();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    document.dispatchEvent(new Event('visibilitychange'));
  });
  return { tones, resume, notified, closed, badge, unmarked };
}
