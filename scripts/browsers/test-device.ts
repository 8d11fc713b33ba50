/** What tests say of the device that they run on, so that they find it alike on every machine. */

/**
 * Clocks that are apart from UTC by more than hours, and change in summer: whatever confuses one's own time with UTC is
 * seen at once. Programs' words are English.
 */
export const deviceEnvironment = { TZ: 'America/St_Johns', LC_ALL: 'C.UTF-8', LANGUAGE: 'en' };

/** For Playwright's contexts, where a test says nothing else. */
export const deviceOptions = {
  locale: 'en-US',
  colorScheme: 'light',
  contrast: 'no-preference',
  forcedColors: 'none',
  reducedMotion: 'no-preference',
  deviceScaleFactor: 1,
} as const;
