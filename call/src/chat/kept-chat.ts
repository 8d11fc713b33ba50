/** What a tab keeps of a chat for the page that is loaded in its place: never beyond the tab, nor beyond the call. */
import { type CallId, SEAT_KEPT_MS } from '@parley/protocol';
import type { StreamPast } from '../channels/reliable-stream.ts';
import { type DeviceMemory, deviceMemory } from '../memory/device-memory.ts';
import type { ChatMessage } from './chat-message.ts';

const KEY = 'parley:chat';
/** Of what is kept: a page of another version leaves it alone. */
const VERSION = 1;

export interface KeptChat {
  readonly messages: readonly Omit<ChatMessage, 'key'>[];
  readonly past: StreamPast;
  /** Absent in what an older page has kept. */
  readonly unreadCount?: number;
  /** Older messages than these were there. */
  readonly hasDropped?: boolean;
  /** A mark of the page that keeps it. */
  readonly page: string;
}

export function keepChat(memory: DeviceMemory, call: CallId, kept: KeptChat): void {
  memory.setItem(KEY, JSON.stringify({ version: VERSION, call, ...kept }));
}

/** What was written in another call is that one's. */
export function forgetChat(memory: DeviceMemory, call: CallId): void {
  if (read(memory)?.call === call) memory.setItem(KEY, '');
}

/** Undefined: nothing is kept of this call. */
export function readKeptChat(memory: DeviceMemory, call: CallId): KeptChat | undefined {
  const kept = read(memory);
  return kept?.version === VERSION && kept.call === call ? kept : undefined;
}

/**
 * Forgets, after a minute, what this tab still keeps of a call that it has left by the address bar or a bookmark: unless a page has come
 * back to that call meanwhile, as by the link or the browser's back button.
 * @param call the one that this page is at; undefined: at none
 * @param aMinute when that has passed
 */
export async function forgetLeftChat(
  call?: CallId,
  memory: DeviceMemory = deviceMemory('sessionStorage'),
  aMinute: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve, SEAT_KEPT_MS)),
): Promise<void> {
  const left = read(memory);
  if (left === undefined || left.call === call) return;
  await aMinute();
  if (read(memory)?.page === left.page) forgetChat(memory, left.call);
}

type Stored = KeptChat & { readonly version: number; readonly call: CallId };

function read(memory: DeviceMemory): Stored | undefined {
  const text = memory.getItem(KEY);
  // Nobody else writes it, and each version reads its own.
  return text === null || text === '' ? undefined : (JSON.parse(text) as Stored);
}
