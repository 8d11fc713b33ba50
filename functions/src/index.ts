// First: it holds for whatever is defined after it.
import './app-check.ts';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { defineSecret } from 'firebase-functions/params';
import { HttpsError, onCall, onRequest } from 'firebase-functions/v2/https';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { REGION } from './deployment/region.ts';
import { claimHost as claim, parseHostClaim } from './host/claim-host.ts';
import { RateLimiter } from './http/rate-limiter.ts';
import { holdBodies } from './http/request-body.ts';
import { serveNode } from './http/serve-node.ts';
import { emptyUndecodableAddresses } from './http/undecodable-addresses.ts';
import { withOwnBody } from './http/with-own-body.ts';
import { issueRelays as issue, type RelayIssue } from './relays/issue-relays.ts';
import { hasRelays, relayProvider } from './relays/relay-config.ts';
import { RelayError } from './relays/relay-provider.ts';
import { ServerSecret } from './secret/server-secret.ts';
import { sweep } from './sweep/sweep.ts';

export { deliverWebhook, followCall, publishBooking, queueReplay } from './webhooks/webhook-functions.ts';

initializeApp();

/** Less than the 5 minutes to the next run, so that runs do not pile up. */
const TIMEOUT_SECONDS = 240;

/** When a run stops to begin anything new. What is left is for a cold start and for calls already begun, retries too. */
const BUDGET_MS = (TIMEOUT_SECONDS - 60) * 1000;

/**
 * Deletes the calls that have lapsed. Overlapping, repeated, late and killed runs are harmless; a single instance that
 * takes a single request only spares their cost. What a run does not finish the next one does, so nothing is retried.
 */
export const sweepStaleCalls = onSchedule(
  {
    schedule: 'every 5 minutes',
    region: REGION,
    maxInstances: 1,
    concurrency: 1,
    retryCount: 0,
    timeoutSeconds: TIMEOUT_SECONDS,
    // Measured: 10,000 calls with 30 documents each peak at 384 MB resident, of which 40 MB are alive at any time.
    memory: '512MiB',
  },
  async () => {
    const report = await sweep(getFirestore(), { clock: Date.now, deadlineAt: Date.now() + BUDGET_MS });
    logger.info('Stale calls swept', report);
    // Makes the run count as failed where somebody may have set an alarm on it.
    if (report.failed > 0) throw new Error(`${report.failed} documents or calls could not be deleted`);
  },
);

// Those that anybody may call. Nobody but Google's own services gets as far as the runtime of the others.
holdBodies(['api', 'claimHost', 'issueRelays']);
emptyUndecodableAddresses();

/** Makes whoever has a scheduled call's host key its host. Reached through Hosting, at /api/claim-host. */
export const claimHost = withOwnBody(
  onCall({ region: REGION, invoker: 'public', maxInstances: 10 }, async (request) => {
    const hostClaim = parseHostClaim(request.data);
    if (request.auth === undefined) throw new HttpsError('unauthenticated', 'Nobody is signed in.');
    if (hostClaim === undefined) throw new HttpsError('invalid-argument', 'This is no claim of a host.');
    const isHost = await claim(getFirestore(), hostClaim, request.auth.uid, Date.now());
    // One answer for every reason: this must not tell which calls there are.
    if (!isHost) throw new HttpsError('not-found', 'No call has this host key.');
    return {};
  }),
);

/** Only where functions/.env names relays: `firebase deploy` would ask everybody for it. */
const relaySecret = hasRelays(process.env) ? defineSecret('RELAY_SECRET') : undefined;
let relayIssue: RelayIssue | undefined;

/** Gives whoever may sit in a call relays for some minutes. Reached through Hosting, at /api/relays. Logs none of them. */
export const issueRelays = withOwnBody(
  onCall(
    {
      region: REGION,
      invoker: 'public',
      maxInstances: 10,
      secrets: relaySecret === undefined ? [] : [relaySecret],
    },
    async ({ auth, data }) => {
      if (auth === undefined) throw new HttpsError('unauthenticated', 'Nobody is signed in.');
      const firestore = getFirestore();
      relayIssue ??= {
        firestore,
        rateLimiter: new RateLimiter(firestore, Date.now),
        provider: relayProvider(process.env, relaySecret?.value() ?? '', Date.now),
        clock: Date.now,
      };
      const issued = await issue(relayIssue, data?.docId, auth.uid).catch((error: unknown) => {
        if (!(error instanceof RelayError)) throw error;
        logger.error('Relays could not be had', { reason: error.message });
        throw new HttpsError('unavailable', 'No relay is to be had just now.');
      });
      // One answer for every reason: this must not tell which calls there are.
      if (issued === 'may-not-sit')
        throw new HttpsError('permission-denied', 'You may not sit in this call.');
      if (issued === 'too-often') throw new HttpsError('resource-exhausted', 'Try again in a minute.');
      return issued;
    },
  ),
);

const parleySecret = defineSecret('PARLEY_SECRET');

/**
 * The REST API, which Hosting serves under `/api/v1`. It is made with the first request of an instance, since the secret
 * is not there before; so no other function has to load it.
 */
let answerApiRequest: ((request: Request) => Promise<Response>) | undefined;
export const api = onRequest(
  {
    region: REGION,
    secrets: [parleySecret],
    // Each instance takes its share of a key's rate limit, and 20 of them take all.
    maxInstances: 10,
    memory: '256MiB',
    timeoutSeconds: 30,
    invoker: 'public',
  },
  async (request, response) => {
    const { createApi } = await import('./api.ts');
    answerApiRequest ??= createApi({
      firestore: getFirestore(),
      secret: new ServerSecret(parleySecret.value()),
      origin: siteOrigin(),
      log: (entry) => logger[entry.failure ? 'error' : 'info']('API request', entry),
      clock: Date.now,
      isLocalAllowed: process.env.FUNCTIONS_EMULATOR === 'true',
    });
    await serveNode(answerApiRequest, request, response);
  },
);

/**
 * Where the pages are, for links in answers. `PARLEY_ORIGIN` in functions/.env names a domain of one's own; a request's
 * Host header is not asked, since whoever sends it chooses it.
 */
function siteOrigin(): string {
  return process.env.PARLEY_ORIGIN || `https://${process.env.GCLOUD_PROJECT}.web.app`;
}
