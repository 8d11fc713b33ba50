import { onTestFinished } from 'vitest';
import { cdp } from 'vitest/browser';

/** Where clocks are apart by other than full hours, change by half of one, or have two names in browsers. */
export const ZONES = [
  'UTC',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
] as const;

/** Sets the clocks of the device for the length of the test. */
export async function liveIn(timeZone: string): Promise<void> {
  const override = (timezoneId: string) => cdp().send('Emulation.setTimezoneOverride', { timezoneId });
  await override(timeZone);
  onTestFinished(async () => void (await override('')));
}
