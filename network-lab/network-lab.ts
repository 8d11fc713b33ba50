/** An internet of one's own, with homes on it that can be made as bad as networks are. README.md */
import { randomBytes } from 'node:crypto';
import { Guardian, removeLeftovers } from './guardian.ts';
import { Home } from './home.ts';
import { LabRelay } from './lab-relay.ts';
import { runCommands } from './run-commands.ts';

export class NetworkLab {
  readonly #guardian: Guardian;
  readonly #internet: string;
  readonly #homes: Home[] = [];
  #relayCount = 0;

  private constructor(guardian: Guardian) {
    this.#guardian = guardian;
    this.#internet = `${guardian.prefix}net`;
  }

  /**
   * Removes also what labs have left whose owners were killed.
   * @throws {Error} where `whyNoLab` gives a reason
   */
  static async open(): Promise<NetworkLab> {
    removeLeftovers();
    const lab = new NetworkLab(new Guardian());
    await runCommands(undefined, [`ip netns add ${lab.#internet}`]);
    await runCommands(lab.#internet, [
      'ip link set lo up',
      'echo 1 > /proc/sys/net/ipv4/ip_forward',
      // What is sent to nowhere is lost without a word, as on the real one: coturn gives a way up whose first packet is refused.
      'ip route add default dev lo',
      'iptables -t mangle -A PREROUTING -i lo ! -d 198.51.100.0/24 -j DROP',
    ]);
    return lab;
  }

  /** For files that belong to this lab and go with it. */
  get folder(): string {
    return this.#guardian.folder;
  }

  /**
   * A home without any network yet: `connect` gives it one.
   * @param ports of servers on this machine that a device in it reaches under the same address
   */
  async addHome(name: string, ports: readonly number[]): Promise<Home> {
    const { prefix, folder } = this.#guardian;
    const home = new Home(name, this.#homes.length, { prefix, folder, internet: this.#internet });
    this.#homes.push(home);
    await home.begin(ports);
    return home;
  }

  /** A relay of its own address, which has not been started yet. */
  async addRelay(): Promise<LabRelay> {
    this.#relayCount += 1;
    const address = `198.51.100.${this.#relayCount}`;
    await runCommands(this.#internet, [`ip addr add ${address}/32 dev lo`]);
    return new LabRelay(this.#internet, this.folder, address, randomBytes(32).toString('base64url'));
  }

  /** Removes everything, and whatever runs in it. */
  async close(): Promise<void> {
    for (const home of this.#homes) home.end();
    await this.#guardian.remove();
  }
}
