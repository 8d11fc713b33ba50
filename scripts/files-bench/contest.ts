/** Between two pages, by turns: a file, and as many bytes over a bare data channel, of whichever size of messages is fastest. */
import type { Page } from 'playwright-core';

/** Of the bare channel, up to the largest that browsers take from each other: whichever is fastest is what files are held against. */
const BARE_MESSAGE_BYTES = [64 * 1024, 128 * 1024, 256 * 1024] as const;
/** What files should have of the bare channel's throughput. */
const WANTED = 0.85;

export interface Contest {
  readonly rounds: number;
  readonly sizeBytes: number;
}

/** @returns what there is to say of it, in one line */
export async function holdContest(ada: Page, bob: Page, contest: Contest): Promise<string> {
  await connect(ada, bob);
  return compare(ada, bob, contest);
}

async function connect(ada: Page, bob: Page): Promise<void> {
  for (const kind of ['link', 'bare'] as const) {
    const offer = await ada.evaluate((which) => window.filesBench[which].offer(), kind);
    const given = { kind, sdp: offer };
    const answer = await bob.evaluate(({ kind: which, sdp }) => window.filesBench[which].answer(sdp), given);
    await ada.evaluate(({ kind: which, sdp }) => window.filesBench[which].take(sdp), { kind, sdp: answer });
  }
  for (const page of [ada, bob]) await page.evaluate(() => window.filesBench.meet());
  for (const page of [ada, bob]) await page.waitForFunction(() => window.filesBench.isOpen());
}

/** By turns, so that what else the machine does meets all alike. */
async function compare(ada: Page, bob: Page, { rounds, sizeBytes }: Contest): Promise<string> {
  await ada.evaluate((size) => window.filesBench.createSource(size), sizeBytes);
  const bare = new Map<number, number[]>(BARE_MESSAGE_BYTES.map((messageBytes) => [messageBytes, []]));
  const files: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [messageBytes, speeds] of bare) speeds.push(await sendBare(ada, bob, sizeBytes, messageBytes));
    files.push(sizeBytes / (await sendFile(ada, bob)) / 1_000);
    const told = [...bare].map(
      ([messageBytes, speeds]) => `${messageBytes / 1024} KiB ${speeds.at(-1)?.toFixed(2)}`,
    );
    console.log(
      `${round + 1}: bare channel by messages of ${told.join(', ')}; file ${files.at(-1)?.toFixed(2)} MB/s`,
    );
  }
  const medians = [...bare.values()].map(median);
  const best = Math.max(...medians);
  const told = medians.map(
    (speed, index) => `${(BARE_MESSAGE_BYTES[index] ?? 0) / 1024} KiB ${speed.toFixed(2)}`,
  );
  const share = ((100 * median(files)) / best).toFixed(0);
  return `medians: bare channel ${told.join(', ')}; file ${median(files).toFixed(2)} MB/s: ${share} % of the fastest (wanted: ${100 * WANTED} %)`;
}

/** In megabytes per second. */
async function sendBare(ada: Page, bob: Page, sizeBytes: number, messageBytes: number): Promise<number> {
  const counting = bob.evaluate((size) => window.filesBench.countBare(size), sizeBytes);
  await ada.evaluate((given) => window.filesBench.sendBare(given.sizeBytes, given.messageBytes), {
    sizeBytes,
    messageBytes,
  });
  return sizeBytes / (await counting) / 1_000;
}

/** @returns in milliseconds */
async function sendFile(ada: Page, bob: Page): Promise<number> {
  const receiving = bob.evaluate(() => window.filesBench.receive());
  await ada.evaluate(() => window.filesBench.offer());
  return receiving;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
