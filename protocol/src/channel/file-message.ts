import { parseRandomId, RANDOM_ID_PATTERN } from '../ids/random-id.ts';
import { cleanText } from '../reading/clean-text.ts';
import { MAX_CHANNEL_BYTES_LENGTH, MAX_CHANNEL_MESSAGE_BYTES } from '../reading/limits.ts';
import { invalid, parseInteger, parseOneOf, parseRecord, parseText } from '../reading/parsing.ts';

/** What is read, hashed and verified at once. */
export const FILE_BLOCK_BYTES = 1024 * 1024;
/** What is said at once, at the least, but for the last of a block. */
export const MIN_FILE_CHUNK_BYTES = 16 * 1024;
/** What a page of before `files/4` is told at once, at the least; and one of before `files/3` at the most. */
export const PAST_FILE_CHUNK_BYTES = MAX_CHANNEL_MESSAGE_BYTES;
/** What one of `files/3` is told at once, at the most. */
export const RECENT_FILE_CHUNK_BYTES = 128 * 1024;
/** At the most: five are a block. One that is smaller is answered at once, since little may be under way then. */
export const MAX_FILE_CHUNK_BYTES = MAX_CHANNEL_BYTES_LENGTH;
/** So much of larger ones is taken before that is said: each answer costs both browsers as much as half a chunk. */
export const ANSWERED_FILE_BYTES = 512 * 1024;
/** A file's name, in UTF-16 code units. */
export const MAX_FILE_NAME_LENGTH = 120;
const MAX_FILE_TYPE_LENGTH = 100;
/** A picture's preview, in bytes of JPEG. */
export const MAX_PREVIEW_BYTES = 12 * 1024;
const MAX_PREVIEW_LENGTH = Math.ceil(MAX_PREVIEW_BYTES / 3) * 4;
/** What a message has, in characters of JSON. A page of before previews hears no longer ones than without. */
const MAX_MESSAGE_LENGTH = 4_096 + MAX_PREVIEW_LENGTH;
/** Of each side, offered or on their way. */
export const MAX_FILES_UNDER_WAY = 20;
/** In hexadecimal: SHA-256. */
const HASH_PATTERN = /^[0-9a-f]{64}$/;

/** Somebody would send this. Nothing of it but what stands here flows before the other has accepted. */
export interface FileOffer {
  readonly type: 'offer';
  /** One of the sender's, from 1 on. */
  readonly id: number;
  /** As {@link cleanFileName} leaves it. */
  readonly name: string;
  readonly sizeBytes: number;
  /** What the sender's page takes it for, such as `image/png`; may be untrue. Empty: not known. */
  readonly mediaType: string;
  /** What it is known by after a reload of either page: random. Undefined: it does not outlive any. */
  readonly mark?: string;
  /** Of a picture: a small one, as JPEG in base64. Undefined: there is none. */
  readonly preview?: string;
}

/** Whoever is offered something answers; later either may stop it, for a while or for good. */
export interface FileDecision {
  readonly type: 'accept' | 'decline' | 'pause' | 'resume' | 'cancel';
  readonly id: number;
  /** Whose file it is, as the one who says this sees it. */
  readonly isOwn: boolean;
  /** Of `cancel`. `arrived`: all of it is there already, said to a page that was loaded anew and does not know. */
  readonly because: FileProblem | 'wish' | 'arrived';
}

/** What ended a transfer against both persons' wishes. */
export type FileProblem = (typeof FILE_PROBLEMS)[number];
export const FILE_PROBLEMS = ['changed', 'no-space', 'not-stored', 'damaged', 'not-allowed'] as const;

/** What follows as bytes is of this file. */
export interface FileBegin {
  readonly type: 'begin';
  readonly id: number;
}

/** The bytes since the last block are one. */
export interface FileBlock {
  readonly type: 'block';
  readonly id: number;
  /** SHA-256 of it, in hexadecimal. */
  readonly hash: string;
}

/** That was all of it. */
export interface FileEnd {
  readonly type: 'end';
  readonly id: number;
  /** SHA-256 of the hashes of all blocks, one behind the other as bytes, in hexadecimal. */
  readonly hash: string;
}

/** Said first to a page that is new, or by one: what is half done, under which numbers it goes on, and where. */
export interface FilesKnown {
  readonly type: 'known';
  readonly sent: readonly { readonly id: number; readonly mark: string }[];
  readonly received: readonly KnownFile[];
}

/** A file that comes, as far as it has come. */
export interface KnownFile {
  readonly mark: string;
  /** How many of its blocks are verified and written down. */
  readonly blockCount: number;
  /** SHA-256 of their hashes, one behind the other as bytes, in hexadecimal. */
  readonly hash: string;
}

export type FileMessage = FileOffer | FileDecision | FileBegin | FileBlock | FileEnd | FilesKnown;

/**
 * A name that a file can have anywhere, that hides nothing of itself: no folders, no direction marks, no leading dots, and its ending
 * stays where it is cut. Cleaning a clean name changes nothing.
 */
export function cleanFileName(given: string): string {
  const base =
    given
      .slice(-4 * MAX_FILE_NAME_LENGTH)
      .split(/[/\\]/)
      .at(-1) ?? '';
  const clean = cleanText(base.replace(/[<>:"|?*]/g, ''), 4 * MAX_FILE_NAME_LENGTH).replace(
    /^[. ]+|[. ]+$/g,
    '',
  );
  if (clean.length <= MAX_FILE_NAME_LENGTH) return clean === '' ? 'file' : clean;
  const ending = /\.[^. ]{1,12}$/.exec(clean)?.[0] ?? '';
  const start = cleanText(clean.slice(0, MAX_FILE_NAME_LENGTH - ending.length), MAX_FILE_NAME_LENGTH);
  return `${start.replace(/[. ]+$/, '')}${ending}`;
}

/** @throws {ProtocolError} `invalid` */
export function parseFileMessage(data: unknown): FileMessage {
  const message = parseJson(data);
  if (parseRecord(message, 'message', ['type']).type === 'known') return parseKnown(message);
  const { type: given, id: number } = parseRecord(message, 'message', ['type', 'id']);
  const decisions = ['accept', 'decline', 'pause', 'resume', 'cancel'] as const;
  const type = parseOneOf(given, 'type', ['offer', ...decisions, 'begin', 'block', 'end']);
  const id = parseInteger(number, 'id', { min: 1, max: Number.MAX_SAFE_INTEGER });
  switch (type) {
    case 'offer':
      return { type, id, ...parseOffer(message) };
    case 'begin':
      return { type, id };
    case 'block':
    case 'end':
      return { type, id, hash: parseHash(parseRecord(message, type, ['hash']).hash) };
    default: {
      const { isOwn, because } = parseRecord(message, type, ['isOwn', 'because']);
      // What a later version has other reasons for is a wish as far as this one knows.
      const reason = [...FILE_PROBLEMS, 'arrived' as const].find((known) => known === because) ?? 'wish';
      return { type, id, isOwn: isOwn === true, because: reason };
    }
  }
}

function parseOffer(message: unknown): Omit<FileOffer, 'type' | 'id'> {
  const fields = parseRecord(message, 'offer', ['name', 'sizeBytes', 'mediaType']);
  const { mark, preview } = fields as { mark?: unknown; preview?: unknown };
  return {
    // Without these it is an offer all the same.
    ...(typeof mark === 'string' && RANDOM_ID_PATTERN.test(mark) ? { mark } : {}),
    ...(typeof preview === 'string' && isPreview(preview) ? { preview } : {}),
    name: cleanFileName(parseText(fields.name, 'name', { max: 4 * MAX_FILE_NAME_LENGTH })),
    sizeBytes: parseInteger(fields.sizeBytes, 'sizeBytes', { min: 0, max: Number.MAX_SAFE_INTEGER }),
    mediaType: cleanText(
      parseText(fields.mediaType, 'mediaType', { max: MAX_FILE_TYPE_LENGTH }),
      MAX_FILE_TYPE_LENGTH,
    ),
  };
}

function isPreview(text: string): boolean {
  return text.length <= MAX_PREVIEW_LENGTH && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

function parseKnown(message: unknown): FilesKnown {
  const { sent, received } = parseRecord(message, 'known', ['sent', 'received']);
  return {
    type: 'known',
    sent: parseList(sent, 'sent').map((each) => {
      const { id, mark } = parseRecord(each, 'sent', ['id', 'mark']);
      return {
        id: parseInteger(id, 'id', { min: 1, max: Number.MAX_SAFE_INTEGER }),
        mark: parseRandomId(mark, 'mark'),
      };
    }),
    received: parseList(received, 'received').map((each) => {
      const { mark, blockCount, hash } = parseRecord(each, 'received', ['mark', 'blockCount', 'hash']);
      return {
        mark: parseRandomId(mark, 'mark'),
        blockCount: parseInteger(blockCount, 'blockCount', { min: 0, max: Number.MAX_SAFE_INTEGER }),
        hash: parseHash(hash),
      };
    }),
  };
}

function parseList(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value) || value.length > MAX_FILES_UNDER_WAY)
    throw invalid(what, `a list of ${MAX_FILES_UNDER_WAY} at most`);
  return value;
}

function parseHash(value: unknown): string {
  const hash = parseText(value, 'hash', { max: 64 });
  if (!HASH_PATTERN.test(hash)) throw invalid('hash', 'SHA-256 in hexadecimal');
  return hash;
}

function parseJson(data: unknown): unknown {
  const text = parseText(data, 'message', { max: MAX_MESSAGE_LENGTH });
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('message', 'JSON');
  }
}
