/** What a page gives a call that it opens. */
import type { CallId, HostKey } from '@parley/protocol';
import type { Call } from './call.ts';
import type { ServerClock } from './lib/server-clock.ts';
import type { DeviceChoices } from './media/device-choices.ts';
import type { DeviceSelection } from './media/device-selection.ts';
import type { DeviceWishes } from './media/device-state.ts';
import type { CallStore } from './ports/call-store.ts';
import type { HostClaims } from './ports/host-claims.ts';
import type { Identity } from './ports/identity.ts';
import type { KnockStore } from './ports/knock-store.ts';
import type { RelaySource } from './ports/relay-source.ts';
import type { SpokenStore } from './ports/spoken-store.ts';
import type { DataUse } from './quality/sending-policy.ts';

/** What a call runs on. `connectFirebase` of `@parley/call/firebase` makes it. */
export interface CallServices {
  readonly store: CallStore;
  readonly identity: Identity;
  readonly hostClaims: HostClaims;
  readonly knocks: KnockStore;
  readonly spoken: SpokenStore;
  readonly clock: ServerClock;
  /** Where relays come from, for a pair that finds no direct way. Default: nowhere. */
  readonly relays?: RelaySource;
  /** Servers that help two browsers find a way to each other. Default: none, which is enough within one network. */
  readonly iceServers?: RTCIceServer[];
}

/** What a page knows of a call before it opens it. */
export interface CallOptions {
  readonly id: CallId;
  /** From the host link; undefined: this person came by the join link. */
  readonly hostKey?: HostKey | undefined;
  /** A rejection with a {@link CallError} becomes the state `failed`, with its code. */
  readonly services: CallServices | Promise<CallServices>;
  /** What this person wants to be called; see {@link Call.setName}. Default: nothing. */
  readonly name?: string;
  /** Join at once, as after a reload. Default: {@link Call.enter} does. */
  readonly hasEntered?: boolean;
  /** Whether the person wants to be heard and seen. Default: both. */
  readonly wishes?: DeviceWishes;
  /** Which devices, as {@link DeviceSelection.choices} had them the last time. Default: the browser's choice. */
  readonly deviceChoices?: DeviceChoices;
  /** How much the call may use; see {@link Call.setDataUse}. Default: `normal`. */
  readonly dataUse?: DataUse;
  /** Nothing is connected before the person joins. Default: it is, so that joining is quick. */
  readonly connectsOnlyWhenJoining?: boolean;
  /**
   * No device is asked for before {@link Call.askForDevices}; until then the browser is asked now and then which there are, so that it has
   * them at hand. Default: they are at once, so that they are there when one joins.
   */
  readonly asksLater?: boolean;
  /** The other learns no address of this person's; see {@link Call.setHidesAddress}. Default: they do. */
  readonly hidesAddress?: boolean;
  /** This page has a place for the chat; the other is offered none otherwise. Default: it has not. */
  readonly hasChat?: boolean;
  /** This page has a place for files; the other can offer none otherwise. Default: it has not. */
  readonly hasFiles?: boolean;
  /** For the log: something of the other's could not be used. */
  readonly onIgnored?: (cause: unknown) => void;
}
