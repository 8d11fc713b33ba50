/**
 * What browsers drop when a device changes networks: whatever is under way just then, and nothing that is asked for a moment later.
 * https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h (NETWORK_CHANGED)
 */

/** Before the second try and the third: beyond that it is no moment, and people are told. In milliseconds. */
const PAUSES_MS = [250, 1000];

/**
 * Tries up to three times.
 * @param isWorthIt whether what a try threw could be of the moment; all of it, unless it says so
 * @throws what the last try threw
 */
export async function retryBriefly<T>(
  attempt: () => Promise<T>,
  isWorthIt: (error: unknown) => boolean = () => true,
): Promise<T> {
  for (const ms of PAUSES_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isWorthIt(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }
  return attempt();
}
