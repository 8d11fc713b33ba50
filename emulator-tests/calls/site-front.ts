/** Before whole calls: everybody in them opens the same site, a few hundred times. */
import { startHostingFront } from '../../scripts/servers/hosting-front.ts';

export async function setup(): Promise<() => Promise<void>> {
  const { PARLEY_ORIGIN: origin = 'http://localhost:5000' } = process.env;
  const front = await startHostingFront(origin);
  // Those who run the tests have it from here.
  process.env.PARLEY_ORIGIN = front.origin;
  return async () => {
    process.env.PARLEY_ORIGIN = origin;
    await front.stop();
  };
}
