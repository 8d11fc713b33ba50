/** One page load in one call: joins the session and this person's devices. */
import {
  type CallAddress,
  type CallId,
  cleanName,
  type HostKey,
  type LinkSettings,
  type PeerPresence,
} from '@parley/protocol';
import type { CallOptions, CallServices } from './call-options.ts';
import { CallSessions } from './call-sessions.ts';
import type { CallChannel } from './channels/call-channel.ts';
import { IncomingMediaFeature } from './channels/incoming-media-feature.ts';
import { SpeakingFeature } from './channels/speaking-feature.ts';
import type { ChatHandle } from './chat/chat.ts';
import { CallDoor, type DoorHandle } from './door/call-door.ts';
import { Exchanges } from './exchanges.ts';
import type { FilesHandle } from './files/file-exchange.ts';
import { HostControls } from './host-controls.ts';
import { Cell, type Readable } from './lib/cell.ts';
import { ignoreAbort } from './lib/lifetime.ts';
import { NetworkState } from './lib/network-state.ts';
import type { ServerClock } from './lib/server-clock.ts';
import type { IncomingMedia } from './link/link.ts';
import { probeNetwork } from './link/network-probe.ts';
import { PeerLink } from './link/peer-link.ts';
import type { DeviceHandle } from './media/device-selection.ts';
import type { Device, DeviceWishes } from './media/device-state.ts';
import type { LocalMediaState } from './media/local-media.ts';
import { deviceMemory } from './memory/device-memory.ts';
import { OwnSide } from './own-side.ts';
import { PictureRenewal } from './quality/picture-renewal.ts';
import { type LinkQuality, QualityFeature } from './quality/quality-feature.ts';
import type { DataUse } from './quality/sending-policy.ts';
import type { SafetyState } from './safety/safety-feature.ts';
import type { ScreenContent, ScreenState } from './screen/screen-state.ts';
import type { ArrangedTime } from './session/arranged-time.ts';
import { CallSession } from './session/call-session.ts';
import { type CallState, isFinal, mayGoOn, peerInside } from './session/call-state.ts';
import type { RoomView } from './session/room-reader.ts';
import { TabLocks } from './session/tab-locks.ts';
import { HostWords, type HostWordsHandle } from './spoken/host-words.ts';
import type { Along } from './succession/going-over.ts';
import { type NewLinkHandle, Succession } from './succession/succession.ts';

/**
 * Opens a call: asks for camera and microphone, and arrives in the lobby. Nothing of this person is heard or seen before
 * {@link Call.enter}. Never throws: what goes wrong is a state.
 */
export function openCall(options: CallOptions): Call {
  return new Call(options);
}

/**
 * One page load in one call, until {@link Call.close}. What can be seen of it are cells; what a person does are methods, none of
 * which throws but {@link Call.channel}.
 */
export class Call {
  readonly #address: Cell<CallAddress>;
  readonly #options: CallOptions;
  readonly #sessions: CallSessions;
  readonly #incoming = new IncomingMediaFeature();
  readonly #quality = new QualityFeature();
  readonly #speaking = new SpeakingFeature();
  readonly #connectsOnlyWhenJoining: Cell<boolean>;
  readonly #hidesAddress: Cell<boolean>;
  readonly #network: NetworkState;
  readonly #self: OwnSide;
  readonly #words: HostWords;
  readonly #door: CallDoor;
  readonly #exchanges: Exchanges;
  readonly #host: HostControls;
  readonly #succession: Succession;
  readonly #lifetime = new AbortController();
  #hasAsked = false;
  #clock: ServerClock | undefined;

  constructor(options: CallOptions) {
    const { id, hostKey, name = '', hasEntered = false, connectsOnlyWhenJoining = false } = options;
    const { dataUse = 'normal', wishes = { microphone: true, camera: true }, deviceChoices = {} } = options;
    const { hidesAddress = false, hasChat = false, hasFiles = false } = options;
    this.#options = options;
    this.#address = new Cell<CallAddress>({ id, hostKey });
    this.#connectsOnlyWhenJoining = new Cell(connectsOnlyWhenJoining);
    this.#hidesAddress = new Cell(hidesAddress);
    const { signal } = this.#lifetime;
    const { services } = options;
    this.#sessions = new CallSessions({
      ...{ hasEntered, services, signal, id: () => this.id, memory: deviceMemory('sessionStorage') },
      make: (known) => this.#makeSession(known),
      onSession: (session, life) => this.#bringInto(session, life),
      onState: (state) => this.#prepareFor(state),
      onNews: () => this.#succession.look(),
      onMoved: () => this.#self.screen.cancel(),
    });
    this.#exchanges = new Exchanges({
      ...{ call: id, hasChat, hasFiles, quality: this.#quality.quality, now: this.now, signal },
      onIgnored: (cause) => options.onIgnored?.(cause),
    });
    this.#words = new HostWords({
      ...{ id: () => this.id, signal, services: async () => services },
      onIgnored: (cause) => options.onIgnored?.(cause),
      onTrouble: (error) => this.#sessions.current?.meetTrouble(error),
    });
    this.#door = new CallDoor(this.#words, signal);
    this.#host = new HostControls({
      ...{ signal, id: () => this.id, services: async () => services },
      session: () => this.#sessions.current,
      time: () => this.#sessions.time.value,
    });
    this.#succession = new Succession({
      ...{ address: this.#address, signal, memory: deviceMemory('localStorage') },
      services: async () => services,
      state: () => this.#sessions.state.value,
      time: () => this.#sessions.time.value,
      room: () => this.#sessions.room.value,
      facts: () => this.#sessions.current?.facts,
      isShunned: (uid) => this.#sessions.current?.door.isShunned(uid) === true,
      isShutting: () => this.#sessions.current?.door.isShutting === true,
      ending: () => this.#host.ending,
      detach: () => this.#sessions.detach(),
      goOver: (along) => this.#goOver(along),
      onIgnored: (cause) => options.onIgnored?.(cause),
    });
    const { can } = this.#exchanges;
    const quality = this.#quality;
    this.#self = new OwnSide({ name, wishes, deviceChoices, dataUse, can, quality, signal });
    const unload = () => {
      this.#words.stop();
      this.#sessions.current?.unload();
    };
    addEventListener('pagehide', unload, { signal });
    this.#network = new NetworkState(() => this.#sessions.current?.networkChanged(), signal);
    if (options.asksLater === true) this.#self.media.prepare();
    else this.askForDevices();
    void this.#sessions.arrive();
  }

  /** It is another one as soon as the host has made a new link; see {@link address}. */
  get id(): CallId {
    return this.#address.value.id;
  }

  /** From the host link, or of the link that this host has made; undefined: the person came by the join link. */
  get hostKey(): HostKey | undefined {
    return this.#address.value.hostKey;
  }

  /** Where the call is found: another place once it has a new link. Whoever loads the page anew is to come back there. */
  get address(): Readable<CallAddress> {
    return this.#address;
  }

  /**
   * The host's, in a call that no program knows by its ID: a new link for it. Whoever has the old one no longer gets in; whoever is in the call goes
   * along, if their page can ({@link canGoAlong}).
   */
  get newLink(): NewLinkHandle {
    return this.#succession;
  }

  /** How the call stands; see {@link CallState}. */
  get state(): Readable<CallState> {
    return this.#sessions.state;
  }

  /** This person's own camera and microphone. */
  get media(): Readable<LocalMediaState> {
    return this.#self.media.state;
  }

  /** What this person wants of them, whatever the devices do. */
  get wishes(): Readable<DeviceWishes> {
    return this.#self.media.wishes;
  }

  /** Which microphone, camera and speaker this person uses, of those that there are. */
  get devices(): DeviceHandle {
    return this.#self.devices;
  }

  /**
   * How loud this person's microphone is, from 0 to 1 and 16 times a second; 0 while it is off. Measured only while somebody
   * watches.
   */
  get microphoneLevel(): Readable<number> {
    return this.#self.meter.level;
  }

  /**
   * They speak, and their microphone is off. While somebody watches this, a copy of the muted track is listened to on this
   * device; it is never sent. `devices.setNoticesMutedSpeech(false)` ends that.
   */
  get isSpeakingWhileMuted(): Readable<boolean> {
    return this.#self.meter.isSpeakingWhileMuted;
  }

  /** What this person shows of their screen; see {@link ScreenState}. */
  get screen(): Readable<ScreenState> {
    return this.#self.screen.state;
  }

  /** What comes from the other; empty while there is no link. */
  get incoming(): Readable<IncomingMedia> {
    return this.#incoming.media;
  }

  /** How well the two are connected, read anew every two seconds; undefined: there is no link. */
  get quality(): Readable<LinkQuality | undefined> {
    return this.#quality.quality;
  }

  /** How much this person lets the call use. */
  get dataUse(): Readable<DataUse> {
    return this.#self.dataUse;
  }

  /** Whether the other speaks just now. Browsers know it of a sound that the page plays. */
  get isPeerSpeaking(): Readable<boolean> {
    return this.#speaking.isSpeaking;
  }

  /** When a scheduled call takes place; undefined: it is a call of now, or has not been read yet. */
  get time(): Readable<ArrangedTime | undefined> {
    return this.#sessions.time;
  }

  /** The lasting room that the call is: it stays for 90 days after each visit; undefined: it is none, or has not been read yet. */
  get room(): Readable<RoomView | undefined> {
    return this.#sessions.room;
  }

  /**
   * What the program that booked the call has decided for whoever comes by this person's link: to be done by the page, or not.
   * Empty: nothing; undefined: not read yet.
   */
  get link(): Readable<LinkSettings | undefined> {
    return this.#sessions.link;
  }

  /** Who asks to be let in, where whoever comes has to ask. */
  get door(): DoorHandle {
    return this.#door;
  }

  /**
   * Four words that the host reads out while they wait, for whoever types them on the first page to knock by. They lead nowhere any more
   * as soon as somebody has joined, this person leaves, or 15 minutes are over.
   */
  get words(): HostWordsHandle {
    return this.#words;
  }

  /** What this person wants to be called; empty: nothing. */
  get name(): Readable<string> {
    return this.#self.name;
  }

  /** Nothing is connected before this person joins. */
  get connectsOnlyWhenJoining(): Readable<boolean> {
    return this.#connectsOnlyWhenJoining;
  }

  /** The other learns no address of this person's: everything goes through relays. */
  get hidesAddress(): Readable<boolean> {
    return this.#hidesAddress;
  }

  /** The site has relays, so that {@link Call.setHidesAddress} can be offered. False until it has said so. */
  get hasRelays(): Readable<boolean> {
    return this.#sessions.hasRelays;
  }

  /** False: this device has no network at all, and what is missed of the other is no fault of theirs. True proves nothing. */
  get isOnline(): Readable<boolean> {
    return this.#network.isOnline;
  }

  /** The other, as far as they have introduced themselves; undefined: they have not, or are not here. */
  get peer(): PeerPresence | undefined {
    const state = this.state.value;
    return 'peer' in state ? state.peer : undefined;
  }

  /** Whether it is this user's call, also one that was over before they came and gives no role; false: it is not, or has not been read yet. */
  get isHost(): boolean {
    return this.#sessions.current?.isHost === true;
  }

  /** How long the call stays open while nobody is in it, in seconds; undefined: not read yet. */
  get emptyTimeoutSeconds(): number | undefined {
    return this.#sessions.current?.emptyTimeoutSeconds;
  }

  /** Milliseconds since the epoch, by the server's clock as far as it is known. */
  readonly now = (): number => this.#clock?.now() ?? Date.now();

  /**
   * What this page says to the other's that has a channel of the same name: reliable and in order, through reconnections and
   * the other's reload. The same one for the same name, until it is closed.
   * @param name 1 to 64 characters
   * @throws {RangeError} the name has other lengths, or 16 channels are open
   */
  channel(name: string): CallChannel {
    return this.#exchanges.channels.get(name);
  }

  /** What the two send each other, where both pages have a place for it; see {@link CallOptions.hasFiles}. */
  get files(): FilesHandle {
    return this.#exchanges.files;
  }

  /** Words by which the two can tell whether anybody sits between their browsers; see {@link SafetyState}. */
  get safety(): Readable<SafetyState> {
    return this.#exchanges.safety.state;
  }

  /** What the two write to each other, where both pages have a place for it; see {@link CallOptions.hasChat}. */
  get chat(): ChatHandle {
    return this.#exchanges.chat;
  }

  /** Of effect once, and where the page has put it off; see {@link CallOptions.asksLater}. */
  askForDevices(): void {
    if (this.#hasAsked) return;
    this.#hasAsked = true;
    this.#self.start();
  }

  /** Joins: from now on the two see and hear each other, as soon as the other has joined too. */
  enter(): void {
    this.#self.media.goWithout();
    this.#sessions.enter();
  }

  /** Joins in the other seat, while this person is in the call in another tab: state `early`, because `other-tab`. */
  joinBeside(): void {
    this.#self.media.goWithout();
    this.#sessions.current?.joinBeside();
  }

  /** Looks for a way to the other at once, where a link is missing or seems dead. It is looked for without this, too, but at a pace. */
  tryAgain(): void {
    this.#sessions.current?.tryAgain();
  }

  /**
   * Has the browser ask which screen, window or tab to show the other, beside the camera. Browsers ask only while a
   * person's press is being answered. What keeps it from being shown is the state of `screen`. The other sees it as soon
   * as both have joined, if their page shows screens: one of whose {@link PeerPresence} `isScreenShared` is undefined
   * does not.
   */
  shareScreen(): void {
    void this.#self.screen.start();
  }

  /** Shows the screen no more; after a failure: takes note of it. */
  stopSharing(): void {
    this.#self.screen.stop();
  }

  /** What the screen that is shared mostly shows: text, which stays sharp, or a film, which stays smooth. */
  setScreenContent(content: ScreenContent): void {
    this.#self.screen.setContent(content);
  }

  /** Lets somebody else have the seat that the guest has just left. Only the host may. */
  freeGuestSeat(): void {
    void this.#sessions.current?.freeGuestSeat();
  }

  /** The host has seen that the guest is another than before. */
  noteOtherGuest(): void {
    this.#sessions.current?.noteOtherGuest();
  }

  /**
   * Leaves: the state becomes `ended`, for the reason `left`, and camera and microphone are let go of. The call goes on
   * without this person, and their seat is kept for a minute if they had joined; to come back, open it again.
   */
  leave(): void {
    this.#sessions.leave();
  }

  /** Ends the call for both. Only the host may. What keeps it from ending is the state's `trouble`. */
  end(): Promise<void> {
    const { value: state } = this.state;
    const isGoingOver = state.phase === 'reconnecting' && state.isGoingOver === true;
    return this.#host.end(() => (isGoingOver ? this.#succession.endNext() : this.#sessions.current?.end()));
  }

  /**
   * Moves the end of a scheduled call, at most to 24 hours after its start. Only the host may. What keeps it from moving is
   * the state's `trouble` while somebody has a seat.
   * @param byMs in milliseconds
   */
  extend(byMs: number): Promise<void> {
    return this.#host.extend(byMs);
  }

  /**
   * Calls a lasting room something else, for both. Only the host may. What keeps it from being written is the state's `trouble` while
   * somebody has a seat.
   * @param name without what would not show, and cut to 60 UTF-16 code units; empty: none
   */
  renameRoom(name: string): Promise<void> {
    return this.#host.renameRoom(name);
  }

  /** Switches a device on or off, and asks for it again if it could not be had. */
  toggle(device: Device): void {
    void this.#self.media.toggle(device);
  }

  /** Switches a device off, also one that is just being asked for. */
  switchOff(device: Device): void {
    this.#self.media.switchOff(device);
  }

  /** @param name without what would not show, and cut to 60 UTF-16 code units; empty: none. The other is told at once. */
  setName(name: string): void {
    this.#self.name.set(cleanName(name));
  }

  /**
   * `low`: a small picture each way. `audio-only`: sound alone each way; the camera is switched off until there is more than that, and
   * whoever switches it on before has `low`. A page of the other's that is older than this sends what it always sends.
   */
  setDataUse(dataUse: DataUse): void {
    this.#self.setDataUse(dataUse);
  }

  /** Where this page is connected already, it holds for the next call. */
  setConnectsOnlyWhenJoining(isWished: boolean): void {
    this.#connectsOnlyWhenJoining.set(isWished);
  }

  /**
   * From now on nothing goes to the other but through relays, and where there is none the call waits for one: state `waiting`,
   * because `no-route`, with the cause `no-relay`. What they have learned already is not unlearned.
   */
  setHidesAddress(isWished: boolean): void {
    if (isWished === this.#hidesAddress.value) return;
    this.#hidesAddress.set(isWished);
    this.#sessions.current?.renewLink();
  }

  /** Leaves if still there, and lets go of camera and microphone. Idempotent. `state` changes no more. */
  close(): void {
    if (this.#lifetime.signal.aborted) return;
    this.#words.stop();
    this.#lifetime.abort();
    this.#sessions.current?.leave();
    this.#self.stop();
    this.#exchanges.close(!mayGoOn(this.state.value));
  }

  #makeSession(services: CallServices): CallSession {
    const { iceServers = [], ...ports } = services;
    this.#clock = services.clock;
    return new CallSession({
      ...ports,
      locks: new TabLocks(),
      createLink: (onCandidate) => new PeerLink({ iceServers, ...this.#transportPolicy }, onCandidate),
      hidesAddress: () => this.#hidesAddress.value,
      probe: (signal) => probeNetwork(iceServers, signal),
      hostKey: this.hostKey,
      features: [
        ...[this.#incoming, this.#speaking, this.#quality, ...this.#exchanges.features],
        ...[new PictureRenewal(), this.#succession.feature],
      ],
      memory: deviceMemory('sessionStorage'),
      connectsOnlyWhenJoining: () => this.#connectsOnlyWhenJoining.value,
      onOtherGuest: () => this.#self.screen.withdraw(),
      onIgnored: this.#options.onIgnored,
    });
  }

  #bringInto(session: CallSession, signal: AbortSignal): void {
    this.#network.isOnline.subscribe((isOnline) => isOnline || session.wentOffline(), signal);
    this.#door.follow(session.door, signal);
    session.state.subscribe((state) => {
      this.#quality.setWantedByPeer('peer' in state ? state.peer?.wantedPicture : undefined);
    }, signal);
    this.#self.bringInto(session);
    this.#succession.mend().catch(ignoreAbort);
  }

  /** The call has another link, so it is another call: devices, what was written and what is shown stay as they are. */
  #goOver(along: Along | undefined): void {
    this.#sessions.abandon();
    this.#words.stop();
    this.#exchanges.goOver(this.id);
    const areTogether = this.#sessions.goOver(along);
    if (areTogether && along?.guestUid !== undefined) this.#door.expect(along.guestUid);
  }

  /** https://www.w3.org/TR/webrtc/#rtcicetransportpolicy-enum */
  get #transportPolicy(): Pick<RTCConfiguration, 'iceTransportPolicy'> {
    return this.#hidesAddress.value ? { iceTransportPolicy: 'relay' } : {};
  }

  /** What it means that somebody has come, or that the call is over, for all that there is beside the session. */
  #prepareFor(state: CallState): void {
    const isOver = isFinal(state);
    if (isOver || peerInside(state) !== undefined) {
      this.#words.stop();
      this.#door.expectNobody();
    }
    if (isOver) {
      this.#self.stop();
      this.#incoming.end();
      this.#speaking.end();
      this.#exchanges.end(!mayGoOn(state));
    }
  }
}

/** What a page may do with a call and see of it, for whoever makes one that is no real one. */
export type CallHandle = Pick<Call, keyof Call>;
