/**
 * A person's network: a namespace for the device, which a browser can be started in, and one for the router before it.
 *
 *     device (eth0) ── lan  router  wan ── internet
 */
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccessLink, type LinkShape } from './access-link.ts';
import { type FirewallKind, firewallRules, type NatKind, natRules } from './nat.ts';
import { runCommands } from './run-commands.ts';
import { ServerRoad } from './server-road.ts';

export interface HomeNetwork {
  readonly nat: NatKind;
  readonly firewall?: FirewallKind;
  readonly shape?: LinkShape;
}

/** What a home is made in. */
interface Surroundings {
  /** Of the names of its namespaces. */
  readonly prefix: string;
  readonly folder: string;
  readonly internet: string;
}

/** The last numbers of addresses: the router's, the device's, and the one that it changes to. */
const [ROUTER, DEVICE, OTHER_DEVICE] = [1, 2, 3];

export class Home {
  /** The way to servers on this machine, which faults of the network leave alone. */
  readonly servers = new ServerRoad();
  readonly #namespace: string;
  readonly #router: string;
  readonly #internet: string;
  readonly #folder: string;
  readonly #index: number;
  #network: HomeNetwork = { nat: 'port-restricted' };
  #link = new AccessLink();
  /** The device's network within. */
  #lan = '';
  #interface = 'eth0';
  #hasRouter = false;

  /** @param index from 0 to 7; no two homes of a lab have the same */
  constructor(name: string, index: number, { prefix, folder, internet }: Surroundings) {
    this.#namespace = `${prefix}${name}`;
    this.#router = `${prefix}${name}-router`;
    this.#internet = internet;
    this.#folder = folder;
    this.#index = index;
  }

  /** @param ports of servers on this machine that the device reaches whatever becomes of its network */
  async begin(ports: readonly number[]): Promise<void> {
    await runCommands(undefined, [`ip netns add ${this.#namespace}`]);
    await runCommands(this.#namespace, [
      'ip link set lo up',
      // Whoever loses an address keeps the next one.
      'echo 1 > /proc/sys/net/ipv4/conf/all/promote_secondaries',
    ]);
    await this.servers.begin(this.#namespace, ports, this.#folder);
  }

  /** Takes everything away that there was, with all its faults, and makes it anew. */
  async connect(network: HomeNetwork): Promise<void> {
    this.#network = network;
    this.servers.setState('open');
    this.servers.delayMs = 0;
    await this.#removeRouter();
    await runCommands(undefined, [`ip netns add ${this.#router}`]);
    this.#hasRouter = true;
    const wan = `203.0.113.${this.#index * 16}`;
    await runCommands(undefined, [
      `ip link add wan netns ${this.#router} type veth peer name wan${this.#index} netns ${this.#internet}`,
      `ip -n ${this.#internet} addr add ${add(wan, 1)}/28 dev wan${this.#index}`,
      `ip -n ${this.#internet} link set wan${this.#index} up`,
    ]);
    await runCommands(this.#router, [
      'echo 1 > /proc/sys/net/ipv4/ip_forward',
      'echo 1 > /proc/sys/net/ipv4/conf/all/promote_secondaries',
      'ip link set lo up',
      `ip addr add ${add(wan, 2)}/28 dev wan`,
      'ip link set wan up',
      `ip route add default via ${add(wan, 1)}`,
      'iptables -N FAULTS',
      'iptables -N FIREWALL',
    ]);
    // Documentation has three networks for the public: https://www.rfc-editor.org/rfc/rfc5737
    const lan = network.nat === 'open' ? `192.0.2.${this.#index * 32}` : `192.168.${this.#index + 1}.0`;
    await this.#plugInto(lan, 'eth0');
    if (network.nat === 'open')
      await runCommands(this.#internet, [`ip route replace ${lan}/27 via ${add(wan, 2)}`]);
    await this.setFirewall(network.firewall ?? 'none');
  }

  /** Nothing comes or goes, and nobody is told. */
  async fallSilent(): Promise<void> {
    await this.#setFaults(['-A FAULTS -j DROP']);
  }

  /** @param probability that a packet is lost, each way */
  async lose(probability: number): Promise<void> {
    await this.#setFaults([`-A FAULTS -m statistic --mode random --probability ${probability} -j DROP`]);
  }

  /** Ends what `fallSilent` and `lose` have begun. */
  async heal(): Promise<void> {
    await this.#setFaults([]);
  }

  async setFirewall(kind: FirewallKind): Promise<void> {
    const rules = ['-F FIREWALL', ...firewallRules(kind, 'FIREWALL')];
    await this.#iptables(rules);
  }

  async shape(shape: LinkShape): Promise<void> {
    await this.#link.shape(shape);
  }

  /** As one pulls the cable or leaves the network: the device notices. */
  async unplug(): Promise<void> {
    await runCommands(this.#namespace, [`ip link set ${this.#interface} down`]);
  }

  async plugIn(): Promise<void> {
    await runCommands(this.#namespace, [
      `ip link set ${this.#interface} up`,
      // It went with the link.
      `ip route replace default via ${add(this.#lan, ROUTER)} dev ${this.#interface}`,
    ]);
  }

  /** The device has another address from now on, on an interface that stays up: Chromium is told nothing. */
  async changeAddress(): Promise<void> {
    const [before, after] = [add(this.#lan, DEVICE), add(this.#lan, OTHER_DEVICE)];
    await runCommands(this.#namespace, [
      `ip addr add ${after}/27 dev ${this.#interface}`,
      `ip addr del ${before}/27 dev ${this.#interface}`,
      `ip route replace default via ${add(this.#lan, ROUTER)} dev ${this.#interface}`,
    ]);
    await this.#setNat(after);
  }

  /** From one network into another, as from one's Wi-Fi into a neighbour's: another interface, other addresses, the same router outside. */
  async moveToAnotherNetwork(): Promise<void> {
    await runCommands(this.#router, ['ip link del lan']);
    await this.#plugInto(`10.20.${this.#index + 1}.0`, 'wlan0');
  }

  /** The router gets another address from its provider: the device is told nothing. */
  async changePublicAddress(): Promise<void> {
    const wan = `203.0.113.${this.#index * 16}`;
    await runCommands(this.#router, [
      `ip addr add ${add(wan, 3)}/28 dev wan`,
      // Masquerading forgets what went by an address that goes.
      `ip addr del ${add(wan, 2)}/28 dev wan`,
      `ip route replace default via ${add(wan, 1)}`,
    ]);
  }

  /**
   * A program that starts another one in this home, with all its arguments and open pipes, for whoever starts a browser
   * by its path.
   */
  writeLauncher(program: string): string {
    const path = join(this.#folder, `${this.#namespace}-${program.split('/').at(-1)}`);
    // Once: a shell that still reads it would find it empty, and start nothing.
    if (existsSync(path)) return path;
    writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${this.#namespace} ${program} "$@"\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** Stops everything that runs in here, as a laptop does that is closed. */
  async sleep(): Promise<void> {
    await runCommands(undefined, [`ip netns pids ${this.#namespace} | xargs -r kill -STOP`]);
  }

  async wake(): Promise<void> {
    await runCommands(undefined, [`ip netns pids ${this.#namespace} | xargs -r kill -CONT`]);
  }

  end(): void {
    this.servers.end();
    this.#link.end();
  }

  async #plugInto(lan: string, interfaceName: string): Promise<void> {
    this.#lan = lan;
    this.#interface = interfaceName;
    await this.#link.begin(this.#namespace, this.#router, this.#network.shape, interfaceName);
    await runCommands(this.#router, [`ip addr add ${add(lan, ROUTER)}/27 dev lan`, 'ip link set lan up']);
    await runCommands(this.#namespace, [
      `ip addr add ${add(lan, DEVICE)}/27 dev ${interfaceName}`,
      `ip link set ${interfaceName} up`,
      `ip route replace default via ${add(lan, ROUTER)} dev ${interfaceName}`,
    ]);
    await this.#setNat(add(lan, DEVICE));
  }

  async #setNat(device: string): Promise<void> {
    await this.#iptables([
      '-t nat -F',
      '-F FORWARD',
      '-F INPUT',
      '-A FORWARD -j FAULTS',
      '-A FORWARD -j FIREWALL',
      // What strangers send to the router itself would take the port that a mapping is to have.
      '-A INPUT -i wan -j DROP',
      ...natRules(this.#network.nat, device),
    ]);
  }

  async #setFaults(rules: readonly string[]): Promise<void> {
    await this.#iptables(['-F FAULTS', ...rules]);
  }

  async #iptables(rules: readonly string[]): Promise<void> {
    await runCommands(
      this.#router,
      rules.map((rule) => `iptables ${rule}`),
    );
  }

  async #removeRouter(): Promise<void> {
    if (!this.#hasRouter) return;
    this.#link.end();
    this.#link = new AccessLink();
    // A namespace lives for as long as something in it does: its devices are taken by name, so that the new ones can have theirs.
    await runCommands(undefined, [
      `ip -n ${this.#internet} link del wan${this.#index}`,
      `ip netns exec ${this.#router} ip link del lan || true`,
      `ip netns pids ${this.#router} | xargs -r kill -9`,
      `ip netns del ${this.#router}`,
    ]);
  }
}

function add(network: string, count: number): string {
  const numbers = network.split('.');
  return [...numbers.slice(0, 3), Number(numbers[3]) + count].join('.');
}
