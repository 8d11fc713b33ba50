/** What a tab keeps of a chat for the page that is loaded in its place: never beyond the tab, nor beyond the call. */
import type { CallId } from '@parley/protocol';
import type { StreamPast } from '../channels/reliable-stream.ts';
import type { DeviceMemory } from '../memory/device-memory.ts';
import type { ChatMessage } from './chat-message.ts';

const KEY = 'parley:chat';
/** Of what is kept: a page of another version leaves it alone. */
const VERSION = 1;

export interface KeptChat {
  readonly messages: readonly Omit<ChatMessage, 'key'>[];
  readonly past: StreamPast;
}

export function keepChat(memory: DeviceMemory, call: CallId, kept: KeptChat): void {
  memory.setItem(KEY, JSON.stringify({ version: VERSION, call, ...kept }));
}

export function forgetChat(memory: DeviceMemory): void {
  memory.setItem(KEY, '');
}

/** Undefined: nothing is kept of this call. */
export function readKeptChat(memory: DeviceMemory, call: CallId): KeptChat | undefined {
  const text = memory.getItem(KEY);
  if (text === null || text === '') return undefined;
  // Nobody else writes it, and each version reads its own.
  const kept = JSON.parse(text) as KeptChat & { readonly version: number; readonly call: CallId };
  return kept.version === VERSION && kept.call === call ? kept : undefined;
}
