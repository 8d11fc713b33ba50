/**
 * Makes, lists, rotates and revokes the API keys with which other programs schedule calls. On the emulator of
 * `npm start`, or with `--project ID` on a real project by this machine's credentials
 * (`gcloud auth application-default login`).
 */
import { parseReturnUrl } from '@parley/protocol';
import { type ApiKey, isValid, SCOPES, type Scope } from '../functions/src/keys/api-key.ts';
import { ApiKeyError, ApiKeyRegister, type IssuedApiKey } from '../functions/src/keys/api-key-register.ts';
import { readArguments } from './lib/read-arguments.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { connectProject, projectOption } from './suite/connect-project.ts';

const USAGE = `npm run api-keys -- create --team TEAM --name NAME [--scopes read,write] [--days DAYS] [--per-minute N]
                                [--return-to ORIGIN,ORIGIN] [--skip-lobby]
npm run api-keys -- list [--team TEAM]
npm run api-keys -- rotate ID [--grace-hours HOURS]
npm run api-keys -- revoke ID
npm run api-keys -- return-to ID [ORIGIN,ORIGIN]
npm run api-keys -- skip-lobby ID yes|no
Each takes --project ID for a real project.`;

const OPTIONS = {
  ...projectOption,
  team: { type: 'string' },
  name: { type: 'string' },
  scopes: { type: 'string', default: 'read,write' },
  days: { type: 'string' },
  'per-minute': { type: 'string', default: '300' },
  'return-to': { type: 'string', default: '' },
  'skip-lobby': { type: 'boolean', default: false },
  'grace-hours': { type: 'string', default: '24' },
} as const;

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** Of days, hours and requests alike. */
const MAX_NUMBER = 100_000;

await runScript(async () => {
  const { values, positionals } = readArguments(OPTIONS, USAGE);
  // Before anything is connected to: what is wrong with it is told at once.
  const command = readCommand(positionals, values);
  const { firestore, close } = await connectProject(values.project);
  try {
    await command(new ApiKeyRegister(firestore));
    return 0;
  } catch (error) {
    if (error instanceof ApiKeyError) throw new ScriptError(`${error.message}.`);
    throw error;
  } finally {
    await close();
  }
});

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];

function readCommand(
  [name, id, more = '']: readonly string[],
  values: Values,
): (register: ApiKeyRegister) => Promise<void> {
  if (name === 'list') return async (register) => showList(await register.list(values.team));
  if (name === 'create') {
    const chosen = chosenKey(values);
    return async (register) => showIssued(await register.create(chosen));
  }
  if (name === 'rotate' && id !== undefined) {
    const graceHours = wholeNumber(values['grace-hours'], 'grace-hours', 0);
    return async (register) => {
      showIssued(await register.rotate(id, graceHours * HOUR_MS));
      console.log(`The old one, ${id}, goes on working for ${graceHours} hours.`);
    };
  }
  if (name === 'revoke' && id !== undefined) {
    return async (register) => {
      await register.revoke(id);
      console.log(`${id} is revoked: within a minute nothing takes it any more.`);
    };
  }
  if (name === 'return-to' && id !== undefined) {
    const origins = chosenOrigins(more);
    return async (register) => {
      await register.allow(id, { returnOrigins: origins });
      const words = origins.length === 0 ? 'nowhere any more' : `to ${origins.join(', ')} alone`;
      console.log(`Within a minute, calls that are booked with ${id} may lead ${words}.`);
    };
  }
  if (name === 'skip-lobby' && id !== undefined && ['yes', 'no'].includes(more)) {
    return async (register) => {
      const { maySkipLobby } = await register.allow(id, { maySkipLobby: more === 'yes' });
      const words = maySkipLobby ? 'may' : 'may not';
      console.log(`Within a minute, calls that are booked with ${id} ${words} skip the lobby.`);
    };
  }
  throw new ScriptError(USAGE);
}

function chosenKey(values: Values) {
  const { team, name, scopes, days } = values;
  if (team === undefined || name === undefined) throw new ScriptError(USAGE);
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(team)) {
    throw new ScriptError('--team must be up to 40 small letters, digits and dashes.');
  }
  if (name.length === 0 || name.length > 100) throw new ScriptError('--name must have 1 to 100 characters.');
  return {
    team,
    name,
    scopes: chosenScopes(scopes),
    requestsPerMinute: wholeNumber(values['per-minute'], 'per-minute', 1),
    returnOrigins: chosenOrigins(values['return-to']),
    maySkipLobby: values['skip-lobby'],
    validUntil: days === undefined ? null : Date.now() + wholeNumber(days, 'days', 1) * DAY_MS,
  };
}

function chosenScopes(text: string): readonly Scope[] {
  const scopes = text.split(',').map((word) => SCOPES.find((scope) => scope === word.trim()));
  const known = scopes.filter((scope) => scope !== undefined);
  if (known.length === scopes.length) return [...new Set(known)];
  throw new ScriptError(`--scopes must be some of ${SCOPES.join(',')}.`);
}

function chosenOrigins(text: string): readonly string[] {
  const words = text.split(',').map((word) => word.trim());
  return words.filter(Boolean).map((word) => {
    const url = parseReturnUrl(word);
    if (url !== undefined && !word.includes('*') && [url.origin, `${url.origin}/`].includes(word))
      return url.origin;
    throw new ScriptError(
      `${word} is no origin: it must be like https://booking.example.com, with nothing behind it.`,
    );
  });
}

function wholeNumber(text: string, name: string, min: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && number <= MAX_NUMBER) return number;
  throw new ScriptError(`--${name} must be a whole number from ${min} to ${MAX_NUMBER}.`);
}

function showIssued({ key, text }: IssuedApiKey): void {
  console.log(`The API key ${key.id} of the team ${key.team}, which is shown this once:\n\n  ${text}\n`);
}

function showList(keys: readonly ApiKey[]): void {
  if (keys.length === 0) console.log('There are no API keys.');
  for (const key of keys) {
    const { id, team, name, scopes, requestsPerMinute, returnOrigins, maySkipLobby } = key;
    const { createdAt, lastUsedAt } = key;
    const use = lastUsedAt === null ? 'never used' : `last used ${inWords(lastUsedAt)}`;
    const facts = [
      scopes.join('+'),
      `${requestsPerMinute}/min`,
      `made ${inWords(createdAt)}`,
      use,
      validity(key),
      ...returnOrigins.map((origin) => `returns to ${origin}`),
      ...(maySkipLobby ? ['skips the lobby'] : []),
    ];
    console.log(`${id}  ${team}  ${JSON.stringify(name)}  ${facts.join(', ')}`);
  }
}

function validity(key: ApiKey): string {
  if (key.revokedAt !== null) return `REVOKED ${inWords(key.revokedAt)}`;
  if (key.validUntil === null) return 'without an end';
  return `${isValid(key, Date.now()) ? 'valid' : 'EXPIRED, valid'} until ${inWords(key.validUntil)}`;
}

function inWords(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}
