/** A call that is what the test says, and notes what it is asked for. */
import {
  type ArrangedTime,
  type CallHandle,
  type CallState,
  Cell,
  type DataUse,
  type Dismissal,
  type DoorHandle,
  type HostWordsHandle,
  type HostWordsState,
  type IncomingMedia,
  type LinkQuality,
  type LinkSettings,
  type LocalMediaState,
  type NewLinkHandle,
  type NewLinkState,
  type RoomView,
  type SafetyState,
  type ScreenState,
  type Visitor,
} from '@parley/call';
import { cleanName, type PeerPresence } from '@parley/protocol';
import { CALL_ID, MEDIA_ON } from './call-scenes.ts';
import { type ChatScene, FakeChat } from './fake-chat.ts';
import { type DeviceScene, FakeDevices } from './fake-devices.ts';
import { FakeFiles, type FilesScene } from './fake-files.ts';

export interface CallScene {
  readonly state?: CallState;
  readonly media?: LocalMediaState;
  /** The other's picture. */
  readonly picture?: MediaStream | null;
  readonly quality?: LinkQuality;
  readonly dataUse?: DataUse;
  readonly safety?: SafetyState;
  /** Their screen. */
  readonly theirScreen?: MediaStream | null;
  /** What this person shows of theirs. */
  readonly screen?: ScreenState;
  readonly time?: ArrangedTime;
  readonly room?: RoomView;
  /** It is this person's, whatever its state says. */
  readonly isHost?: boolean;
  /** What a program has decided for this person's link. */
  readonly link?: LinkSettings;
  readonly name?: string;
  readonly connectsOnlyWhenJoining?: boolean;
  readonly hidesAddress?: boolean;
  readonly hasRelays?: boolean;
  readonly isOnline?: boolean;
  readonly emptyTimeoutSeconds?: number;
  readonly now?: () => number;
  readonly devices?: DeviceScene;
  /** Who stands at this person's door; undefined: there is none. */
  readonly visitors?: readonly Visitor[];
  /** Whether whoever comes has to ask this person; undefined: it is not theirs to say. */
  readonly isAsking?: boolean;
  /** Who can be asked to leave; and how that stands. */
  readonly guest?: string;
  readonly dismissal?: Dismissal;
  /** Default: yes. */
  readonly keepsOut?: boolean;
  readonly chat?: ChatScene;
  readonly files?: FilesScene;
  /** How it stands with a new link; undefined: it is not this person's to make. */
  readonly newLink?: NewLinkState;
  /** What the host reads out. */
  readonly words?: HostWordsState;
}

export class FakeCall implements CallHandle {
  readonly id = CALL_ID;
  readonly hostKey = undefined;
  readonly address = new Cell({ id: CALL_ID });
  readonly newLink: NewLinkHandle;
  readonly state: Cell<CallState>;
  readonly media: Cell<LocalMediaState>;
  readonly wishes = new Cell({ microphone: true, camera: true });
  readonly devices: FakeDevices;
  readonly chat: FakeChat;
  readonly files: FakeFiles;
  readonly microphoneLevel = new Cell(0);
  readonly isSpeakingWhileMuted = new Cell(false);
  readonly quality: Cell<LinkQuality | undefined>;
  readonly dataUse: Cell<DataUse>;
  readonly safety: Cell<SafetyState>;
  readonly screen: Cell<ScreenState>;
  readonly incoming: Cell<IncomingMedia>;
  readonly isPeerSpeaking = new Cell(false);
  readonly time: Cell<ArrangedTime | undefined>;
  readonly room: Cell<RoomView | undefined>;
  readonly link: Cell<LinkSettings | undefined>;
  readonly name: Cell<string>;
  readonly connectsOnlyWhenJoining: Cell<boolean>;
  readonly hidesAddress: Cell<boolean>;
  readonly hasRelays: Cell<boolean>;
  readonly isOnline: Cell<boolean>;
  readonly isHost: boolean;
  emptyTimeoutSeconds: number | undefined;
  readonly now: () => number;
  readonly visitors: Cell<readonly Visitor[] | undefined>;
  readonly isAsking: Cell<boolean | undefined>;
  readonly guest: Cell<string | undefined>;
  readonly dismissal: Cell<Dismissal | undefined>;
  readonly keepsOut: Cell<boolean>;
  readonly door: DoorHandle;
  readonly words: HostWordsHandle;
  /** What it was asked for, in order. */
  readonly asked: string[] = [];

  constructor(scene: CallScene = {}) {
    this.state = new Cell<CallState>(scene.state ?? { phase: 'arriving', hasEntered: false });
    this.media = new Cell(scene.media ?? MEDIA_ON);
    this.quality = new Cell<LinkQuality | undefined>(scene.quality);
    this.dataUse = new Cell<DataUse>(scene.dataUse ?? 'normal');
    this.safety = new Cell<SafetyState>(scene.safety ?? { phase: 'none' });
    this.screen = new Cell<ScreenState>(scene.screen ?? { status: 'off' });
    this.incoming = new Cell<IncomingMedia>({
      person: scene.picture ?? null,
      screen: scene.theirScreen ?? null,
    });
    this.time = new Cell<ArrangedTime | undefined>(scene.time);
    this.room = new Cell<RoomView | undefined>(scene.room);
    this.link = new Cell<LinkSettings | undefined>(scene.link);
    this.name = new Cell(scene.name ?? '');
    this.connectsOnlyWhenJoining = new Cell(scene.connectsOnlyWhenJoining ?? false);
    this.hidesAddress = new Cell(scene.hidesAddress ?? false);
    this.hasRelays = new Cell(scene.hasRelays ?? false);
    this.isOnline = new Cell(scene.isOnline ?? true);
    this.isHost = scene.isHost ?? false;
    this.emptyTimeoutSeconds = scene.emptyTimeoutSeconds;
    this.now = scene.now ?? Date.now;
    this.visitors = new Cell<readonly Visitor[] | undefined>(scene.visitors);
    this.isAsking = new Cell<boolean | undefined>(scene.isAsking);
    this.guest = new Cell(scene.guest);
    this.dismissal = new Cell<Dismissal | undefined>(scene.dismissal);
    this.keepsOut = new Cell(scene.keepsOut ?? true);
    const dismissGuest = (uid: string) => void this.asked.push(`ask ${uid} to leave`);
    const guest = { guest: this.guest, keepsOut: this.keepsOut, dismissal: this.dismissal, dismissGuest };
    const note = (what: string) => (uid: string, word?: string) =>
      void this.asked.push([what, uid, word].filter(Boolean).join(' '));
    const door = { admit: note('let in'), askToWait: note('ask to wait'), turnAway: note('turn away') };
    const setAsking = (isAsking: boolean) => {
      this.asked.push(`ask whoever comes: ${isAsking}`);
      this.isAsking.set(isAsking);
    };
    this.door = { visitors: this.visitors, isAsking: this.isAsking, setAsking, ...door, ...guest };
    this.words = {
      state: new Cell<HostWordsState>(scene.words ?? { status: 'none' }),
      draw: async () => void this.asked.push('draw words'),
      stop: () => void this.asked.push('take words back'),
    };
    this.newLink = {
      state: new Cell(scene.newLink),
      make: () => void this.asked.push('make a new link'),
      dismiss: () => void this.asked.push('dismiss the new link'),
    };
    this.devices = new FakeDevices(this.asked, scene.devices);
    this.files = new FakeFiles(this.asked, scene.files);
    this.chat = new FakeChat(this.asked, { availability: 'nobody', ...scene.chat });
  }

  get peer(): PeerPresence | undefined {
    const state = this.state.value;
    return 'peer' in state ? state.peer : undefined;
  }

  /** The other's picture from now on. */
  show(picture: MediaStream | null): void {
    this.incoming.set({ ...this.incoming.value, person: picture });
  }

  channel(name: string): never {
    throw new Error(`Nobody says anything through ${name} here`);
  }

  setName(name: string): void {
    this.asked.push(`be called ${name}`);
    this.name.set(cleanName(name));
  }

  setConnectsOnlyWhenJoining(isWished: boolean): void {
    this.asked.push(`connect only when joining: ${isWished}`);
    this.connectsOnlyWhenJoining.set(isWished);
  }

  setHidesAddress(isWished: boolean): void {
    this.asked.push(`hide the address: ${isWished}`);
    this.hidesAddress.set(isWished);
  }

  setDataUse(dataUse: DataUse): void {
    this.asked.push(`use ${dataUse}`);
    this.dataUse.set(dataUse);
  }

  switchOff(device: string): void {
    this.asked.push(`switch off ${device}`);
  }

  toggle(device: string): void {
    this.asked.push(`toggle ${device}`);
  }

  async extend(byMs: number): Promise<void> {
    this.asked.push(`extend by ${byMs}`);
  }

  async renameRoom(name: string): Promise<void> {
    this.asked.push(`call the room ${name}`);
    if (this.room.value !== undefined) this.room.set({ ...this.room.value, name });
  }

  async end(): Promise<void> {
    this.asked.push('end');
  }

  setScreenContent(content: string): void {
    this.asked.push(`show ${content}`);
  }

  readonly askForDevices = this.#note('ask for devices');
  readonly enter = this.#note('enter');
  readonly joinBeside = this.#note('join beside');
  readonly tryAgain = this.#note('try again');
  readonly shareScreen = this.#note('share the screen');
  readonly stopSharing = this.#note('stop sharing');
  readonly freeGuestSeat = this.#note('free the seat');
  readonly noteOtherGuest = this.#note('note the other guest');
  readonly leave = this.#note('leave');
  readonly close = this.#note('close');

  #note(request: string): () => void {
    return () => void this.asked.push(request);
  }
}
