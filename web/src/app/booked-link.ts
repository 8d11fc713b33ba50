/** Does what the program that booked a call has decided for whoever comes by this link; see `Call.link`. */
import { amendEntry, areAllowed, type Call, type CallState, DEVICES } from '@parley/call';
import { hasEntered } from '../memory/has-entered.ts';

export class BookedLink {
  /** Asked before the browser asks the person: what they allow in the lobby is no reason to take them out of it. */
  readonly #isNothingAsked = areAllowed(DEVICES, navigator.permissions);
  #isNaming = false;
  #isDecided = false;

  /** The name that a call has just been given is none that the person chose. */
  get isNaming(): boolean {
    return this.#isNaming;
  }

  follow(call: Call, signal: AbortSignal): void {
    let isNamed = false;
    call.link.subscribe((link) => {
      // Whoever is in the call keeps the name that the other one has seen; it is new when they come again.
      if (link?.displayName !== undefined && !(isNamed && hasEntered(call.state.value))) {
        this.#name(call, link.displayName);
        isNamed = true;
      }
      void this.#goIn(call, signal);
    }, signal);
    call.state.subscribe(() => void this.#goIn(call, signal), signal);
  }

  /** They have said what they want to be called here, which outlives a reload. */
  noteOwnName(): void {
    if (history.state?.hasNamed !== true) amendEntry({ hasNamed: true });
  }

  #name(call: Call, name: string): void {
    if (history.state?.hasNamed === true) return;
    this.#isNaming = true;
    call.setName(name);
    this.#isNaming = false;
  }

  /** Once for each opening of the link: whoever has left and reloads the page is not taken in again. */
  async #goIn(call: Call, signal: AbortSignal): Promise<void> {
    const { link, state } = call;
    if (this.#isDecided || link.value === undefined || isToWait(state.value)) return;
    this.#isDecided = true;
    if (link.value.skipLobby !== true || history.state?.hasSkippedLobby === true) return;
    if (
      !(await this.#isNothingAsked) ||
      !(await areAllowed(DEVICES, navigator.permissions)) ||
      signal.aborted
    )
      return;
    if (!isJoinAllThatIsMissing(state.value) || document.visibilityState !== 'visible') return;
    amendEntry({ hasSkippedLobby: true });
    call.enter();
  }
}

/** Who looks at this page by the time that the call can be entered, and what they allow by then, is not known before. */
function isToWait(state: CallState): boolean {
  if (state.phase === 'early') return state.because === 'not-open' || state.because === 'host-absent';
  return state.phase === 'arriving';
}

/** And nothing else is to be chosen: who is put out of a seat, or whether to ring at a door. */
function isJoinAllThatIsMissing(state: CallState): boolean {
  return 'role' in state && !hasEntered(state);
}
