/** A screen that nobody sees, for a browser that has to have windows: Xvfb's. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { missingPrograms } from '../../network-lab/missing-programs.ts';

/** In one line; undefined: there can be one. */
export const whyNoScreen = missingPrograms({ Xvfb: 'xvfb' });

export interface VirtualScreen {
  /** As X has it: `:7`. */
  readonly display: string;
  close(): Promise<void>;
}

/** Takes a number that is free. @throws {Error} when it ends before it can be drawn on */
export async function openVirtualScreen(): Promise<VirtualScreen> {
  const size = ['-screen', '0', '1280x720x24'];
  // It says its number at that descriptor once it listens.
  const server = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp', ...size], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  const [said] = await Promise.race([once(server.stdio[3] ?? server, 'data'), ended.then(() => [])]);
  if (said === undefined) throw new Error('Xvfb ended before it had a screen');
  return {
    display: `:${String(said).trim()}`,
    async close() {
      server.kill();
      await ended;
    },
  };
}
