/**
 * The candidates that a browser finds for its connection: those of its descriptions and those that come later, as far as
 * the other may learn of them.
 */
import type { Candidate } from '@parley/protocol';
import { disclose, mayBeTold, withoutOrigin } from './disclosure.ts';
import type { Disclosure, LocalDescription } from './link.ts';

/**
 * How long a description waits for candidates. On a local network they are all there in a few milliseconds; whatever
 * comes later costs a write of its own.
 */
const EARLY_CANDIDATES_MS = 80;

export class Gathering {
  readonly #connection: RTCPeerConnection;
  readonly #onCandidate: (candidate: Candidate | null) => void;
  readonly #signal: AbortSignal;
  /** Candidates before this point are part of the description. */
  #isDescribed = false;
  #disclosure: Disclosure = 'nothing';
  /** What was found before the description was made. */
  #early: RTCIceCandidate[] = [];
  /** Candidates of this generation that may not be told yet. */
  #held: Candidate[] = [];
  /** The generations, by their username fragments, of the last candidate found and of the last that is complete. */
  #found: string | null = null;
  #gathered: string | null = null;

  /** @param onCandidate null: there will be no more for now */
  constructor(
    connection: RTCPeerConnection,
    onCandidate: (candidate: Candidate | null) => void,
    signal: AbortSignal,
  ) {
    this.#connection = connection;
    this.#onCandidate = onCandidate;
    this.#signal = signal;
    connection.addEventListener('icecandidate', ({ candidate }) => this.#foundCandidate(candidate), {
      signal,
    });
  }

  /** Sets the description, and waits a little for what is found at once. @throws once the link is closed */
  async describe(description: RTCLocalSessionDescriptionInit): Promise<LocalDescription> {
    this.#isDescribed = false;
    await this.#connection.setLocalDescription(description);
    await this.#gatheredOr(EARLY_CANDIDATES_MS);
    this.#signal.throwIfAborted();
    const { told, held } = disclose(this.#described(), this.#disclosure);
    this.#early = [];
    const usernameFragment = this.#usernameFragment();
    this.#held = held.map((candidate) => ({ ...candidate, sdpMid: null, usernameFragment }));
    this.#isDescribed = true;
    return { sdp: told, isComplete: this.#isAllTold() };
  }

  /** So much may be told from now on. What was held back and may be told now follows. Nothing at first. */
  disclose(disclosure: Disclosure): void {
    this.#disclosure = disclosure;
    if (!this.#isDescribed || this.#held.length === 0) return;
    for (const candidate of this.#held.splice(0)) this.#tell(candidate);
    this.#tellEnd();
  }

  #foundCandidate(candidate: RTCIceCandidate | null): void {
    // An empty candidate ends one generation; null ends them all.
    if (candidate?.candidate === '') return;
    if (candidate === null) this.#gathered = this.#found;
    else this.#found = candidate.usernameFragment;
    if (candidate === null) return this.#isDescribed ? this.#tellEnd() : undefined;
    if (isOfNoUse(candidate)) return;
    if (!this.#isDescribed) return void this.#early.push(candidate);
    // Of an offer that was rolled back.
    if (!this.#isOfThisGeneration(candidate.usernameFragment)) return;
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    const line = withoutOrigin(candidate.candidate);
    this.#tell({ candidate: line, sdpMid, sdpMLineIndex, usernameFragment });
  }

  /** Chromium leaves out what it finds between making a description and setting it, where it replaces one before. */
  #described(): string {
    const sdp = this.#connection.localDescription?.sdp ?? '';
    const described = new Set(sdp.split('\r\n').map(addressOf));
    const missing = this.#early.filter(
      ({ candidate, usernameFragment }) =>
        this.#isOfThisGeneration(usernameFragment) && !described.has(addressOf(`a=${candidate}`)),
    );
    const lines = missing.map(({ candidate }) => `a=${candidate}\r\n`).join('');
    return sdp.replace(/^m=.*\r\n(?:c=.*\r\n)?/m, (head) => head + lines);
  }

  /** Now, or once it may be told. */
  #tell(candidate: Candidate): void {
    if (mayBeTold(candidate.candidate, this.#disclosure)) this.#onCandidate(candidate);
    else this.#held.push(candidate);
  }

  #tellEnd(): void {
    if (this.#isAllTold()) this.#onCandidate(null);
  }

  #isAllTold(): boolean {
    return this.#held.length === 0 && this.#isGathered();
  }

  /** Not by `iceGatheringState`, which for a moment after a restart or a rollback is that of the generation before. */
  #isGathered(): boolean {
    return this.#gathered !== null && this.#isOfThisGeneration(this.#gathered);
  }

  #isOfThisGeneration(usernameFragment: string | null): boolean {
    return usernameFragment !== null && usernameFragment === this.#usernameFragment();
  }

  #usernameFragment(): string | null {
    return usernameFragmentIn(this.#connection.localDescription?.sdp ?? '');
  }

  #gatheredOr(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = new AbortController();
      const finish = () => {
        clearTimeout(timer);
        done.abort();
        resolve();
      };
      const timer = setTimeout(finish, ms);
      const check = () => {
        if (this.#isGathered()) finish();
      };
      this.#connection.addEventListener('icecandidate', check, { signal: done.signal });
      this.#signal.addEventListener('abort', finish, { signal: done.signal });
      check();
    });
  }
}

/** What a candidate's line begins with; in an event there is more behind it than in a description. */
function addressOf(line: string): string {
  return line.split(' ').slice(0, 8).join(' ');
}

/** No browser listens on TCP, so two of these never meet; a batch with them would be a write for nothing. */
function isOfNoUse({ protocol, type }: RTCIceCandidate): boolean {
  return protocol === 'tcp' && type === 'host';
}

/** Of the ICE generation that a description belongs to. https://www.rfc-editor.org/rfc/rfc8839#section-5.4 */
export function usernameFragmentIn(sdp: string): string | null {
  return /^a=ice-ufrag:(.*)\r$/m.exec(sdp)?.[1] ?? null;
}
