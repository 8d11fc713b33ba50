/**
 * What runs beside what: one more than there are cores on a small machine, since each job waits for a third of its time or
 * more (docs/decisions/0107-layers-wait-more-than-they-work.md).
 */
const laneCount = 3;

export interface Job {
  readonly name: string;
  /** How many lanes it fills: as many as it has workers that keep a core busy. One unless it says so. */
  readonly lanes?: 1 | 2;
  readonly needs?: readonly string[];
  /** The name of one that leaves cores idle: this one waits until that has begun, to fill them. */
  readonly fillsUp?: string;
}

/**
 * The first job that may begin beside those that run. undefined: none, until one of those ends.
 * @param exclusive needs that two jobs may not have at the same time
 */
export function nextToBegin<Waiting extends Job>(
  waiting: readonly Waiting[],
  running: readonly Job[],
  exclusive: readonly string[],
): Waiting | undefined {
  const free = running.reduce((left, { lanes = 1 }) => left - lanes, laneCount);
  const taken = running.flatMap(({ needs = [] }) => needs).filter((need) => exclusive.includes(need));
  return waiting.find(
    ({ lanes = 1, needs = [], fillsUp }) =>
      lanes <= free &&
      !needs.some((need) => taken.includes(need)) &&
      !waiting.some(({ name }) => name === fillsUp),
  );
}

/** Runs them all. After one that throws none begins, and it throws in turn when the others have ended. */
export async function runInLanes<Each extends Job>(
  jobs: readonly Each[],
  exclusive: readonly string[],
  run: (job: Each) => Promise<void>,
): Promise<void> {
  let waiting = jobs;
  const running = new Map<Each, Promise<void>>();
  const failures: unknown[] = [];
  const begin = (job: Each) => {
    waiting = waiting.filter((other) => other !== job);
    const ended = run(job)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(job));
    running.set(job, ended);
  };
  for (;;) {
    const job = failures.length > 0 ? undefined : nextToBegin(waiting, [...running.keys()], exclusive);
    if (job !== undefined) begin(job);
    else if (running.size > 0) await Promise.race(running.values());
    else break;
  }
  if (failures.length > 0) throw failures[0];
}
