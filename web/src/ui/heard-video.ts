/** Has a video play with its sound, and tells when the browser refuses to before the person presses something. */
export class HeardVideo {
  #isRefused = false;
  readonly #find: () => HTMLVideoElement | null;
  readonly #onChange: () => void;
  /** What `play` was last called for. */
  #stream: MediaStream | null = null;

  /** @param onChange `isRefused` is another */
  constructor(find: () => HTMLVideoElement | null, onChange: () => void) {
    this.#find = find;
    this.#onChange = onChange;
  }

  /** The browser plays no sound yet. A press that calls `play` changes that. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** Autoplay begins by itself; asking for it too is the only way to learn that the browser refused. */
  async play(stream: MediaStream | null = this.#stream): Promise<void> {
    this.#stream = stream;
    try {
      await this.#find()?.play();
      this.#note(false);
    } catch (error) {
      // AbortError: another stream took this one's place, and asks for itself.
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      if (isRefused && this.#stream === stream) this.#note(true);
    }
  }

  /** It plays after all, or there is nothing to play. */
  readonly settle = (): void => this.#note(false);

  #note(isRefused: boolean): void {
    if (isRefused === this.#isRefused) return;
    this.#isRefused = isRefused;
    this.#onChange();
  }
}
