/** A real Chromium with a camera and a microphone that are not there. */
import { type Browser, chromium } from 'playwright-core';
import { flagsWithDevices } from '../../scripts/chromium-flags.ts';

export function launchChromium(flags = flagsWithDevices): Promise<Browser> {
  const executablePath = process.env.PARLEY_CHROMIUM;
  if (executablePath === undefined)
    throw new Error('PARLEY_CHROMIUM must name a Chromium; npm run calls sets it');
  return chromium.launch({ executablePath, args: [...flags] });
}
