/** Microphones that hum and can be unplugged: those of a PulseAudio of the test's own. */
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { missingPrograms } from '../../network-lab/missing-programs.ts';

const execute = promisify(execFile);

/** In one line; undefined: there can be one. */
export const whyNoSoundServer = missingPrograms({ pulseaudio: 'pulseaudio', pactl: 'pulseaudio-utils' });

export interface SoundServer {
  /** For a browser that is to have these devices. */
  readonly env: Readonly<Record<string, string>>;
  /** @param name one word, which is its label in a browser */
  plugIn(name: string, toneHz: number): Promise<void>;
  unplug(name: string): Promise<void>;
  close(): Promise<void>;
}

/** With a speaker that nobody hears, and no microphone yet. @throws {Error} when it ends before it can be asked */
export async function startSoundServer(): Promise<SoundServer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-sound-'));
  const socket = join(folder, 'native');
  const env = {
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    PULSE_RUNTIME_PATH: folder,
    PULSE_SERVER: `unix:${socket}`,
    LC_ALL: 'C.UTF-8',
  };
  // The speaker comes first: a hum moves from whatever was the default to what becomes it.
  const script = [
    `load-module module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    'load-module module-null-sink sink_name=speaker sink_properties=device.description=Speaker',
    'set-default-sink speaker',
  ];
  await writeFile(join(folder, 'start.pa'), `${script.join('\n')}\n`);
  const settings = ['--daemonize=no', '--use-pid-file=no', '--disable-shm', '--exit-idle-time=300'];
  const log = ['--log-target=stderr', '--log-level=info'];
  const server = spawn('pulseaudio', ['-n', '-F', join(folder, 'start.pa'), ...settings, ...log], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  await hasStarted(server);

  /** @returns the number of the module */
  const load = async (...module: readonly string[]) => {
    const loading = await execute('pactl', ['load-module', ...module], { env: { ...process.env, ...env } });
    return loading.stdout.trim();
  };
  const plugs = new Map<string, string>();
  return {
    env,
    async plugIn(name, toneHz) {
      if (!plugs.has(name)) {
        await load('module-null-sink', `sink_name=${name}_hum`);
        await load('module-sine', `sink=${name}_hum`, `frequency=${toneHz}`);
      }
      const device = [`source_name=${name}`, `source_properties=device.description=${name}`];
      plugs.set(name, await load('module-remap-source', `master=${name}_hum.monitor`, ...device));
    },
    async unplug(name) {
      await execute('pactl', ['unload-module', plugs.get(name) ?? ''], { env: { ...process.env, ...env } });
    },
    async close() {
      server.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function hasStarted({ stderr }: ChildProcessByStdio<null, null, Readable>): Promise<void> {
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    if (line.includes('Daemon startup complete')) {
      // What nobody reads would hold it up in the end.
      stderr.resume();
      return;
    }
    said.push(line);
  }
  throw new Error(`PulseAudio ended before it had started:\n${said.join('\n')}`);
}
