import type { Channel, ChannelListener } from '../link/link.ts';

/** A channel whose other end is the test, or another of these. */
export class FakeChannel implements Channel {
  /** The texts. */
  readonly sent: string[] = [];
  bufferedBytes = 0;
  readonly #listeners: ChannelListener[] = [];
  readonly #carry: (message: string | ArrayBuffer) => boolean;
  #isOpen = false;

  /** @param carry takes what is said to wherever it is heard, and says whether it could be said */
  constructor(carry: (message: string | ArrayBuffer) => boolean = () => true) {
    this.#carry = carry;
  }

  send(message: string | Uint8Array<ArrayBuffer>): boolean {
    if (typeof message === 'string') this.sent.push(message);
    return this.#carry(typeof message === 'string' ? message : message.slice().buffer);
  }

  listen(listener: ChannelListener): void {
    this.#listeners.push(listener);
    if (this.#isOpen) listener.onOpen();
  }

  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    for (const { onOpen } of this.#listeners) onOpen();
  }

  /** What waited in the browser has gone. */
  drain(): void {
    this.bufferedBytes = 0;
    for (const { onDrained } of this.#listeners) onDrained?.();
  }

  hear(data: unknown): void {
    for (const { onMessage } of this.#listeners) onMessage(data);
  }
}
