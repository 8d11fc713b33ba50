/** A real Chromium with a camera and a microphone that are not there. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { flagsThatShare, flagsWithDevices } from '../../scripts/browsers/chromium-flags.ts';
import { flagsWithSmallCamera } from './small-camera.ts';

/** Without what no page needs, its windows above all, where there is such a Chromium; and with a small camera. */
export function launchChromium(flags = flagsWithSmallCamera()): Promise<Browser> {
  const executablePath = process.env.PARLEY_CHROMIUM_SHELL ?? findChromium();
  return chromium.launch({ executablePath, args: [...flags] });
}

/** As people have it: for what that one lacks, and to measure. */
export function launchWholeChromium(flags = flagsWithDevices): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: [...flags] });
}

/** A Chromium whose people share the tab of this title when they share a screen. Its sound is to be heard. */
export function launchSharingChromium(title: string): Promise<Browser> {
  const args = [...flagsThatShare(title)];
  return chromium.launch({ executablePath: findChromium(), args, ignoreDefaultArgs: ['--mute-audio'] });
}

/** A Chromium that keeps nothing for any site, as its settings for cookies let people choose. Each person has one. */
export const forgetfulChromium: Pick<Browser, 'newContext'> = {
  async newContext(options) {
    const profile = await mkdtemp(join(tmpdir(), 'parley-profile-'));
    await mkdir(join(profile, 'Default'));
    const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
    const launch = { executablePath: findChromium(), args: [...flagsWithDevices] };
    return chromium.launchPersistentContext(profile, { ...options, ...launch });
  },
};

function findChromium(): string {
  const path = process.env.PARLEY_CHROMIUM;
  if (path === undefined) throw new Error('PARLEY_CHROMIUM must name a Chromium; npm run calls sets it');
  return path;
}
