import { expect } from 'vitest';
import type { Received } from './media-probe.ts';

interface Receiver {
  received(): Promise<Received>;
}

/**
 * Waits until of frames and sound those arrive that should, and fails when more does.
 * @param meanwhile something that takes as long as whatever should not come would need
 */
export async function arrivesOnly(
  receiver: Receiver,
  wanted: { readonly frames: boolean; readonly sound: boolean },
  meanwhile: () => Promise<void>,
): Promise<void> {
  const before = await receiver.received();
  await meanwhile();
  const count = async () => {
    const { framesDecoded, audioEnergy } = await receiver.received();
    return { frames: framesDecoded - before.framesDecoded, sound: audioEnergy - before.audioEnergy };
  };
  await expect
    .poll(async () => {
      const { frames, sound } = await count();
      return (!wanted.frames || frames >= 5) && (!wanted.sound || sound > 0);
    })
    .toBe(true);
  const { frames, sound } = await count();
  expect({ frames: frames > 0, sound: sound > 0 }).toEqual(wanted);
}
