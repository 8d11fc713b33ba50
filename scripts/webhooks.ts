/**
 * Lists what was sent to a webhook, and sends it once more. On the emulator of `npm start`, or with `--project ID` on a
 * real project by this machine's credentials (`gcloud auth application-default login`).
 */
import { type LoggedDelivery, readDeliveryLog } from '../functions/src/webhooks/deliveries/delivery-log.ts';
import { replayDelivery } from '../functions/src/webhooks/deliveries/replay-delivery.ts';
import { readArguments } from './lib/read-arguments.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { connectProject, projectOption } from './suite/connect-project.ts';

const USAGE = `npm run webhooks -- deliveries WEBHOOK
npm run webhooks -- replay DELIVERY
Each takes --project ID for a real project.`;

/** As the server makes them; anything else would be a path to another document. */
const ID_PATTERN = /^[A-Za-z0-9_-]{22}$/;

await runScript(async () => {
  const { values, positionals } = readArguments(projectOption, USAGE);
  const [command, id = ''] = positionals;
  if (!ID_PATTERN.test(id)) throw new ScriptError(USAGE);
  const { firestore, close } = await connectProject(values.project);
  try {
    if (command === 'replay') {
      const isThere = await replayDelivery(firestore, id, Date.now());
      if (!isThere)
        throw new ScriptError(`There is no delivery ${id}, or no longer: they are kept for 30 days.`);
      console.log(`${id} is sent once more, with the same webhook-id as before.`);
    } else if (command === 'deliveries') {
      const log = await readDeliveryLog(firestore, id);
      if (log.length === 0)
        console.log('Nothing was sent to it within 30 days, or there is no such webhook.');
      for (const delivery of log) console.log(describe(delivery));
    } else throw new ScriptError(USAGE);
    return 0;
  } finally {
    await close();
  }
});

function describe({ id, type, state, attemptCount, lastOutcome, createdAt }: LoggedDelivery): string {
  const attempts = `attempts: ${attemptCount}, the last: ${lastOutcome ?? 'none'}`;
  return `${id}  ${createdAt.toISOString()}  ${type}  ${state}, ${attempts}`;
}
