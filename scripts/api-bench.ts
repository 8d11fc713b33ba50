/** Prints how long the API takes to look a call up, through Hosting's emulator, and how much there is to load at a cold start. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ParleyClient } from '../client/src/parley-client.ts';
import { ApiKeyRegister } from '../functions/src/keys/api-key-register.ts';
import { connectProject } from './connect-project.ts';
import { hostingOrigin, suiteEnvironment } from './emulator-suite.ts';
import { ensureSuite } from './ensure-suite.ts';
import { root } from './paths.ts';
import { runScript } from './run-script.ts';

const warmUpCount = 50;
const count = 500;
const dist = join(root, 'functions/dist');

await runScript(async (signal) => {
  const suite = await ensureSuite(signal);
  Object.assign(process.env, suiteEnvironment(suite.addresses));
  try {
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
  durations.sort((a, b) => a - b);
  const at = (part: number) => `${durations[Math.floor(part * count)]?.toFixed(1)} ms`;
  console.log(
    `GET /calls/{id}, ${count} in a row: p50 ${at(0.5)}, p95 ${at(0.95)}, slowest ${at(1 - 1 / count)}`,
  );
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
