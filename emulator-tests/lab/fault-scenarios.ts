/** What can happen to the networks and browsers of two who talk, and what becomes of their call. docs/faults.md is made of it. */
import { setTimeout as lasting } from 'node:timers/promises';
import type { HomeNetwork } from '../../network-lab/home.ts';
import { FIRESTORE_PORT, type LabPair, type PairSetup } from './lab-pair.ts';
import { hasPicture, hasSound, longestPause, ticksBetween } from './media-timeline.ts';
import { relaysInUse } from './relays-in-use.ts';

/** Of the worse off of the two. */
interface Outcome {
  /** Until the next picture that is decoded, or the longest time without any. */
  readonly pictureMs: number;
  /** As `pictureMs`, of sound that is heard. */
  readonly soundMs: number;
  /** Anything else that is worth a word, by what it is. */
  readonly also?: Readonly<Record<string, number>>;
}

export interface FaultScenario extends PairSetup {
  readonly name: string;
  /** By its number in the list of faults that a call should survive. */
  readonly fault: string;
  /** What is done, in a line. */
  readonly what: string;
  /** Within which both should be there again. */
  readonly aimMs: number;
  /** It is quick enough for every `npm test`. */
  readonly isShort?: true;
  /** @throws {Error} when they do not come back by themselves */
  run(pair: LabPair): Promise<Outcome>;
}

const REACHABLE: HomeNetwork = { nat: 'port-restricted' };
const SYMMETRIC: HomeNetwork = { nat: 'symmetric' };
const USUAL = { networks: [REACHABLE, REACHABLE], relayCount: 0 } as const;
const WITH_RELAY = { ...USUAL, relayCount: 1 } as const;
const ONLY_RELAYED = { networks: [SYMMETRIC, SYMMETRIC], relayCount: 1 } as const;

/** Two meet, from the press on Join of the second. */
async function meet(pair: LabPair): Promise<Outcome> {
  return timesFrom(pair, await pair.callEachOther());
}

/**
 * A call that stands; something happens to it, and from when it gives counts how long both are without the other.
 * @param sinceMs how long it has stood for by then, at the least
 */
function survive(
  inflict: (pair: LabPair) => Promise<number>,
  sinceMs = 0,
): (pair: LabPair) => Promise<Outcome> {
  return async (pair) => {
    await meet(pair);
    await lasting(sinceMs);
    return timesFrom(pair, await inflict(pair));
  };
}

/** A call that stands, and goes on under something: how long the longest pause was, and how much sound was made up. */
function endure(ms: number, inflict: (pair: LabPair) => Promise<void>): (pair: LabPair) => Promise<Outcome> {
  return async (pair) => {
    await meet(pair);
    await inflict(pair);
    const from = Date.now();
    await lasting(ms);
    const until = Date.now();
    const each = await Promise.all(pair.both.map(({ person }) => ticksBetween(person.page, from, until)));
    // It must still be the call that it was.
    for (const { person } of pair.both) await person.isIn('connected');
    const concealed = each.map((ticks) => {
      const sum = (key: 'samples' | 'concealedSamples') =>
        ticks.reduce((total, tick) => total + tick[key], 0);
      return (sum('concealedSamples') / Math.max(1, sum('samples'))) * 100;
    });
    return {
      pictureMs: Math.max(...each.map((ticks) => longestPause(ticks, hasPicture, from, until))),
      soundMs: Math.max(...each.map((ticks) => longestPause(ticks, hasSound, from, until))),
      also: { 'sound concealed, % (aim 3)': Math.max(...concealed) },
    };
  };
}

async function timesFrom(pair: LabPair, since: number): Promise<Outcome> {
  const each = await pair.return(since);
  return {
    pictureMs: Math.max(...each.map(({ pictureAt }) => pictureAt - since)),
    soundMs: Math.max(...each.map(({ soundAt }) => soundAt - since)),
  };
}

/** @returns when it is over */
async function silence(pair: LabPair, ms: number): Promise<number> {
  await pair.guest.home.fallSilent();
  // What was on its way is played out within a second.
  const silentFrom = Date.now() + 1000;
  await lasting(ms);
  for (const { person } of pair.both) {
    const heard = (await ticksBetween(person.page, silentFrom, Date.now())).filter(hasPicture);
    if (heard.length > 0) throw new Error('The network was to be silent, and was not');
  }
  await pair.guest.home.heal();
  return Date.now();
}

const silences = [3, 7, 12, 25, 60].map(
  (seconds): FaultScenario => ({
    ...USUAL,
    name: `silence-${seconds}`,
    fault: seconds < 10 ? 'R1' : 'R2',
    what: `one network swallows everything for ${seconds} s; from its end`,
    aimMs: { 3: 1000, 7: 1000, 12: 1500, 25: 3000, 60: 5000 }[seconds] ?? 0,
    ...(seconds === 3 ? { isShort: true } : {}),
    run: survive((pair) => silence(pair, seconds * 1000)),
  }),
);

const meetings = (
  [
    ['cone', 'cone', 'none', 'none'],
    ['port-restricted', 'port-restricted', 'none', 'none'],
    ['address-restricted', 'symmetric', 'none', 'none'],
    ['port-restricted', 'symmetric', 'none', 'none'],
    ['symmetric', 'symmetric', 'none', 'none'],
    ['symmetric', 'symmetric', 'none', 'no-udp'],
    ['symmetric', 'symmetric', 'no-udp', 'no-udp'],
    ['symmetric', 'symmetric', 'only-443', 'only-443'],
  ] as const
).map(([host, guest, hostWall, guestWall]): FaultScenario => {
  const walls = [hostWall, guestWall].filter((wall) => wall !== 'none');
  const isDirect = host !== 'symmetric' && !(host === 'port-restricted' && guest === 'symmetric');
  return {
    networks: [
      { nat: host, firewall: hostWall },
      { nat: guest, firewall: guestWall },
    ],
    relayCount: isDirect ? 0 : 1,
    name: ['meet', host, guest, ...walls].join('-'),
    fault: walls.length > 0 ? 'R4' : '',
    what: `two behind NATs, ${host} and ${guest}${walls.length > 0 ? ` (${walls.join(', ')})` : ''}, ${isDirect ? 'without a relay' : 'with a relay'}; from Join`,
    aimMs: 2000,
    run: meet,
  };
});

export const faultScenarios: readonly FaultScenario[] = [
  ...meetings,
  {
    networks: [REACHABLE, { ...REACHABLE, shape: { delayMs: 50 } }],
    relayCount: 0,
    name: 'meet-far',
    fault: '',
    what: 'two with 50 ms each way between them, and 50 ms each way to the server; from Join',
    aimMs: 1000,
    run: async (pair) => {
      for (const { home } of pair.both) home.servers.delayMs = 50;
      return meet(pair);
    },
  },
  ...silences,
  {
    ...USUAL,
    name: 'settled-silence-3',
    fault: 'R1',
    what: 'one network swallows everything for 3 s, in a call that has gone on for half a minute; from its end',
    aimMs: 1000,
    // Of a call that is two seconds old Chromium holds pictures back for as long as the silence was: docs/faults.md.
    run: survive((pair) => silence(pair, 3000), 30_000),
  },
  {
    ...USUAL,
    name: 'cable-out-1',
    fault: 'R3',
    what: 'the device’s link is down for 1 s; from its return',
    aimMs: 1000,
    isShort: true,
    run: survive(async ({ guest }) => {
      await guest.home.unplug();
      await lasting(1000);
      await guest.home.plugIn();
      return Date.now();
    }),
  },
  {
    ...USUAL,
    name: 'new-address',
    fault: 'R3',
    what: 'the device has another address, on an interface that stays up',
    aimMs: 4000,
    isShort: true,
    run: survive(async ({ guest }) => {
      const since = Date.now();
      await guest.home.changeAddress();
      return since;
    }),
  },
  {
    ...USUAL,
    name: 'new-public-address',
    fault: 'R3',
    what: 'the router has another address outside, of which the device knows nothing',
    aimMs: 4000,
    run: survive(async ({ guest }) => {
      const since = Date.now();
      await guest.home.changePublicAddress();
      return since;
    }),
  },
  {
    ...USUAL,
    name: 'another-network',
    fault: 'R3',
    what: 'the device moves to another network, by another interface',
    aimMs: 4000,
    run: survive(async ({ guest }) => {
      const since = Date.now();
      await guest.home.moveToAnotherNetwork();
      return since;
    }),
  },
  {
    ...WITH_RELAY,
    name: 'udp-blocked-later',
    fault: 'R4',
    what: 'one network begins to block UDP; a relay by TCP is there',
    aimMs: 15_000,
    isShort: true,
    run: survive(async ({ guest }) => {
      const since = Date.now();
      await guest.home.setFirewall('no-udp');
      return since;
    }),
  },
  {
    ...WITH_RELAY,
    name: 'only-443-later',
    fault: 'R4',
    what: 'one network begins to block all but TCP on 443; a relay by TLS is there',
    aimMs: 15_000,
    run: survive(async ({ guest }) => {
      const since = Date.now();
      await guest.home.setFirewall('only-443');
      return since;
    }),
  },
  {
    networks: [REACHABLE, { ...REACHABLE, firewall: 'no-udp' }],
    relayCount: 0,
    name: 'no-way-then-one',
    fault: 'R4',
    what: 'one network blocks UDP, and there is no relay: both are told; then it is opened; from its opening',
    aimMs: 10_000,
    run: async (pair) => {
      const joinedAt = await pair.callEachOther();
      const wanted = '[data-testid="call-state"][data-phase="waiting"][data-because="no-route"]';
      await Promise.all(
        pair.both.map(({ person }) => person.page.locator(wanted).waitFor({ timeout: 90_000 })),
      );
      const toldMs = Date.now() - joinedAt;
      // Opened at once, a try would be met that was still under way.
      await lasting(15_000);
      await pair.guest.home.setFirewall('none');
      const outcome = await timesFrom(pair, Date.now());
      return { ...outcome, also: { 'both were told after, ms (aim 20,000)': toldMs } };
    },
  },
  {
    ...ONLY_RELAYED,
    relayCount: 2,
    name: 'relay-dies',
    fault: 'R5',
    what: 'a relayed call; its relay dies, and the site has another',
    aimMs: 15_000,
    run: survive(async (pair) => {
      // Which of them carries it, the browsers chose.
      const [used] = await relaysInUse(pair.guest.person);
      const since = Date.now();
      await pair.relays.find(({ address }) => address === used?.address)?.stop();
      return since;
    }),
  },
  {
    ...ONLY_RELAYED,
    name: 'relay-restarts',
    fault: 'R5',
    what: 'a relayed call; its only relay is gone for 5 s; from its return',
    aimMs: 15_000,
    run: survive(async ({ relays: [relay] }) => {
      await relay?.stop();
      await lasting(5000);
      await relay?.start();
      return Date.now();
    }),
  },
  {
    ...ONLY_RELAYED,
    credentialsSeconds: 20,
    name: 'credentials-renewed',
    fault: 'R5',
    what: 'a relayed call whose first credentials have run out; then the router has another address outside',
    aimMs: 15_000,
    run: survive(async ({ guest }) => {
      await lasting(25_000);
      const since = Date.now();
      await guest.home.changePublicAddress();
      return since;
    }),
  },
  {
    ...USUAL,
    name: 'reload-host',
    fault: 'R6',
    what: 'the host reloads the page; from the press',
    aimMs: 3000,
    run: survive((pair) => reload(pair, ['host'])),
  },
  {
    ...USUAL,
    name: 'reload-guest',
    fault: 'R6',
    what: 'the guest reloads the page; from the press',
    aimMs: 3000,
    run: survive((pair) => reload(pair, ['guest'])),
  },
  {
    ...USUAL,
    name: 'reload-both',
    fault: 'R6',
    what: 'both reload the page at once; from the press',
    aimMs: 3000,
    isShort: true,
    run: survive((pair) => reload(pair, ['host', 'guest'])),
  },
  {
    ...USUAL,
    name: 'tab-crashes',
    fault: 'R7',
    what: 'the guest’s tab crashes; the link is opened in another after 3 s; from its Join',
    aimMs: 3000,
    isShort: true,
    run: survive(async ({ guest }) => {
      const url = guest.person.page.url();
      const devtools = await guest.person.context.newCDPSession(guest.person.page);
      const crashed = guest.person.page.waitForEvent('crash');
      // Nobody answers that.
      devtools.send('Page.crash').catch(() => {});
      await crashed;
      await lasting(3000);
      guest.person = await guest.person.openTab();
      await guest.person.openLink(url);
      await guest.person.page.getByRole('button', { name: 'Turn off camera' }).waitFor();
      const since = Date.now();
      await guest.person.enter();
      return since;
    }),
  },
  ...[30, 300].map(
    (seconds): FaultScenario => ({
      ...USUAL,
      name: `sleep-${seconds}`,
      fault: 'R8',
      what: `the guest’s browser is stopped for ${seconds} s, as by a closed laptop; from its waking`,
      aimMs: 8000,
      run: survive(async ({ guest }) => {
        await guest.home.sleep();
        try {
          await lasting(seconds * 1000);
        } finally {
          await guest.home.wake();
        }
        return Date.now();
      }),
    }),
  ),
  {
    ...USUAL,
    name: 'page-frozen-60',
    fault: 'R23',
    what: 'the guest’s page runs no script for 60 s; from its thaw',
    aimMs: 3000,
    run: survive(async ({ guest: { person } }) => {
      const devtools = await person.context.newCDPSession(person.page);
      // `Page.setWebLifecycleState` is of no effect here: a page that a program looks at is taken for seen. What a debugger stops runs no script, either; WebRTC's own threads go on, which those of a phone that has frozen a page may not.
      await devtools.send('Debugger.enable');
      const stopped = new Promise((resolve) => devtools.once('Debugger.paused', resolve));
      await devtools.send('Debugger.pause');
      await stopped;
      const frozenFrom = Date.now();
      await lasting(60_000);
      const since = Date.now();
      await devtools.send('Debugger.resume');
      // What it was in the middle of ends now.
      const awake = await ticksBetween(person.page, frozenFrom + 1000, since - 1000);
      if (awake.length > 0) throw new Error('The page was to be frozen, and was not');
      return since;
    }),
  },
  {
    ...USUAL,
    name: 'leave-and-return',
    fault: 'R14',
    isShort: true,
    what: 'the guest leaves, opens the link and joins again; from Join',
    aimMs: 3000,
    run: survive(async ({ guest: { person } }) => {
      const url = person.page.url();
      await person.leave();
      await person.page.goto('/');
      await person.openLink(url);
      await person.page.getByRole('button', { name: 'Turn off camera' }).waitFor();
      const since = Date.now();
      await person.enter();
      return since;
    }),
  },
  {
    ...USUAL,
    name: 'database-silent',
    fault: 'R15',
    what: 'nothing comes from the servers for 10 s; the longest pause meanwhile',
    aimMs: 500,
    run: endure(10_000, async (pair) => {
      for (const { home } of pair.both) home.servers.setState('silent');
    }),
  },
  {
    ...USUAL,
    name: 'database-gone',
    fault: 'R15',
    what: 'the servers refuse every connection for 10 s; the longest pause meanwhile',
    aimMs: 500,
    run: endure(10_000, async (pair) => {
      for (const { home } of pair.both) home.servers.setState('gone');
    }),
  },
  {
    ...USUAL,
    name: 'database-silent-at-first',
    fault: 'R15',
    what: 'the database is silent for 8 s when the guest opens the link; from its return',
    aimMs: 3000,
    run: async (pair) => {
      const [{ person: host }, { person: guest, home }] = pair.both;
      await host.startCall();
      await host.enter('Grace');
      await host.isIn('waiting');
      await guest.page.goto('/');
      home.servers.setState('silent', FIRESTORE_PORT);
      await guest.openLink(host.page.url());
      await lasting(8000);
      home.servers.setState('open');
      const since = Date.now();
      await guest.enter('Ada');
      return timesFrom(pair, since);
    },
  },
  {
    ...USUAL,
    name: 'buffering-proxy',
    fault: 'R17',
    what: 'a proxy before the database passes an answer on once all of it is there; from Join',
    aimMs: 2000,
    run: async (pair) => {
      for (const { home } of pair.both) home.servers.setState('buffered', FIRESTORE_PORT);
      return meet(pair);
    },
  },
  {
    ...USUAL,
    name: 'wrong-clocks',
    fault: 'R18',
    what: 'the host’s clock is 10 minutes slow, and the guest’s fast; from Join',
    aimMs: 2000,
    run: async (pair) => {
      const [host, guest] = pair.both;
      await host.person.context.addInitScript(shiftClock, -10 * 60_000);
      await guest.person.context.addInitScript(shiftClock, 10 * 60_000);
      return meet(pair);
    },
  },
  ...[5, 20].map(
    (percent): FaultScenario => ({
      ...USUAL,
      name: `loss-${percent}`,
      fault: 'R24',
      what: `one network loses ${percent} % of all packets, each way, for 10 s; the longest pause meanwhile`,
      aimMs: percent === 5 ? 1000 : 2000,
      ...(percent === 20 ? { isShort: true } : {}),
      run: endure(10_000, ({ guest }) => guest.home.lose(percent / 100)),
    }),
  ),
  ...[300, 150].map(
    (kbps): FaultScenario => ({
      networks: [REACHABLE, { ...REACHABLE, shape: {} }],
      relayCount: 0,
      name: `cap-${kbps}`,
      fault: 'R24',
      what: `one network lets ${kbps} kbit/s through, each way, for 20 s; the longest pause meanwhile`,
      aimMs: 3000,
      run: endure(20_000, ({ guest }) => guest.home.shape({ kbps })),
    }),
  ),
];

async function reload(pair: LabPair, who: readonly ('host' | 'guest')[]): Promise<number> {
  const since = Date.now();
  await Promise.all(who.map((one) => pair[one].person.page.reload()));
  return since;
}

/** In the page, before it. What is measured goes by `performance`, which stays right. */
function shiftClock(byMs: number): void {
  const Original = Date;
  window.Date = class extends Original {
    constructor(...args: [] | [number | string | Date]) {
      if (args.length === 0) super(Original.now() + byMs);
      else super(...args);
    }

    static override now(): number {
      return Original.now() + byMs;
    }
  } as DateConstructor;
}
