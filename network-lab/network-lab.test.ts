/** The lab itself: what its networks do, asked with nothing but UDP, and that nothing is left of it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Home } from './home.ts';
import type { LabRelay } from './lab-relay.ts';
import type { NatKind } from './nat.ts';
import { NetworkLab } from './network-lab.ts';
import { whyNoLab } from './why-no-lab.ts';

const missing = whyNoLab();
const PROBE = join(import.meta.dirname, 'testing', 'udp-probe.ts');

/** A device in a home that says by which addresses servers see it, and whom it hears. */
class Device {
  readonly lines: string[] = [];
  readonly #process: ChildProcess;
  readonly #serverCount: number;

  constructor(home: Home, servers: readonly string[]) {
    this.#serverCount = servers.length;
    const node = home.writeLauncher(process.execPath);
    this.#process = spawn(node, [PROBE, ...servers], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (this.#process.stdout === null) throw new Error('It prints into a pipe');
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.lines.push(line));
  }

  /** As each of the servers sees it. */
  async addresses(): Promise<string[]> {
    const seen = () => this.lines.filter((line) => line.startsWith('at ')).map((line) => line.slice(3));
    await expect.poll(() => seen().length).toBe(this.#serverCount);
    return seen();
  }

  /** Returns once it has gone, and with that, between devices without delay, arrived or been dropped. */
  async send(address: string): Promise<void> {
    this.#process.stdin?.write(`send ${address}\n`);
    await expect.poll(() => this.lines).toContain(`sent ${address}`);
  }

  end(): void {
    this.#process.kill();
  }
}

describe.skipIf(missing !== undefined)(`a network lab (${missing ?? 'all that it needs is here'})`, () => {
  let lab: NetworkLab;
  let near: Home;
  let far: Home;
  let relays: LabRelay[];
  const servers = () => relays.map(({ address }) => `${address}:3478`);

  beforeAll(async () => {
    lab = await NetworkLab.open();
    relays = [await lab.addRelay(), await lab.addRelay()];
    [near, far] = [await lab.addHome('near', []), await lab.addHome('far', [])];
    await Promise.all([...relays.map((relay) => relay.start()), far.connect({ nat: 'open' })]);
  });
  afterAll(() => lab.close());

  async function withDevices(use: (nearby: Device, other: Device) => Promise<void>): Promise<void> {
    const devices = [new Device(near, servers()), new Device(far, servers())] as const;
    try {
      await use(...devices);
    } finally {
      for (const device of devices) device.end();
    }
  }

  /** Whether two servers see the same, and whom it lets in: anybody, those it has spoken to from any port, or only those it has spoken to. */
  const kinds: readonly (readonly [NatKind, boolean, boolean])[] = [
    ['open', true, true],
    ['cone', true, true],
    ['address-restricted', true, false],
    ['port-restricted', true, false],
    ['symmetric', false, false],
  ];
  it.each(kinds)('has a NAT that is %s', async (nat, isOneForAll, letsStrangersIn) => {
    await near.connect({ nat });
    await withDevices(async (nearby, other) => {
      const [one = '', two] = await nearby.addresses();
      const [farAddress = ''] = await other.addresses();
      expect(one).toMatch(nat === 'open' ? /^192\.0\.2\.2:/ : /^203\.0\.113\.2:/);
      expect(one === two).toBe(isOneForAll);
      await other.send(one);
      await nearby.send(farAddress);
      await expect.poll(() => other.lines.some((line) => line.startsWith('heard '))).toBe(true);
      if (letsStrangersIn) await expect.poll(() => nearby.lines).toContain(`heard ${farAddress}`);
      else expect(nearby.lines.filter((line) => line.startsWith('heard '))).toEqual([]);
      // Whom it has spoken to may answer where that came from.
      const from = other.lines.find((line) => line.startsWith('heard '))?.slice(6) ?? '';
      nearby.lines.length = 0;
      await other.send(from);
      await expect.poll(() => nearby.lines).toContain(`heard ${farAddress}`);
    });
  });

  it('tells a NAT that is restricted by addresses from one that is restricted by ports', async () => {
    for (const nat of ['address-restricted', 'port-restricted'] as const) {
      await near.connect({ nat });
      const second = new Device(far, servers());
      try {
        await withDevices(async (nearby, first) => {
          const [at = ''] = await nearby.addresses();
          const [[firstAt = ''], [secondAt = '']] = await Promise.all([
            first.addresses(),
            second.addresses(),
          ]);
          await nearby.send(firstAt);
          await expect.poll(() => first.lines.some((line) => line.startsWith('heard '))).toBe(true);
          await second.send(at);
          await first.send(at);
          await expect.poll(() => nearby.lines).toContain(`heard ${firstAt}`);
          if (nat === 'address-restricted')
            await expect.poll(() => nearby.lines).toContain(`heard ${secondAt}`);
          else expect(nearby.lines).not.toContain(`heard ${secondAt}`);
        });
      } finally {
        second.end();
      }
    }
  });

  it('has firewalls, faults, and another address when it is told so', async () => {
    const seen = async () => {
      const device = new Device(near, servers().slice(0, 1));
      const [address = ''] = await device.addresses();
      device.end();
      return address.split(':')[0];
    };
    await near.connect({ nat: 'port-restricted' });
    expect(await seen()).toBe('203.0.113.2');
    await near.setFirewall('no-udp');
    expect(await seen()).toBe('nothing');
    await near.setFirewall('none');
    await near.fallSilent();
    expect(await seen()).toBe('nothing');
    await near.heal();
    await near.changeAddress();
    expect(await seen()).toBe('203.0.113.2');
    await near.changePublicAddress();
    expect(await seen()).toBe('203.0.113.3');
    await near.moveToAnotherNetwork();
    expect(await seen()).toBe('203.0.113.3');
    await near.unplug();
    expect(await seen()).toBe('nothing');
    await near.plugIn();
    expect(await seen()).toBe('203.0.113.3');
  });

  it('lets TLS through where only 443 is open', async () => {
    const shell = near.writeLauncher('/bin/sh');
    const reach = (port: number) => {
      const request = `echo | timeout 2 openssl s_client -connect ${relays[0]?.address}:${port}`;
      return execFileSync(shell, ['-c', `${request} 2> /dev/null || true`], { encoding: 'utf8' });
    };
    await near.connect({ nat: 'symmetric', firewall: 'only-443' });
    expect(reach(443)).toContain('BEGIN CERTIFICATE');
    expect(reach(3478)).toBe('');
    await near.setFirewall('no-udp');
    expect(reach(3478)).toContain('CONNECTED');
  });

  it('delays, and caps', async () => {
    await near.connect({ nat: 'port-restricted', shape: { delayMs: 100 } });
    const shell = near.writeLauncher('/bin/sh');
    const takes = () => {
      const startedAt = performance.now();
      execFileSync(shell, [
        '-c',
        `echo | openssl s_client -connect ${relays[0]?.address}:443 > /dev/null 2>&1`,
      ]);
      return performance.now() - startedAt;
    };
    // Two round trips at least: TCP's, and TLS's.
    const far = takes();
    expect(far).toBeGreaterThanOrEqual(400);
    await near.shape({ kbps: 8 });
    // More than a kilobyte each way, a second of it.
    expect(takes()).toBeGreaterThanOrEqual(1_000);
  });
});

describe.skipIf(missing !== undefined)('what a lab has made', () => {
  const namespaces = () => execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' });

  it('lets servers of this machine be reached under their own address, unless they are to be gone or silent', async () => {
    const server = createServer((_, response) => response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const lab = await NetworkLab.open();
    try {
      const home = await lab.addHome('only', [port]);
      const node = home.writeLauncher(process.execPath);
      const ask = (patienceMs: number) =>
        new Promise<string>((resolve) => {
          const script = `fetch('http://127.0.0.1:${port}', { signal: AbortSignal.timeout(${patienceMs}) })
            .then((response) => response.text()).then(console.log, ({ name }) => console.log(name))`;
          const asking = spawn(node, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
          let text = '';
          asking.stdout.on('data', (part) => {
            text += part;
          });
          asking.on('close', () => resolve(text.trim()));
        });
      expect(await ask(10_000)).toBe('hello');
      home.servers.setState('gone');
      expect(await ask(10_000)).toBe('TypeError');
      home.servers.setState('silent');
      expect(await ask(300)).toBe('TimeoutError');
      const patient = ask(10_000);
      home.servers.setState('open');
      expect(await patient).toBe('hello');
    } finally {
      await lab.close();
      server.close();
    }
  });

  it('goes with it, and with whoever opened it, though all their children are killed as well', async () => {
    const lab = await NetworkLab.open();
    const { folder } = lab;
    const home = await lab.addHome('only', []);
    await home.connect({ nat: 'open', shape: {} });
    const prefix = `parley-${process.pid}-`;
    expect(namespaces()).toContain(prefix);
    await lab.close();
    expect(namespaces()).not.toContain(prefix);
    expect(existsSync(folder)).toBe(false);

    const script = `
      const { NetworkLab } = await import('${join(import.meta.dirname, 'network-lab.ts')}');
      const lab = await NetworkLab.open();
      await (await lab.addHome('only', [])).connect({ nat: 'cone' });
      console.log(lab.folder);
      const children = 'for child in $(ps -o pid= --ppid ' + process.pid + '); do kill -9 $child; done';
      (await import('node:child_process')).spawnSync('sh', ['-c', children]);
      process.stdout.write('', () => process.kill(process.pid, 'SIGKILL'));`;
    const killed = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let left = '';
    killed.stdout.on('data', (part) => {
      left += part;
    });
    await new Promise((resolve) => killed.on('close', resolve));
    expect(left).toContain(`parley-${killed.pid}-`);
    await expect.poll(() => existsSync(left.trim()), { timeout: 10_000 }).toBe(false);
    expect(namespaces()).not.toContain(`parley-${killed.pid}-`);
  });

  it('is swept when another lab is opened, if its owner and its guardian are both gone', async () => {
    // A process of which nobody is left: its number stands for a dead owner.
    const owner = spawn('true');
    await new Promise((resolve) => owner.on('close', resolve));
    const name = `parley-${owner.pid}-1-net`;
    const alive = `parley-${process.pid}-99-net`;
    for (const each of [name, alive]) execFileSync('ip', ['netns', 'add', each]);
    try {
      await (await NetworkLab.open()).close();
      expect(namespaces()).not.toContain(name);
      expect(namespaces()).toContain(alive);
    } finally {
      execFileSync('ip', ['netns', 'del', alive]);
    }
  });
});
