import { withoutBackgroundTriggers } from './background-triggers.ts';
import { createBrowserSources } from './browser-sources.ts';
import { type EmulatorSuite, suiteEnvironment } from './emulator-suite.ts';
import { ensureSuite } from './ensure-suite.ts';
import { chromium, findBrowser, firefox } from './find-browser.ts';
import { hasFailed, type LayerReport, summarize } from './layer-report.ts';
import { layers, type Need } from './layers.ts';
import { runLayer } from './run-layer.ts';
import { runScript } from './run-script.ts';
import { ScriptError } from './script-error.ts';
import { deviceEnvironment } from './test-device.ts';

const [layerName, ...extraArgs] = process.argv.slice(2);
const chosen = layers.filter(({ name, isOnDemand }) =>
  layerName === undefined ? isOnDemand !== true : name === layerName,
);

await runScript(async (signal) => {
  if (chosen.length === 0) {
    throw new ScriptError(
      `There is no layer ${layerName}: take one of ${layers.map(({ name }) => name).join(', ')}.`,
    );
  }
  const env: NodeJS.ProcessEnv = { ...process.env, ...deviceEnvironment };
  let suite: Omit<EmulatorSuite, 'exited'> | undefined;
  const prepare: Record<Need, () => Promise<void>> = {
    chromium: once(async () => {
      const found = await findBrowser(chromium, createBrowserSources(chromium, signal));
      if ('missing' in found) throw new ScriptError(found.missing);
      env.PARLEY_CHROMIUM = found.path;
    }),
    firefox: once(async () => {
      const found = await findBrowser(firefox, createBrowserSources(firefox, signal));
      // Optional: the tests that want it skip themselves when the variable is not set.
      if ('missing' in found) console.log(found.missing);
      else env.PARLEY_FIREFOX = found.path;
    }),
    suite: once(async () => {
      suite = await ensureSuite(signal);
      Object.assign(env, suiteEnvironment(suite.addresses));
    }),
  };
  const reports: LayerReport[] = [];
  try {
    for (const layer of chosen) {
      console.log(`\n── ${layer.name}`);
      try {
        for (const need of layer.needs ?? []) await prepare[need]();
        const run = () => runLayer(layer, { signal, env, extraArgs });
        const quiet = layer.hasNoTriggers && suite ? suite.addresses : undefined;
        reports.push(await (quiet ? withoutBackgroundTriggers(quiet, run) : run()));
      } catch (error) {
        if (!(error instanceof ScriptError)) throw error;
        console.error(error.message);
        reports.push({ layer: layer.name, seconds: 0, tests: [], failure: error.message });
      }
    }
  } finally {
    await suite?.stop();
  }
  console.log(`\n${summarize(reports)}`);
  return reports.some(hasFailed) ? 1 : 0;
});

/** Layers share what they need: it is prepared for the first of them, and so is its failure. */
function once(prepare: () => Promise<void>): () => Promise<void> {
  let prepared: Promise<void> | undefined;
  return () => {
    prepared ??= prepare();
    return prepared;
  };
}
