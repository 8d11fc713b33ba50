import type { CallId } from '@parley/protocol';
import type { CallServices } from '../call-options.ts';
import { HostWords } from '../spoken/host-words.ts';

/** A host who reads words out, without a call around it. */
export async function wordsReadOut(
  id: CallId,
  services: () => Promise<CallServices>,
  signal: AbortSignal,
): Promise<{ readonly host: HostWords; readonly words: readonly string[] }> {
  const host = new HostWords({ id: () => id, services, signal, onIgnored: () => {}, onTrouble: () => {} });
  await host.draw();
  const state = host.state.value;
  if (state.status !== 'read-out') throw new Error(`The words are ${state.status}`);
  return { host, words: state.words };
}
