/**
 * Books a call for two that starts in a quarter of an hour, and prints the link for each, with Node 22.18 or later:
 *
 *   PARLEY_ORIGIN=http://localhost:5000 PARLEY_API_KEY=parley_… node client/examples/book-a-call.ts
 */
import { ParleyClient, ParleyError } from '../src/parley-client.ts';

const { PARLEY_ORIGIN: origin = 'http://localhost:5000', PARLEY_API_KEY: apiKey = '' } = process.env;
const parley = new ParleyClient({ origin, apiKey });

try {
  const call = await parley.createCall(
    {
      title: 'Consultation',
      startsAt: new Date(Date.now() + 15 * 60_000).toISOString(),
      durationMinutes: 30,
      timeZone: 'Europe/Berlin',
      host: { name: 'Ada', email: 'ada@example.com' },
      guest: { name: 'Grace', email: 'grace@example.com' },
    },
    { idempotencyKey: crypto.randomUUID() },
  );
  console.log(`Ada, the host:    ${call.hostUrl}`);
  console.log(`Grace, the guest: ${call.joinUrl}`);
} catch (error) {
  if (!(error instanceof ParleyError)) throw error;
  console.error(error.message, error.problem?.errors ?? '');
  process.exitCode = 1;
}
