import { expect, it } from 'vitest';
import { repairSteps } from '../../words/permission-repair.ts';
import { browserKindOf } from './browser-kind.ts';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X)';
const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

it.each([
  [
    'chromium',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  ],
  ['chromium', `${MAC} AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36`],
  [
    'edge',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0',
  ],
  [
    'chromium-android',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
  ],
  ['firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'],
  ['firefox-android', 'Mozilla/5.0 (Android 16; Mobile; rv:160.0) Gecko/160.0 Firefox/160.0'],
  ['safari', `${MAC} ${WEBKIT} Version/27.0 Safari/605.1.15`],
  ['safari-ios', `${IPHONE} ${WEBKIT} Version/27.0 Mobile/15E148 Safari/604.1`],
  ['other-ios', `${IPHONE} ${WEBKIT} CriOS/156.0 Mobile/15E148 Safari/604.1`],
  ['other-ios', `${IPHONE} ${WEBKIT} FxiOS/160.0 Mobile/15E148 Safari/605.1.15`],
  ['unknown', 'Mozilla/5.0 (PlayStation 5) AppleWebKit/605.1.15 (KHTML, like Gecko)'],
  ['unknown', ''],
] as const)('%s is what says of itself: %s', (kind, userAgent) => {
  expect(browserKindOf({ userAgent, maxTouchPoints: 0 })).toBe(kind);
});

it('Safari on an iPad is no Mac’s', () => {
  const userAgent = `${MAC} ${WEBKIT} Version/27.0 Safari/605.1.15`;
  expect(browserKindOf({ userAgent, maxTouchPoints: 5 })).toBe('safari-ios');
});

it.each(['camera', 'microphone', 'both'] as const)(
  'In every browser the steps name what was refused: %s',
  (refused) => {
    const name = { camera: 'Camera', microphone: 'Microphone', both: 'Camera and Microphone' }[refused];
    for (const browser of [
      'chromium',
      'edge',
      'firefox',
      'safari',
      'safari-ios',
      'other-ios',
      'unknown',
    ] as const) {
      const steps = repairSteps(browser, refused);
      expect(steps.length).toBeGreaterThan(1);
      expect(steps.join(' ')).toContain(name);
    }
  },
);
