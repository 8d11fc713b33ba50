import type { Person } from './person.ts';

/**
 * Takes the page's connections from it, as no browser does by itself: the other side notices that nothing comes any more, and
 * this one finds them closed.
 * @returns forgets what the page says of that, which is no fault of its own
 */
export async function cutConnections({ page, errors }: Person): Promise<() => void> {
  await page.evaluate(() => {
    for (const connection of window.parleyTestConnections) connection.close();
  });
  return () => {
    const faults = errors.filter(({ message }) => !message.includes("signalingState is 'closed'"));
    errors.splice(0, errors.length, ...faults);
  };
}
