/**
 * Runs the rules suite on Google's own Firestore emulator too, where it is found: whatever one of the emulators accepts
 * and the other refuses is a fault in the rules, in a test or in an emulator, and is not to stay unexplained.
 */

import { hasFailed, type LayerReport, summarize } from './layers/layer-report.ts';
import { runLayer } from './layers/run-layer.ts';
import { findCommand } from './lib/commands.ts';
import { runScript } from './lib/run-script.ts';
import { startFirestoreServer, startServer } from './servers/firestore-server.ts';

/** Where gcloud's packages and its installer put the component `cloud-firestore-emulator`. */
const places = ['/usr/lib/google-cloud-sdk', '/usr/share/google-cloud-sdk', '/opt/google-cloud-sdk'].map(
  (sdk) => `${sdk}/platform/cloud-firestore-emulator/cloud_firestore_emulator`,
);

await runScript(async (signal) => {
  // Google's emulator is slow to warm up, and how long a test takes is not what is compared.
  const extraArgs = ['--testTimeout=120000', ...process.argv.slice(2)];
  const google = ['cloud_firestore_emulator', ...places].map(findCommand).find((path) => path !== undefined);
  if (!google) {
    console.log(
      'Google’s emulator is not here, so nothing was compared: `gcloud components install cloud-firestore-emulator`.',
    );
    return 0;
  }
  const emulators = {
    'the default emulator': () => startFirestoreServer(signal),
    'Google’s emulator': () => startServer([google, 'start'], signal),
  };
  const reports: LayerReport[] = [];
  for (const [name, start] of Object.entries(emulators)) {
    console.log(`\n── rules on ${name}`);
    const server = await start();
    try {
      const report = await runLayer({ name: 'rules' }, { signal, env: server.env, extraArgs });
      reports.push({ ...report, layer: `rules on ${name}` });
    } finally {
      await server.stop();
    }
  }
  console.log(`\n${summarize(reports)}`);
  const [ours, googles] = reports.map(
    ({ tests }) => new Map(tests.map(({ title, state }) => [title, state])),
  );
  const different = [...(ours ?? [])].filter(([title, state]) => googles?.get(title) !== state);
  for (const [title] of different) console.log(`The emulators differ: ${title}`);
  if (different.length === 0) console.log('The emulators agree on every test.');
  return reports.some(hasFailed) ? 1 : 0;
});
