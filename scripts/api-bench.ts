/**
 * Prints how long the API takes to look a call up, through Hosting's emulator, and how much there is to load at a cold start;
 * with `bursts`, what becomes of fifty requests at once.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ParleyClient } from '../client/src/parley-client.ts';
import { ApiKeyRegister } from '../functions/src/keys/api-key-register.ts';
import { connectFirestore } from '../functions/src/stored/connect-firestore.ts';
import { measureBursts } from './api/api-bursts.ts';
import { describeDurations } from './figures/durations.ts';
import { type EmulatorAddresses, urlOf } from './firebase/emulator-ports.ts';
import { root } from './lib/paths.ts';
import { readArguments } from './lib/read-arguments.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { connectProject } from './suite/connect-project.ts';
import { hostingOrigin, suiteEnvironment } from './suite/emulator-suite.ts';
import { ensureSuite } from './suite/ensure-suite.ts';

const USAGE = 'npm run api-bench [-- bursts]';
/** A database in the same emulator whose documents no function follows. */
const burstsProject = 'demo-bursts';
const warmUpCount = 50;
const count = 500;
const dist = join(root, 'functions/dist');

await runScript(async (signal) => {
  const { positionals } = readArguments({}, USAGE);
  const isBursts = positionals.join(' ') === 'bursts';
  if (positionals.length > 0 && !isBursts) throw new ScriptError(USAGE);
  const suite = await ensureSuite(signal);
  Object.assign(process.env, suiteEnvironment(suite.addresses));
  try {
    if (isBursts) return (await measureInEmptyProject(suite.addresses)) ? 0 : 1;
    const { firestore, close } = await connectProject(undefined);
    const chosen = { name: 'api-bench', team: 'api-bench', requestsPerMinute: 100_000 };
    const validUntil = Date.now() + 60 * 60_000;
    const { text } = await new ApiKeyRegister(firestore).create({
      ...chosen,
      scopes: ['read', 'write'],
      validUntil,
    });
    await close();
    await measureLookUps(new ParleyClient({ origin: hostingOrigin(suite.addresses), apiKey: text }));
    measureLoading();
    return 0;
  } finally {
    await suite.stop();
  }
});

async function measureInEmptyProject({ firestore: address }: EmulatorAddresses): Promise<boolean> {
  // firebase-admin would otherwise ask the network whether this is Google's cloud.
  process.env.METADATA_SERVER_DETECTION = 'none';
  const { firestore, close } = connectFirestore(burstsProject);
  const empty = async () => {
    const documents = `${urlOf(address)}/emulator/v1/projects/${burstsProject}/databases/(default)/documents`;
    const { ok, status } = await fetch(documents, { method: 'DELETE' });
    if (!ok) throw new ScriptError(`The Firestore emulator answered ${status}.`);
  };
  await empty();
  try {
    return await measureBursts(firestore);
  } finally {
    await close();
    await empty();
  }
}

async function measureLookUps(parley: ParleyClient): Promise<void> {
  const startsAt = new Date(Date.now() + 60 * 60_000).toISOString();
  const { id } = await parley.createCall({ startsAt, durationMinutes: 30 });
  for (let i = 0; i < warmUpCount; i += 1) await parley.getCall(id);
  const durations: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const startedAt = performance.now();
    await parley.getCall(id);
    durations.push(performance.now() - startedAt);
  }
  console.log(`GET /calls/{id}, ${count} in a row: ${describeDurations(durations)}`);
}

/** What a cold start of the function reads of ours, and how long Node takes to load it with what it imports. */
function measureLoading(): void {
  for (const file of readdirSync(dist)) {
    const code = readFileSync(join(dist, file));
    console.log(`functions/dist/${file}: ${inKb(code)}, ${inKb(gzipSync(code))} gzipped`);
  }
  const program = `
    const startedAt = performance.now();
    await import('./dist/index.js');
    const loadedAt = performance.now();
    await import('./dist/api.js');
    console.log(Math.round(loadedAt - startedAt), Math.round(performance.now() - loadedAt));`;
  const options = {
    cwd: join(root, 'functions'),
    encoding: 'utf8',
    env: { ...process.env, GCLOUD_PROJECT: 'demo-x' },
  } as const;
  const runs = Array.from({ length: 5 }, () =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], options)
      .trim()
      .split(' ')
      .map(Number),
  );
  const median = (index: number) => runs.map((run) => run[index] ?? 0).sort((a, b) => a - b)[2];
  console.log(
    `Loading: ${median(0)} ms for index.js and Firebase's packages, ${median(1)} ms more for the API`,
  );
}

function inKb(bytes: Uint8Array): string {
  return `${(bytes.length / 1024).toFixed(0)} KB`;
}
