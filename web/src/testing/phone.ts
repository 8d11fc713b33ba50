import { onTestFinished, vi } from 'vitest';

/** Until the test is over: a device that is touched, on which links are sent from one application to another. */
export function becomePhone(share: (data: ShareData) => Promise<void> = async () => {}) {
  const { matchMedia } = window;
  window.matchMedia = (query) =>
    query.includes('pointer')
      ? { ...matchMedia.call(window, query), matches: query.includes('coarse') }
      : matchMedia.call(window, query);
  const spy = vi.fn(share);
  Object.defineProperty(navigator, 'share', { value: spy, configurable: true });
  onTestFinished(() => {
    window.matchMedia = matchMedia;
    Reflect.deleteProperty(navigator, 'share');
  });
  return spy;
}
