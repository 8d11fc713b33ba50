/** coturn on the lab's internet: STUN and TURN on 3478 by UDP and TCP, and TLS on 443, under a certificate that nobody knows. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runCommands } from './run-commands.ts';

const START_TRIES = 100;
const TRY_EVERY_MS = 50;

export class LabRelay {
  readonly address: string;
  /** What credentials are made of: `use-auth-secret`. */
  readonly secret: string;
  readonly #namespace: string;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  constructor(namespace: string, folder: string, address: string, secret: string) {
    this.#namespace = namespace;
    this.#folder = folder;
    this.address = address;
    this.secret = secret;
  }

  get stunUrl(): string {
    return `stun:${this.address}:3478`;
  }

  get urls(): string[] {
    return [
      `turn:${this.address}:3478?transport=udp`,
      `turn:${this.address}:3478?transport=tcp`,
      `turns:${this.address}:443?transport=tcp`,
    ];
  }

  /** Returns once it listens. Can be called again after `stop`. */
  async start(): Promise<void> {
    const file = (name: string) => join(this.#folder, `${this.address}-${name}`);
    await runCommands(undefined, [
      `test -e ${file('cert.pem')} || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \\
        -subj /CN=${this.address} -addext subjectAltName=IP:${this.address} -keyout ${file('key.pem')} -out ${file('cert.pem')} 2> /dev/null`,
    ]);
    const settings = [
      'no-cli',
      'no-tcp-relay',
      'no-multicast-peers',
      'use-auth-secret',
      `static-auth-secret=${this.secret}`,
      'realm=lab.example',
      `listening-ip=${this.address}`,
      `relay-ip=${this.address}`,
      'listening-port=3478',
      'tls-listening-port=443',
      `cert=${file('cert.pem')}`,
      `pkey=${file('key.pem')}`,
      'log-file=stdout',
      'simple-log',
      `userdb=${file('users.sqlite')}`,
      `pidfile=${file('pid')}`,
    ];
    writeFileSync(file('coturn.conf'), `${settings.join('\n')}\n`, { mode: 0o600 });
    appendFileSync(file('coturn.log'), '');
    const log = openSync(file('coturn.log'), 'a');
    const args = ['netns', 'exec', this.#namespace, 'turnserver', '-c', file('coturn.conf')];
    this.#process = spawn('ip', args, { stdio: ['ignore', log, log] });
    for (let tries = 0; tries < START_TRIES; tries += 1) {
      const listening = await runCommands(this.#namespace, ['ss -Htuln']);
      const isThere = (end: string, protocol: string) =>
        listening
          .split('\n')
          .some((line) => line.startsWith(protocol) && line.includes(`${this.address}:${end} `));
      if (isThere('3478', 'udp') && isThere('3478', 'tcp') && isThere('443', 'tcp')) return;
      await delay(TRY_EVERY_MS);
    }
    throw new Error(`coturn does not listen on ${this.address}`);
  }

  /** At once, and without a word to anybody. */
  async stop(): Promise<void> {
    const stopping = this.#process;
    this.#process = undefined;
    if (stopping === undefined || stopping.exitCode !== null || stopping.signalCode !== null) return;
    const ended = once(stopping, 'exit');
    stopping.kill('SIGKILL');
    await ended;
  }
}
