/**
 * Sends the API whatever its own OpenAPI document allows and forbids, by schemathesis: no answer may be a failure of
 * ours, nor one that the document does not name. Arguments go to schemathesis: `npm run api-fuzz -- --seed 7`.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ApiKeyRegister } from '../functions/src/keys/api-key-register.ts';
import { findCommand } from './lib/commands.ts';
import { localCache, userCache } from './lib/paths.ts';
import { showProgress } from './lib/progress.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { runToEnd } from './lib/started-process.ts';
import { connectProject } from './suite/connect-project.ts';
import { hostingOrigin, suiteEnvironment } from './suite/emulator-suite.ts';
import { ensureSuite } from './suite/ensure-suite.ts';

const version = '4.32.5';
const venv = join(userCache, `schemathesis-${version}`);
const schemathesis = join(venv, 'bin/schemathesis');

/** A call that was cancelled can still be looked up; and of what a schema allows, much is in the past. */
const excludedChecks = 'use_after_free,positive_data_acceptance';

await runScript(async (signal) => {
  await ensureSchemathesis(signal);
  const suite = await ensureSuite(signal);
  Object.assign(process.env, suiteEnvironment(suite.addresses));
  try {
    const options = [
      ...['--config-file', join(import.meta.dirname, 'api/api-fuzz.toml')],
      ...['run', `${hostingOrigin(suite.addresses)}/api/v1/openapi.json`],
      ...['--header', `Authorization: Bearer ${await createApiKey()}`],
      ...['--exclude-checks', excludedChecks, '--continue-on-failure', '--max-examples', '100'],
      // Its own ten seconds pass on a busy machine while the emulator starts a process for a request.
      ...['--request-timeout', '60'],
      ...process.argv.slice(2),
    ];
    const hooks = join(import.meta.dirname, 'api/api-fuzz-hooks.py');
    const succeeded = await runToEnd(schemathesis, options, {
      signal,
      // It leaves its notes where it stands.
      cwd: localCache,
      env: { ...process.env, SCHEMATHESIS_HOOKS: hooks },
    });
    return succeeded ? 0 : 1;
  } finally {
    await suite.stop();
  }
});

/** Into a folder of its own, as no package of Python belongs to this repository. */
async function ensureSchemathesis(signal: AbortSignal): Promise<void> {
  if (existsSync(schemathesis)) return;
  const python = findCommand('python3');
  if (python === undefined)
    throw new ScriptError('schemathesis needs Python: install python3 (3.10 or newer).');
  const progress = showProgress(`Installing schemathesis ${version}`);
  mkdirSync(userCache, { recursive: true });
  const options = { signal, logFile: join(localCache, 'install-schemathesis.log') };
  const installed =
    (await runToEnd(python, ['-m', 'venv', venv], options)) &&
    (await runToEnd(join(venv, 'bin/pip'), ['install', '--quiet', `schemathesis==${version}`], options));
  progress.end(installed ? `Installed schemathesis ${version}` : 'schemathesis could not be installed');
  if (installed) return;
  rmSync(venv, { recursive: true, force: true });
  throw new ScriptError(`schemathesis could not be installed: ${options.logFile} says why.`);
}

async function createApiKey(): Promise<string> {
  const { firestore, close } = await connectProject(undefined);
  try {
    const chosen = {
      name: 'api-fuzz',
      team: 'api-fuzz',
      requestsPerMinute: 100_000,
      returnOrigins: ['https://receiver.invalid'],
      maySkipLobby: true,
    };
    const validUntil = Date.now() + 60 * 60_000;
    return (await new ApiKeyRegister(firestore).create({ ...chosen, scopes: ['read', 'write'], validUntil }))
      .text;
  } finally {
    await close();
  }
}
