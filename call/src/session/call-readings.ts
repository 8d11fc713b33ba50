/** What the call's document says for people to see: its time, the room that it is, what was decided for their link, and whose it is. */
import type { CallDoc, CallKeys, LinkSettings } from '@parley/protocol';
import { Cell } from '../lib/cell.ts';
import { type ArrangedTime, ArrangedTimeReader } from './arranged-time.ts';
import { OwnLinkReader } from './own-link.ts';
import { RoomReader, type RoomView } from './room-reader.ts';

export interface ReaderFacts {
  readonly keys: CallKeys;
  readonly uid: string;
  /** This person came by the host link. */
  readonly hasHostKey: boolean;
  /** Something could not be read. */
  readonly onIgnored: ((cause: unknown) => void) | undefined;
}

export class CallReadings {
  /** Undefined: it is a call of now, or has not been read yet. */
  readonly time = new Cell<ArrangedTime | undefined>(undefined);
  /** Undefined: it is no lasting room, or has not been read yet. */
  readonly room = new Cell<RoomView | undefined>(undefined);
  /** Undefined: not read yet. */
  readonly link = new Cell<LinkSettings | undefined>(undefined);
  #readers: { uid: string; time: ArrangedTimeReader; room: RoomReader; link: OwnLinkReader } | undefined;
  #isHost = false;

  /** Whether it is this user's call, also one that was over before they came; false: it is not, or has not been read yet. */
  get isHost(): boolean {
    return this.#isHost;
  }

  /** It is known who reads, and with what. */
  begin(reader: ReaderFacts): void {
    this.#readers = {
      uid: reader.uid,
      time: new ArrangedTimeReader({ ...reader, onChange: (time) => this.time.set(time) }),
      room: new RoomReader({ ...reader, onChange: (room) => this.room.set(room) }),
      link: new OwnLinkReader({ ...reader, onChange: (settings) => this.link.set(settings) }),
    };
  }

  update(call: CallDoc): void {
    const { uid, time, room, link } = this.#readers ?? {};
    // Of a call that is over, too: it says where to go on.
    void link?.update(call);
    this.#isHost = call.hostUid === uid;
    if (call.ended !== null) return;
    void time?.update(call);
    void room?.update(call);
  }
}
