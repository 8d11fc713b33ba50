/** What the host should know of the guest's seat: whether it is kept for somebody, and whether another sits there than before. */
import { type CallDoc, isKept } from '@parley/protocol';
import type { ServerClock } from '../lib/server-clock.ts';
import type { DeviceMemory } from '../memory/device-memory.ts';

export interface GuestWatchOptions {
  readonly docId: string;
  readonly clock: ServerClock;
  /** Outlives a reload of this tab. */
  readonly memory: DeviceMemory;
  readonly onOtherGuest: () => void;
  readonly onKept: (isKept: boolean) => void;
}

export class GuestWatch {
  readonly #options: GuestWatchOptions;

  constructor(options: GuestWatchOptions) {
    this.#options = options;
  }

  /**
   * Whether the guest is the user who was here before, which a name does not prove.
   * @param saysEntered they say so over the link, which is all that it takes to see and hear the host
   */
  noteGuest({ seats: { guest } }: CallDoc, saysEntered = false): void {
    if (guest === null || !(guest.entered || saysEntered)) return;
    const { docId, memory, onOtherGuest } = this.#options;
    const key = keyOf(docId);
    const before = memory.getItem(key);
    if (before === guest.uid) return;
    memory.setItem(key, guest.uid);
    if (before !== null) onOtherGuest();
  }

  /** The host may do something about a kept seat, for as long as it is kept. */
  noteKept({ seats }: CallDoc): void {
    this.#options.onKept(isKept(seats.guest, this.#options.clock.now()));
  }
}

/** The guest of one call is who is expected in another: whoever else comes there is told apart. */
export function carryGuest(memory: DeviceMemory, from: string, to: string): void {
  const guest = memory.getItem(keyOf(from));
  if (guest !== null) memory.setItem(keyOf(to), guest);
}

function keyOf(docId: string): string {
  return `parley:guest:${docId}`;
}
