/** `npm run gallery`: a page with every element in every state, for whoever works on them. */
import { once } from 'node:events';
import { startGallery } from './gallery-server.ts';
import { runScript } from './lib/run-script.ts';

await runScript(async (signal) => {
  const gallery = await startGallery();
  console.log(`\nThe gallery: open ${gallery.address}\n(Ctrl-C stops it)`);
  if (!signal.aborted) await once(signal, 'abort');
  await gallery.stop();
  return 0;
});
