/** Two people with a real browser each, in two homes of a network lab, with the suite of this machine within reach. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { Coturn } from '../../functions/src/relays/coturn.ts';
import type { Home, HomeNetwork } from '../../network-lab/home.ts';
import type { LabRelay } from '../../network-lab/lab-relay.ts';
import { NetworkLab } from '../../network-lab/network-lab.ts';
import { flagsWithDevices } from '../../scripts/browsers/chromium-flags.ts';
import { Person } from '../calls/person.ts';
import { keepTimeline, type Return, waitForReturn } from './media-timeline.ts';
import { voice } from './voice.ts';

/** How long whoever is cut off has to come back by themselves. */
export const PATIENCE_MS = 60_000;
const CREDENTIALS_SECONDS = 600;

const portOf = (address: string | undefined, otherwise: number) =>
  Number(address?.split(':').at(-1) ?? otherwise);
export const FIRESTORE_PORT = portOf(process.env.FIRESTORE_EMULATOR_HOST, 8080);
const PORTS = [
  portOf(process.env.PARLEY_ORIGIN, 5000),
  portOf(process.env.FIREBASE_AUTH_EMULATOR_HOST, 9099),
  FIRESTORE_PORT,
];

/** A person, and where they are. */
export interface Resident {
  person: Person;
  readonly home: Home;
}

export interface PairSetup {
  readonly networks: readonly [host: HomeNetwork, guest: HomeNetwork];
  /** How many the site has; all have the same credentials' time. None: as a site without relays. */
  readonly relayCount: number;
  readonly credentialsSeconds?: number;
}

export class LabPair {
  readonly relays: readonly LabRelay[];
  readonly #lab: NetworkLab;
  readonly #homes: readonly [Home, Home];
  #browsers: readonly [Browser, Browser] | undefined;
  #residents: readonly [Resident, Resident] | undefined;

  private constructor(lab: NetworkLab, homes: readonly [Home, Home], relays: readonly LabRelay[]) {
    this.#lab = lab;
    this.#homes = homes;
    this.relays = relays;
  }

  static async open(): Promise<LabPair> {
    const lab = await NetworkLab.open();
    try {
      const relays = [await lab.addRelay(), await lab.addRelay()];
      const homes = [await lab.addHome('host', PORTS), await lab.addHome('guest', PORTS)] as const;
      await Promise.all(homes.map((home) => home.connect({ nat: 'port-restricted' })));
      writeFileSync(join(lab.folder, 'voice.wav'), voice());
      return new LabPair(lab, homes, relays);
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  get host(): Resident {
    return this.#resident(0);
  }

  get guest(): Resident {
    return this.#resident(1);
  }

  get both(): readonly [Resident, Resident] {
    return [this.host, this.guest];
  }

  /** New people in networks without any fault. */
  async settle({ networks, relayCount, credentialsSeconds = CREDENTIALS_SECONDS }: PairSetup): Promise<void> {
    await this.leave();
    await Promise.all([
      ...this.#homes.map((home, index) => home.connect(networks[index] ?? networks[0])),
      ...this.relays.map(async (relay) => {
        await relay.stop();
        await relay.start();
      }),
    ]);
    this.#browsers ??= await this.#launch();
    const people = await Promise.all(
      this.#browsers.map((browser) => Person.create(browser, { asksForRelays: true })),
    );
    for (const { context } of people) {
      await context.addInitScript(addStun, this.relays[0]?.stunUrl ?? '');
      await context.addInitScript(keepTimeline);
      // The site's function is stood in for by what it is made of: this suite has no relays, or those of this machine.
      await context.route('**/api/relays', async (route) => {
        const issued = this.relays.slice(0, relayCount).map(async ({ urls, secret }) => {
          return new Coturn(urls, secret, Date.now).issue('somebody', credentialsSeconds);
        });
        const servers = (await Promise.all(issued)).flat();
        await route.fulfill({ json: { result: { servers, validForSeconds: credentialsSeconds } } });
      });
    }
    const [host, guest] = people;
    if (host === undefined || guest === undefined) throw new Error('There are two browsers');
    this.#residents = [
      { person: host, home: this.#homes[0] },
      { person: guest, home: this.#homes[1] },
    ];
  }

  /** @returns when the second of them has pressed Join, in milliseconds since 1970 */
  async callEachOther(): Promise<number> {
    const [{ person: host }, { person: guest }] = this.both;
    await host.startCall();
    await host.enter('Grace');
    await host.isIn('waiting');
    await guest.openLink(host.page.url());
    await guest.page.getByRole('button', { name: 'Turn off camera' }).waitFor();
    const joinedAt = Date.now();
    await guest.enter('Ada');
    return joinedAt;
  }

  /** Of both, with nobody pressing anything. */
  async return(since: number, patienceMs = PATIENCE_MS): Promise<readonly Return[]> {
    return Promise.all(this.both.map(({ person }) => waitForReturn(person.page, since, patienceMs)));
  }

  async leave(): Promise<void> {
    const residents = this.#residents ?? [];
    this.#residents = undefined;
    for (const { person } of residents) await person.context.close();
  }

  /** After a run that has gone wrong, nobody knows what a browser is in the middle of. */
  async restartBrowsers(): Promise<void> {
    const browsers = this.#browsers ?? [];
    this.#browsers = undefined;
    this.#residents = undefined;
    await Promise.all(browsers.map((browser) => browser.close()));
  }

  async close(): Promise<void> {
    await this.restartBrowsers();
    await this.#lab.close();
  }

  async #launch(): Promise<readonly [Browser, Browser]> {
    const executable = process.env.PARLEY_CHROMIUM;
    if (executable === undefined)
      throw new Error('PARLEY_CHROMIUM must name a Chromium; npm run lab sets it');
    const launch = (home: Home) =>
      chromium.launch({
        executablePath: home.writeLauncher(executable),
        args: [
          ...flagsWithDevices,
          `--use-file-for-fake-audio-capture=${join(this.#lab.folder, 'voice.wav')}`,
          // The relays' certificate is of nobody's making.
          '--ignore-certificate-errors',
        ],
      });
    return Promise.all([launch(this.#homes[0]), launch(this.#homes[1])]);
  }

  #resident(index: 0 | 1): Resident {
    const resident = this.#residents?.[index];
    if (resident === undefined) throw new Error('Nobody has settled here');
    return resident;
  }
}

/** In the page, before it: the build under test names no STUN server, since a local project must not ask the internet. */
function addStun(url: string): void {
  const Original = window.RTCPeerConnection;
  const withStun = (configuration: RTCConfiguration = {}): RTCConfiguration => ({
    ...configuration,
    iceServers: [{ urls: url }, ...(configuration.iceServers ?? [])],
  });
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(withStun(configuration));
    }

    override setConfiguration(configuration?: RTCConfiguration): void {
      super.setConfiguration(withStun(configuration));
    }
  };
}
