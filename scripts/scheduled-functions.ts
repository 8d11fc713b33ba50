import { emulatorUrl } from './emulator-ports.ts';
import { ScriptError } from './script-error.ts';

/** What the functions emulator tells about one functions folder and what it found in it. */
export interface Backend {
  directory: string;
  functionTriggers: readonly { name: string; region: string; schedule?: { schedule: string } }[];
}

export interface ScheduledFunction {
  name: string;
  region: string;
  periodMs: number;
}

export async function readBackends(): Promise<readonly Backend[]> {
  const response = await fetch(`${emulatorUrl('functions')}/backends`, { signal: AbortSignal.timeout(2000) });
  return (await response.json()).backends;
}

/** The functions with a schedule, which stands in their source and nowhere else. */
export function findScheduledFunctions(backends: readonly Backend[]): ScheduledFunction[] {
  return backends.flatMap((backend) =>
    backend.functionTriggers.flatMap(({ name, region, schedule }) =>
      schedule ? [{ name, region, periodMs: parsePeriodMs(schedule.schedule) }] : [],
    ),
  );
}

/** Understands App Engine's `every 5 minutes`; a calendar time has no meaning in a short local run. */
export function parsePeriodMs(schedule: string): number {
  const [, count, unit] = /^every (\d+) (minutes?|mins?|hours?)$/.exec(schedule) ?? [];
  if (count === undefined || unit === undefined) {
    throw new ScriptError(
      `The local clock does not understand the schedule \`${schedule}\`: write \`every N minutes\`.`,
    );
  }
  return Number(count) * (unit.startsWith('m') ? 60_000 : 3_600_000);
}

/** Runs a scheduled function once, as Cloud Scheduler would. */
export async function callScheduledFunction(
  projectId: string,
  { name, region }: ScheduledFunction,
): Promise<void> {
  // The emulator serves a background function at its name with the index of its first region.
  const response = await fetch(`${emulatorUrl('functions')}/${projectId}/${region}/${name}-0`, {
    method: 'POST',
  });
  if (!response.ok) throw new ScriptError(`The scheduled function ${name} answered ${response.status}.`);
}
