/** Sends something through another application, where the system has such. */

export function canShare(): boolean {
  return 'share' in navigator;
}

/** Here people send links from one application to another, as on a phone. */
export function canSendLinks(): boolean {
  return canShare() && matchMedia('(pointer:coarse)').matches;
}

/**
 * While a person's press is being answered. Never rejects: that they thought better of it, or that the system has nothing
 * to share with, shows for itself, and the other ways are still there.
 */
export async function share(data: ShareData): Promise<void> {
  await navigator.share(data).catch(() => undefined);
}
