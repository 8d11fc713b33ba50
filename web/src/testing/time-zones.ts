import { onTestFinished } from 'vitest';
import { cdp } from 'vitest/browser';

/** Sets the clocks of the device for the length of the test. */
export async function liveIn(timeZone: string): Promise<void> {
  const override = (timezoneId: string) => cdp().send('Emulation.setTimezoneOverride', { timezoneId });
  await override(timeZone);
  onTestFinished(async () => void (await override('')));
}
