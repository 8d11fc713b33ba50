/** How tests start Chromium: quiet, and without a question to anybody. */

/** Takes the place of Playwright's own list, of which it keeps what matters here. */
const disabledFeatures = [
  // The pages under test have no certificate.
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  // Ask the network.
  'MediaRouter',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'PreconnectToSearch',
  'AimEnabled',
  // Break what Playwright does: https://github.com/microsoft/playwright/issues/14047, 28023 and 43242.
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'PaintHolding',
  'AvoidCorsURLLoaderRestartOnRedirect',
  // A page of its own for the list below the address bar, in every window though nobody sees one: most of what a window costs.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

const quietFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  `--disable-features=${disabledFeatures.join(',')}`,
];

// Chromium refuses its sandbox to root, which is what containers usually are.
const sandboxFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** With the camera and microphone that the machine has, which on a server are none. */
export const flagsWithoutDevices: readonly string[] = [
  ...sandboxFlags,
  ...quietFlags,
  '--use-fake-ui-for-media-stream',
];

/**
 * With a microphone and a camera that Chromium pretends to have; its tone beeps once a second. The camera gives half as
 * many pictures as it would by itself, which saves a fifth of what a call costs two cores.
 */
export const flagsWithDevices: readonly string[] = [
  ...flagsWithoutDevices,
  '--use-fake-device-for-media-stream=fps=10',
];

/** With a microphone that beeps, and a camera that shows a film over and over (a file in the format Y4M). */
export function flagsWithCamera(film: string): readonly string[] {
  return [
    ...flagsWithoutDevices,
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ];
}

/** That answers a question for a device as the person's settings for the site say. */
export const flagsThatAsk: readonly string[] = flagsWithDevices.filter(
  // What asks for a camera is answered by that, whatever the settings say, and so is what asks for a screen.
  (flag) => flag !== '--use-fake-ui-for-media-stream',
);

/** That shares the tab of this title as soon as it is asked for a screen, with its sound. */
export function flagsThatShare(title: string): readonly string[] {
  return [
    ...flagsThatAsk,
    `--auto-select-tab-capture-source-by-title=${title}`,
    '--autoplay-policy=no-user-gesture-required',
  ];
}
