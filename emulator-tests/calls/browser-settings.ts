import { ORIGIN, type Person } from './person.ts';

/** As the person does in the browser's own settings, for the site of the tests. */
export async function setPermission(
  { page, context }: Person,
  name: 'camera' | 'microphone' | 'notifications',
  setting: 'denied' | 'granted',
): Promise<void> {
  const browser = context.browser();
  if (browser === null) throw new Error('A person of a browser that keeps a profile has no settings here');
  const session = await browser.newBrowserCDPSession();
  const { targetInfo } = await (await context.newCDPSession(page)).send('Target.getTargetInfo');
  const { browserContextId } = targetInfo;
  await session.send('Browser.setPermission', {
    permission: { name },
    setting,
    origin: ORIGIN,
    ...(browserContextId === undefined ? {} : { browserContextId }),
  });
}
