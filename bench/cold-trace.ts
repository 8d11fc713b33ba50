/**
 * Where the time of a cold call goes: what the guest's page asked of servers, when, and what of that was a new connection or a question for
 * leave (a CORS preflight), as Chromium's own protocol tells it. `npm run bench -- --trace 50`.
 */
import type { CDPSession, Page } from 'playwright-core';

/** Milliseconds are since the page was asked for. */
interface TracedRequest {
  readonly name: string;
  readonly fromMs: number;
  /** When its answer began. */
  readonly untilMs: number;
  readonly isPreflight: boolean;
  /** It waited for a connection of its own to be made. */
  readonly isConnecting: boolean;
}

export interface ColdTrace {
  readonly requests: readonly TracedRequest[];
  readonly pressedMs: number;
  readonly seenMs: number;
}

/** https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-ResourceTiming: milliseconds since `requestTime`, which is in seconds */
interface Timing {
  readonly requestTime: number;
  readonly connectStart: number;
  readonly receiveHeadersEnd: number;
}

interface Asked {
  readonly name: string;
  readonly isPreflight: boolean;
  readonly timestamp: number;
}

/** What is asked of the servers by name; what comes from Hosting is the site itself. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/init\.js/, 'settings'],
  [/accounts:signUp/, 'sign up'],
  [/accounts:lookup/, 'look the user up'],
  [/Listen\/channel.*TYPE=xmlhttp/, 'listen: the answers'],
  [/Listen\/channel/, 'listen: the question'],
  [/:commit/, 'write'],
  [/:batchGet/, 'read'],
  [/\/api\/relays/, 'relays'],
];

export class ColdTracer {
  readonly #asked = new Map<string, Asked>();
  readonly #requests: { asked: Asked; timing: Timing | undefined; timestamp: number }[] = [];
  /** What Chromium's own clock says, in seconds, is so many before what the page's says. */
  #epochMs = 0;

  /** Before the page is asked for. */
  static async begin(page: Page): Promise<ColdTracer> {
    const tracer = new ColdTracer();
    const session = await page.context().newCDPSession(page);
    tracer.#listen(session);
    await session.send('Network.enable');
    return tracer;
  }

  /** @param openedAt by the page's clock, like the others */
  end(openedAt: number, pressedAt: number, seenAt: number): ColdTrace {
    const since = (timestamp: number) => timestamp * 1_000 + this.#epochMs - openedAt;
    const requests = this.#requests.flatMap(({ asked, timing, timestamp }): TracedRequest[] => {
      const fromMs = since(asked.timestamp);
      if (fromMs + openedAt > seenAt) return [];
      const untilMs = timing ? since(timing.requestTime) + timing.receiveHeadersEnd : since(timestamp);
      const { name, isPreflight } = asked;
      return [{ name, isPreflight, fromMs, untilMs, isConnecting: (timing?.connectStart ?? -1) >= 0 }];
    });
    return {
      requests: requests
        .map((one) => afterLeave(one, requests))
        .toSorted((one, other) => one.fromMs - other.fromMs),
      pressedMs: pressedAt - openedAt,
      seenMs: seenAt - openedAt,
    };
  }

  #listen(session: CDPSession): void {
    session.on('Network.requestWillBeSent', ({ requestId, request, timestamp, wallTime }) => {
      this.#epochMs ||= (wallTime - timestamp) * 1_000;
      const name = nameOf(request.url);
      const isPreflight = request.method === 'OPTIONS';
      if (name !== undefined) this.#asked.set(requestId, { name, timestamp, isPreflight });
    });
    session.on('Network.responseReceived', ({ requestId, response, timestamp }) => {
      const asked = this.#asked.get(requestId);
      if (asked !== undefined) this.#requests.push({ asked, timing: response.timing, timestamp });
    });
  }
}

/** What had to ask for leave begins when it has it. */
function afterLeave(one: TracedRequest, all: readonly TracedRequest[]): TracedRequest {
  const leave = all.find(
    ({ name, isPreflight, fromMs, untilMs }) =>
      isPreflight && !one.isPreflight && name === one.name && fromMs >= one.fromMs && untilMs <= one.untilMs,
  );
  return leave === undefined ? one : { ...one, fromMs: leave.untilMs };
}

function nameOf(url: string): string | undefined {
  return NAMES.find(([pattern]) => pattern.test(url))?.[1];
}

/** In Markdown. @param delayMs each way */
export function tellTrace({ requests, pressedMs, seenMs }: ColdTrace, delayMs: number): string {
  const ms = (value: number) => value.toFixed(0);
  const trips = (lastedMs: number) => (delayMs === 0 ? '–' : (lastedMs / (2 * delayMs)).toFixed(1));
  const rows = requests.map(
    ({ name, isPreflight, isConnecting, fromMs, untilMs }) =>
      `| ${name}${isPreflight ? ', may I' : ''} | ${ms(fromMs)} | ${ms(untilMs)} | ${trips(untilMs - fromMs)} | ${isConnecting ? 'yes' : ''} |`,
  );
  return [
    `**${delayMs} ms each way to the servers**: Join is pressed ${ms(pressedMs)} ms after the page was asked for, and the other is seen after ${ms(seenMs)} ms.`,
    '',
    '| what the guest asks | from, ms | answered, ms | trips | a new connection |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
