import { type CallDoc, type CallKeys, openRoomName } from '@parley/protocol';

/** A lasting room, as a page shows it. */
export interface RoomView {
  /** Empty: it has none. */
  readonly name: string;
  /** Whether this browser's user may call it something else. */
  readonly isHost: boolean;
}

export interface RoomReaderOptions {
  readonly keys: CallKeys;
  readonly uid: string;
  readonly onChange: (room: RoomView) => void;
  /** What it is called could not be read. */
  readonly onIgnored: ((cause: unknown) => void) | undefined;
}

/** Reads what each version of a call's document says of the room that it is, and tells when that has changed. */
export class RoomReader {
  readonly #options: RoomReaderOptions;
  #latest = '';

  constructor(options: RoomReaderOptions) {
    this.#options = options;
  }

  async update({ room, hostUid }: CallDoc): Promise<void> {
    if (room === undefined) return;
    const version = `${room.name.join()} ${hostUid}`;
    if (version === this.#latest) return;
    this.#latest = version;
    const { keys, uid, onChange, onIgnored } = this.#options;
    const name = await openRoomName(keys, room.name).catch((cause: unknown) => {
      onIgnored?.(cause);
      return '';
    });
    // Something newer came while this was being opened.
    if (version === this.#latest) onChange({ name, isHost: hostUid === uid });
  }
}
