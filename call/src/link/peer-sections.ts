/** The sections of a connection by what each is for, in the order of protocol's table. A page of a later version may have offered more. */
import { type MediaSource, SECTIONS } from '@parley/protocol';
import type { IncomingMedia } from './link.ts';

const SOURCES = SECTIONS.flatMap((section) => ('source' in section ? [section.source] : []));

/** What belongs together: the other's browser keeps it in time. */
export type MediaGroup = keyof IncomingMedia;
const GROUPS: Readonly<Record<MediaSource, MediaGroup>> = {
  microphone: 'person',
  camera: 'person',
  screen: 'screen',
  'screen-sound': 'screen',
};

export function groupOf(source: MediaSource): MediaGroup {
  return GROUPS[source];
}

export function sourcesOf(group: MediaGroup): readonly MediaSource[] {
  return SOURCES.filter((source) => GROUPS[source] === group);
}

export class PeerSections {
  readonly #connection: Pick<RTCPeerConnection, 'getTransceivers'>;

  constructor(connection: Pick<RTCPeerConnection, 'getTransceivers'>) {
    this.#connection = connection;
  }

  /** Those that are in use. */
  get all(): readonly (readonly [MediaSource, RTCRtpTransceiver])[] {
    const there = this.#connection.getTransceivers().filter(({ direction }) => direction !== 'stopped');
    return SOURCES.flatMap((source, index) => {
      const transceiver = there[index];
      return transceiver === undefined ? [] : [[source, transceiver] as const];
    });
  }

  /** Undefined: there is none yet. */
  of(source: MediaSource): RTCRtpTransceiver | undefined {
    return this.all.find(([each]) => each === source)?.[1];
  }

  /** By what was agreed on: one whose offer was rolled back is in no section. */
  sourceOf(transceiver: RTCRtpTransceiver): MediaSource | undefined {
    const agreed = this.#connection.getTransceivers().filter(({ mid }) => mid !== null);
    return SOURCES[agreed.indexOf(transceiver)];
  }
}
