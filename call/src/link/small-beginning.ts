/**
 * The first picture of a face is small: the first of a large one takes most of what a new link is trusted to carry, and whoever waits
 * for it sees nothing meanwhile. The one after it is as large as it may be.
 */

/** So much less high and wide than the camera's. */
const BEGINNING_SCALE = 4;

const LOOK_MS = 20;
/** Whoever sends nothing for so long (a sender that is paused, a camera without a frame) begins as large as others go on. */
const PATIENCE_MS = 10_000;

export class SmallBeginning {
  #isOver = false;
  readonly #onOver: () => void;
  readonly #signal: AbortSignal;
  #isWatching = false;

  /** @param onOver the sender may be told how large its pictures are from now on */
  constructor(onOver: () => void, signal: AbortSignal) {
    this.#onOver = onOver;
    this.#signal = signal;
  }

  /** Pictures are at least so much less high and wide than the camera's. */
  get leastScale(): number {
    return this.#isOver ? 1 : BEGINNING_SCALE;
  }

  /** Before its first picture. Rejects when the sender was stopped, or is changed by somebody else. */
  async prepare(sender: RTCRtpSender): Promise<void> {
    const parameters = sender.getParameters();
    const [encoding] = parameters.encodings;
    // Firefox has none before there is an answer.
    if (this.#isOver || encoding === undefined) return;
    encoding.scaleResolutionDownBy = BEGINNING_SCALE;
    await sender.setParameters(parameters);
  }

  /** From now on pictures may go. */
  async watch(sender: RTCRtpSender): Promise<void> {
    if (this.#isWatching || this.#isOver) return;
    this.#isWatching = true;
    const until = performance.now() + PATIENCE_MS;
    while (!this.#signal.aborted && performance.now() < until && !(await hasSentPicture(sender)))
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (this.#signal.aborted) return;
    this.#isOver = true;
    this.#onOver();
  }
}

async function hasSentPicture(sender: RTCRtpSender): Promise<boolean> {
  const stats = [...(await sender.getStats()).values()];
  return stats.some(({ type, framesSent }) => type === 'outbound-rtp' && framesSent > 0);
}
