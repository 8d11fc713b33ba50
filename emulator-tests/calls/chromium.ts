/** A real Chromium with a camera and a microphone that are not there. */
import { type Browser, chromium } from 'playwright-core';

/** As root in a container, without asking the internet for anything, and without a question to the person. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** With the microphone and camera that Chromium pretends to have; its tone beeps once a second. */
const WITH_DEVICES = [...ARGS, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** With what the machine has, which on a server is nothing. */
export const WITHOUT_DEVICES = [...ARGS, '--use-fake-ui-for-media-stream'];

export function launchChromium(args: readonly string[] = WITH_DEVICES): Promise<Browser> {
  const executablePath = process.env.PARLEY_CHROMIUM;
  if (executablePath === undefined)
    throw new Error('PARLEY_CHROMIUM must name a Chromium; npm run calls sets it');
  return chromium.launch({ executablePath, args: [...args] });
}
