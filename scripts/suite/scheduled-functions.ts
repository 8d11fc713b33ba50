import { type EmulatorAddresses, urlOf } from '../firebase/emulator-ports.ts';
import { ScriptError } from '../lib/script-error.ts';

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

export async function readBackends({ functions }: EmulatorAddresses): Promise<readonly Backend[]> {
  const response = await fetch(`${urlOf(functions)}/backends`, { signal: AbortSignal.timeout(2000) });
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
  { functions }: EmulatorAddresses,
  projectId: string,
  scheduled: Pick<ScheduledFunction, 'name' | 'region'>,
): Promise<void> {
  const url = await findScheduledUrl(urlOf(functions), projectId, scheduled);
  const response = await fetch(url, { method: 'POST' });
  // A function that is switched off answers too, by 204.
  if (response.status !== 200) {
    throw new ScriptError(`The scheduled function ${scheduled.name} answered ${response.status}.`);
  }
}

/**
 * Where the emulator serves a function that is no HTTP one: at its name and a number, which is another whenever triggers
 * were switched off and on. What had an earlier number stays off. The names are told only to who asks for a wrong one.
 */
export async function findScheduledUrl(
  functionsUrl: string,
  projectId: string,
  { name, region }: Pick<ScheduledFunction, 'name' | 'region'>,
): Promise<string> {
  const url = `${functionsUrl}/${projectId}/${region}/${name}`;
  const names = await (await fetch(url)).text();
  const numbers = [...names.matchAll(new RegExp(`\\b${region}-${name}-(\\d+)`, 'g'))].map(([, number]) =>
    Number(number),
  );
  if (numbers.length === 0) throw new ScriptError(`The emulator has no scheduled function ${name}.`);
  return `${url}-${Math.max(...numbers)}`;
}
