/** `npm run gallery`: a page with every element in every state, for whoever works on them. */
import { once } from 'node:events';
import { runScript } from './lib/run-script.ts';
import { startGallery } from './servers/gallery-server.ts';

await runScript(async (signal) => {
  const gallery = await startGallery();
  console.log(`\nThe gallery: open ${gallery.address}\n(Ctrl-C stops it)`);
  if (!signal.aborted) await once(signal, 'abort');
  await gallery.stop();
  return 0;
});
