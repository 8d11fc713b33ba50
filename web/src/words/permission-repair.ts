import type { Device } from '@parley/call';

/** Browsers that people give a permission back in, each in its own way. */
export type BrowserKind =
  | 'chromium'
  | 'chromium-android'
  | 'edge'
  | 'firefox'
  | 'firefox-android'
  | 'safari'
  | 'safari-ios'
  /** Every other browser on an iPhone or iPad: the system's settings decide there. */
  | 'other-ios'
  | 'unknown';

/** What to do in this browser, step by step, to give back what was refused. */
export function repairSteps(browser: BrowserKind, refused: Device | 'both'): readonly string[] {
  const names: Readonly<Record<Device | 'both', string>> = {
    camera: 'Camera',
    microphone: 'Microphone',
    both: 'Camera and Microphone',
  };
  const what = names[refused];
  const byItself = 'It goes on by itself.';
  const tryAgain = 'Then try again here.';
  const steps: Readonly<Record<BrowserKind, readonly string[]>> = {
    chromium: ['Press the two sliders left of the address.', `Switch ${what} on.`, byItself],
    'chromium-android': [
      'Press the sign left of the address, then Permissions.',
      `Switch ${what} on.`,
      byItself,
    ],
    edge: ['Press the lock left of the address.', `Set ${what} to Allow.`, byItself],
    firefox: [
      'Press the crossed-out sign left of the address.',
      `Take away “Blocked” beside ${what} with its ×.`,
      tryAgain,
    ],
    'firefox-android': [
      'Press the sign left of the address.',
      `Press “Blocked” beside ${what}, so that it says “Allowed”.`,
      tryAgain,
    ],
    safari: [
      'In the menu bar, open Safari, then Settings for This Website.',
      `Set ${what} to Allow.`,
      tryAgain,
    ],
    'safari-ios': [
      'Open the menu beside the address, then Website Settings.',
      `Set ${what} to Allow.`,
      tryAgain,
    ],
    'other-ios': [
      'Open the settings of your device, and in them this browser.',
      `Switch ${what} on.`,
      tryAgain,
    ],
    unknown: [`Allow ${what} for this site in the settings of your browser.`, tryAgain],
  };
  return steps[browser];
}
