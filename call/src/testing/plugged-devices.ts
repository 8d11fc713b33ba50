/** Devices that a test plugs in and out, by name. Their sound and pictures are those of the browser's own fake ones. */

type Kind = MediaDeviceInfo['kind'];

const CONSTRAINT_OF = { audioinput: 'audio', videoinput: 'video' } as const;

export class PluggedDevices extends EventTarget {
  readonly granted: MediaStreamTrack[] = [];
  /** What was asked for, in order. */
  readonly asked: MediaTrackConstraints[] = [];
  /** By ID: what the browser says when it is asked for this one, or how long it takes. */
  readonly answers = new Map<string, () => Promise<void> | void>();
  /** By ID: more of what a track of this one says of itself. */
  readonly settings = new Map<string, MediaTrackSettings>();
  readonly capabilities = new Map<string, object>();
  #infos: Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label' | 'groupId'>[] = [];

  /** @param label that of the first one; its ID is the same in lower case */
  plugIn(kind: Kind, label: string, groupId = '', deviceId = label.toLowerCase()): void {
    this.#infos.push({ kind, deviceId, label, groupId });
  }

  unplug(deviceId: string): void {
    this.#infos = this.#infos.filter((info) => info.deviceId !== deviceId);
    for (const track of this.granted) {
      if (track.getSettings().deviceId !== deviceId || track.readyState === 'ended') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  }

  tell(): void {
    this.dispatchEvent(new Event('devicechange'));
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return this.#infos as MediaDeviceInfo[];
  }

  async getUserMedia(constraints: MediaStreamConstraints = {}): Promise<MediaStream> {
    const tracks: MediaStreamTrack[] = [];
    for (const kind of ['audioinput', 'videoinput'] as const) {
      const asked = constraints[CONSTRAINT_OF[kind]];
      if (asked) tracks.push(await this.#track(kind, asked === true ? {} : asked));
    }
    return new MediaStream(tracks);
  }

  async #track(kind: keyof typeof CONSTRAINT_OF, asked: MediaTrackConstraints): Promise<MediaStreamTrack> {
    this.asked.push(asked);
    const { exact, ideal } = (asked.deviceId ?? {}) as { exact?: string; ideal?: string };
    const facing = (asked.facingMode as ConstrainDOMStringParameters | undefined)?.exact;
    const all = this.#infos.filter((info) => info.kind === kind);
    const isWanted = ({ deviceId }: { deviceId: string }) =>
      facing === undefined
        ? exact === undefined || deviceId === exact
        : this.settings.get(deviceId)?.facingMode === facing;
    const info = all.find(({ deviceId }) => deviceId === ideal) ?? all.find(isWanted);
    if (info === undefined)
      throw new DOMException('', exact === undefined ? 'NotFoundError' : 'OverconstrainedError');
    await this.answers.get(info.deviceId)?.();
    const real = await navigator.mediaDevices.getUserMedia({ [CONSTRAINT_OF[kind]]: true });
    const [track] = real.getTracks();
    if (track === undefined) throw new DOMException('', 'NotFoundError');
    const settings = { ...track.getSettings(), deviceId: info.deviceId, ...this.settings.get(info.deviceId) };
    const capabilities = this.capabilities.get(info.deviceId) ?? {};
    Object.defineProperty(track, 'label', { value: info.label });
    track.getSettings = () => settings;
    track.getCapabilities = () => capabilities;
    this.granted.push(track);
    return track;
  }
}
