/** The call that the address names, with what this device remembers for it: it is noted in the list as it goes. */
import {
  amendEntry,
  type Call,
  type CallErrorCode,
  type CallServices,
  type CallState,
  deviceMemory,
  type Readable,
} from '@parley/call';
import type { CallAddress } from '@parley/protocol';
import { CallNotes } from '../memory/call-notes.ts';
import {
  keepConnectsOnlyWhenJoining,
  keepHidesAddress,
  readHidesAddress,
} from '../memory/connection-wishes.ts';
import { keepDataUse } from '../memory/data-use.ts';
import { hasEntered } from '../memory/has-entered.ts';
import { keepChoices } from '../memory/kept-choices.ts';
import { keepWishes } from '../memory/kept-wishes.ts';
import type { KnownCalls } from '../memory/known-calls.ts';
import { keepOwnName } from '../memory/own-name.ts';
import { TalkQuality, type TalkSummary } from '../memory/talk-quality.ts';
import { BookedLink } from './booked-link.ts';
import { logTransition } from './log.ts';
import { comeInto, openSiteCall } from './open-site-call.ts';

/** What another try on the same page would not mend. */
const NEEDS_RELOAD: readonly CallErrorCode[] = ['outdated-page', 'peer-unreadable'];

export interface CallVisitOptions {
  readonly address: CallAddress;
  readonly connect: () => Promise<CallServices>;
  readonly known: KnownCalls;
  readonly now: () => number;
  /** The page was reloaded, or has the call anew: whoever was in it is in it again without another click. */
  readonly isResuming: boolean;
  /** It is open already, since it was rung for: the visit goes into it, and closes it. Undefined: it is not. */
  readonly opened?: Call | undefined;
  /** The list's host key was replaced since. The link that was opened says nothing of being the host, and still works. */
  readonly onOldHostKey: () => void;
  /** The call is found elsewhere from now on, since it has another link. */
  readonly onAddressChanged: (address: CallAddress) => void;
}

export class CallVisit {
  readonly #options: CallVisitOptions;
  readonly #memory = deviceMemory('localStorage');
  readonly #tabMemory = deviceMemory('sessionStorage');
  readonly #notes: CallNotes;
  #address: CallAddress;
  #call: Call;
  #hasBeenIn: boolean;
  #hidesAddress: boolean;
  readonly #bookedLink = new BookedLink();
  #quality = new TalkQuality();
  #lifetime = new AbortController();

  constructor(options: CallVisitOptions) {
    this.#options = options;
    this.#address = options.address;
    this.#notes = new CallNotes(options.known, options.now);
    this.#hasBeenIn = options.isResuming && history.state?.hasEntered === true;
    this.#hidesAddress = readHidesAddress(this.#memory);
    this.#call = this.#begin(options.opened) ?? this.#open(this.#hasBeenIn);
  }

  get call(): Call {
    return this.#call;
  }

  /** With whom this person has talked in it, for how long, and how it went since they came in last. */
  get talk(): TalkSummary {
    return { ...this.#notes.talk, howItWent: this.#quality.howItWent };
  }

  /** A new session: one that is over is over for good. Whoever was in the call is in it again at once. */
  rejoin(): void {
    const state = this.#call.state.value;
    if (state.phase === 'failed' && NEEDS_RELOAD.includes(state.error)) return location.reload();
    this.close();
    this.#lifetime = new AbortController();
    this.#quality = new TalkQuality();
    this.#call = this.#open(this.#hasBeenIn);
  }

  close(): void {
    this.#notes.close(this.#call.id);
    this.#lifetime.abort();
    this.#call.close();
  }

  #open(hasEntered: boolean): Call {
    const { connect } = this.#options;
    const call = openSiteCall(this.#address, connect(), { hasEntered, hidesAddress: this.#hidesAddress });
    this.#keep(call);
    return call;
  }

  /** Goes into what is open already, unless that is over. */
  #begin(opened: Call | undefined): Call | undefined {
    if (opened === undefined) return undefined;
    const { phase } = opened.state.value;
    if (phase === 'ended' || phase === 'failed') {
      opened.close();
      return undefined;
    }
    this.#keep(opened);
    comeInto(opened);
    return opened;
  }

  /** Notes of it what is to be there the next time. */
  #keep(call: Call): void {
    const { signal } = this.#lifetime;
    const { name, connectsOnlyWhenJoining, wishes, dataUse, devices } = call;
    onChange(call.address, (value) => this.#goOver(value), signal);
    onChange(name, (value) => this.#keepName(value), signal);
    onChange(
      connectsOnlyWhenJoining,
      (isWished) => keepConnectsOnlyWhenJoining(this.#memory, isWished),
      signal,
    );
    onChange(call.hidesAddress, (isWished) => this.#hideAddress(isWished), signal);
    onChange(dataUse, (value) => keepDataUse(this.#memory, value), signal);
    onChange(wishes, (value) => keepWishes(this.#tabMemory, value), signal);
    onChange(devices.choices, (value) => keepChoices(this.#memory, value), signal);
    const quality = this.#quality;
    call.quality.subscribe((link) => {
      if (call.peer?.hasEntered && link?.verdict !== undefined) quality.note(link.verdict);
    }, signal);
    let before = call.state.value;
    call.state.subscribe((state) => {
      if (state !== before) this.#follow(before, state);
      before = state;
    }, signal);
    this.#bookedLink.follow(call, signal);
    addEventListener('pagehide', () => this.#notes.close(call.id), { signal });
    for (const cell of [call.state, call.time, call.room])
      (cell as Readable<unknown>).subscribe(() => this.#note(call), signal);
  }

  #goOver(address: CallAddress): void {
    const { known, onAddressChanged } = this.#options;
    this.#notes.goOver();
    known.relink(this.#address.id, address);
    this.#address = address;
    onAddressChanged(address);
  }

  #keepName(name: string): void {
    if (this.#bookedLink.isNaming) return;
    keepOwnName(this.#memory, name);
    this.#bookedLink.noteOwnName();
  }

  /** In the lobby it is a wish for every call. Whoever gives it up in a call for want of a relay does that for this one alone. */
  #hideAddress(isWished: boolean): void {
    this.#hidesAddress = isWished;
    const state = this.#call.state.value;
    if (!hasEntered(state)) keepHidesAddress(this.#memory, isWished);
  }

  #follow(from: CallState, to: CallState): void {
    if (from.phase !== to.phase) logTransition(from.phase, to.phase);
    const isOldKey = to.phase === 'failed' && to.error === 'wrong-host-key';
    if (isOldKey && history.state?.hostKey === undefined) return this.#options.onOldHostKey();
    const isIn = hasEntered(to);
    if (isIn) this.#hasBeenIn = true;
    // Browsers count these, and some throw when there are many: the other's words must not use them up.
    if (history.state?.hasEntered !== isIn) amendEntry({ hasEntered: isIn });
  }

  #note(call: Call): void {
    const { id, hostKey, state, time, emptyTimeoutSeconds } = call;
    const room = call.room.value?.name;
    this.#notes.note({
      id,
      hostKey,
      state: state.value,
      arrangedTime: time.value,
      emptyTimeoutSeconds,
      room,
    });
    // The list has it now, for as long as it is worth something.
    const isKnown = this.#options.known.find(id)?.plan?.hostKey != null;
    if (history.state?.hostKey !== undefined && isKnown) amendEntry({ hostKey: undefined });
  }
}

/** What a cell begins with is what this device has remembered. */
function onChange<T>(cell: Readable<T>, keep: (value: T) => void, signal: AbortSignal): void {
  let isFirst = true;
  cell.subscribe((value) => {
    if (!isFirst) keep(value);
    isFirst = false;
  }, signal);
}
