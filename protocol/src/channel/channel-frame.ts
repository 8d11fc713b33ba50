/**
 * What two pages say to each other so that the messages of a channel arrive once and in order, whatever becomes of the links
 * between. Each side numbers what it says (a stream), and says it again over the next link until it is acknowledged.
 */
import { parseRandomId } from '../ids/random-id.ts';
import {
  MAX_CHANNEL_BYTES_LENGTH,
  MAX_CHANNEL_MESSAGE_BYTES,
  MAX_CHANNEL_NAME_LENGTH,
} from '../reading/limits.ts';
import {
  invalid,
  parseBoolean,
  parseInteger,
  parseNullable,
  parseRecord,
  parseText,
} from '../reading/parsing.ts';

/** Text or bytes, as they were given. */
export type ChannelData = string | Uint8Array;

/** Where somebody has come to in the other's stream: all up to this number was taken. */
export interface StreamMark {
  readonly stream: string;
  readonly id: number;
}

/** Begins on each link anew. What the other said is to be sent again from behind `taken`. */
export interface ChannelHello {
  readonly type: 'hello';
  readonly channel: string;
  /** The browser's tab that says so: a reloaded page has the same. */
  readonly tab: string;
  /** What numbers belong to. A new one begins where somebody has forgotten what they said. */
  readonly stream: string;
  /** The first message that can still be sent. */
  readonly first: number;
  /** Null: nothing of the other's is known. */
  readonly taken: StreamMark | null;
  /** Answers a hello; others are answered. */
  readonly isReply: boolean;
}

/** One of a stream, which is acknowledged. */
export interface ChannelMessage {
  readonly type: 'message';
  readonly channel: string;
  readonly id: number;
  readonly data: ChannelData;
}

export interface ChannelAck {
  readonly type: 'ack';
  readonly channel: string;
  /** All up to this one were taken. */
  readonly id: number;
}

/** For now or never: neither numbered nor acknowledged. */
export interface ChannelNote {
  readonly type: 'note';
  readonly channel: string;
  readonly data: ChannelData;
}

/** The channel is closed on the page that says so, until its next hello. Older pages skip it. */
export interface ChannelGoodbye {
  readonly type: 'goodbye';
  readonly channel: string;
}

export type ChannelFrame = ChannelHello | ChannelMessage | ChannelAck | ChannelNote | ChannelGoodbye;

/** In bytes. */
const MAX_HEADER_BYTES = 1_024;
/** Before the header: how long it is, in bytes, high byte first. */
const LENGTH_BYTES = 2;

/**
 * How long the header is, the header as JSON, and the data behind it: nothing that somebody says becomes longer by being
 * written.
 * @param room where it is written if it fits: to be used again only once nobody reads it any more
 */
export function encodeChannelFrame(
  frame: ChannelFrame,
  room: Uint8Array<ArrayBuffer> = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  const { data, ...rest } = 'data' in frame ? frame : { ...frame, data: undefined };
  const isText = typeof data === 'string';
  const header = new TextEncoder().encode(JSON.stringify(data === undefined ? rest : { ...rest, isText }));
  const body = isText ? new TextEncoder().encode(data) : (data ?? new Uint8Array());
  const length = LENGTH_BYTES + header.length + body.length;
  const bytes = length <= room.length ? room.subarray(0, length) : new Uint8Array(length);
  bytes.set([header.length >> 8, header.length & 0xff]);
  bytes.set(header, LENGTH_BYTES);
  bytes.set(body, LENGTH_BYTES + header.length);
  return bytes;
}

/**
 * Reads what came over a channel. Bytes of its data are a part of `received`, not a copy.
 * @returns undefined: a page of a later version says something that this one does not know
 * @throws {ProtocolError} `invalid`
 */
export function parseChannelFrame(received: unknown): ChannelFrame | undefined {
  const { header, body } = split(received);
  const { type, channel: name } = parseRecord(header, 'frame', ['type', 'channel']);
  const channel = parseText(name, 'channel', { min: 1, max: MAX_CHANNEL_NAME_LENGTH });
  switch (type) {
    case 'hello':
      return { type, channel, ...parseHello(header) };
    case 'message':
      return { type, channel, id: parseId(header), data: parseData(header, body) };
    case 'ack':
      return { type, channel, id: parseId(header) };
    case 'note':
      return { type, channel, data: parseData(header, body) };
    case 'goodbye':
      return { type, channel };
    default:
      return undefined;
  }
}

function split(received: unknown): { header: unknown; body: Uint8Array } {
  if (!(received instanceof ArrayBuffer)) throw invalid('frame', 'bytes');
  const bytes = new Uint8Array(received);
  const [high = 0, low = 0] = bytes;
  const bodyAt = LENGTH_BYTES + high * 256 + low;
  if (bodyAt > LENGTH_BYTES + MAX_HEADER_BYTES || bodyAt > bytes.length)
    throw invalid('header', `${MAX_HEADER_BYTES} bytes at most`);
  const body = bytes.subarray(bodyAt);
  try {
    return { header: JSON.parse(decode(bytes.subarray(LENGTH_BYTES, bodyAt))), body };
  } catch {
    throw invalid('header', 'JSON');
  }
}

function parseHello(header: unknown): Omit<ChannelHello, 'type' | 'channel'> {
  const fields = parseRecord(header, 'hello', ['tab', 'stream', 'first', 'taken', 'isReply']);
  return {
    tab: parseRandomId(fields.tab, 'tab'),
    stream: parseRandomId(fields.stream, 'stream'),
    first: parseInteger(fields.first, 'first', { min: 1, max: Number.MAX_SAFE_INTEGER }),
    taken: parseNullable(fields.taken, (taken) => ({
      stream: parseRandomId(parseRecord(taken, 'taken', ['stream', 'id']).stream, 'taken.stream'),
      id: parseId(taken),
    })),
    isReply: parseBoolean(fields.isReply, 'isReply'),
  };
}

/** Zero: nothing was taken yet. */
function parseId(value: unknown): number {
  const { id } = parseRecord(value, 'frame', ['id']);
  return parseInteger(id, 'id', { min: 0, max: Number.MAX_SAFE_INTEGER });
}

function parseData(header: unknown, body: Uint8Array): ChannelData {
  const isText = parseBoolean(parseRecord(header, 'frame', ['isText']).isText, 'isText');
  const most = isText ? MAX_CHANNEL_MESSAGE_BYTES : MAX_CHANNEL_BYTES_LENGTH;
  if (body.length > most) throw invalid('data', `${most} bytes at most`);
  if (!isText) return body;
  try {
    return decode(body);
  } catch {
    throw invalid('data', 'UTF-8');
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
