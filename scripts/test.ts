import { join } from 'node:path';
import { createBrowserSources } from './browsers/browser-sources.ts';
import { type BrowserKind, chromium, findBrowser, firefox, headlessShell } from './browsers/find-browser.ts';
import { deviceEnvironment } from './browsers/test-device.ts';
import { findFirestoreEmulator } from './firebase/firestore-emulator-sources.ts';
import { runInLanes } from './layers/lanes.ts';
import { describeCounts, hasFailed, type LayerReport, summarize } from './layers/layer-report.ts';
import { exclusiveNeeds, type Layer, layers, type Need } from './layers/layers.ts';
import { runLayer } from './layers/run-layer.ts';
import { localCache } from './lib/paths.ts';
import { showProgress } from './lib/progress.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { type FirestoreServer, startFirestoreServer } from './servers/firestore-server.ts';
import { withoutBackgroundTriggers } from './suite/background-triggers.ts';
import { type EmulatorSuite, suiteEnvironment } from './suite/emulator-suite.ts';
import { ensureSuite } from './suite/ensure-suite.ts';

const [layerName, ...extraArgs] = process.argv.slice(2);
const chosen = layers.filter(({ name, isOnDemand }) =>
  layerName === undefined ? isOnDemand !== true : name === layerName,
);

// Of programs that start over and over, and of functions, what V8 has compiled once. https://nodejs.org/api/module.html#module-compile-cache
process.env.NODE_COMPILE_CACHE ??= join(localCache, 'compiled');

await runScript(async (signal) => {
  if (chosen.length === 0) {
    throw new ScriptError(
      `There is no layer ${layerName}: take one of ${layers.map(({ name }) => name).join(', ')}.`,
    );
  }
  let suite: Omit<EmulatorSuite, 'exited'> | undefined;
  let firestore: FirestoreServer | undefined;
  /** What each need adds to the environment of the layers that have it. */
  const prepare: Record<Need, () => Promise<NodeJS.ProcessEnv>> = {
    chromium: once(async () => {
      const found = await find(chromium);
      if ('missing' in found) throw new ScriptError(found.missing);
      // Where there is none the whole browser does it all, and so does one that the user names.
      const shell = process.env.PARLEY_CHROMIUM === undefined ? await find(headlessShell) : undefined;
      const hasShell = shell !== undefined && 'path' in shell;
      return { PARLEY_CHROMIUM: found.path, ...(hasShell ? { PARLEY_CHROMIUM_SHELL: shell.path } : {}) };
    }),
    firefox: once(async () => {
      const found = await find(firefox);
      if ('path' in found) return { PARLEY_FIREFOX: found.path };
      // Optional: the tests that want it skip themselves when the variable is not set.
      console.log(found.missing);
      return {};
    }),
    firestore: once(async () => {
      firestore = await startFirestoreServer(signal);
      return firestore.env;
    }),
    suite: once(async () => {
      suite = await ensureSuite(signal);
      return suiteEnvironment(suite.addresses);
    }),
  };
  const find = (kind: BrowserKind) => findBrowser(kind, createBrowserSources(kind, signal));

  async function run(layer: Layer, onOutput?: (text: string) => void): Promise<LayerReport> {
    try {
      const env: NodeJS.ProcessEnv = { ...process.env };
      for (const need of layer.needs ?? []) Object.assign(env, await prepare[need]());
      Object.assign(env, deviceEnvironment);
      const runIt = () => runLayer(layer, { signal, env, extraArgs, ...(onOutput ? { onOutput } : {}) });
      const quiet = layer.hasNoTriggers && suite ? suite.addresses : undefined;
      return await (quiet ? withoutBackgroundTriggers(quiet, runIt) : runIt());
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      (onOutput ?? console.error)(`${error.message}\n`);
      return { layer: layer.name, seconds: 0, tests: [], failure: error.message };
    }
  }

  /** Of several at once, each is shown whole when it has ended. */
  async function runBesideOthers(layer: Layer): Promise<LayerReport> {
    const progress = showProgress(layer.name);
    let output = '';
    let outcome = 'stopped';
    try {
      const report = await run(layer, (text) => {
        output += text;
      });
      outcome = describeCounts(report);
      return report;
    } finally {
      progress.end(`\n── ${layer.name}\n${output}${outcome}`);
    }
  }

  // Where it has to be built, that keeps every core busy: beside tests it would take many times as long, and so would they.
  // Each layer that needs it says why there is none.
  if (chosen.some(({ needs = [] }) => needs.includes('firestore') || needs.includes('suite')))
    await findFirestoreEmulator(signal).catch(() => signal.throwIfAborted());

  const reports = new Map<string, LayerReport>();
  try {
    await runInLanes(chosen, exclusiveNeeds, async (layer) => {
      reports.set(layer.name, await (chosen.length > 1 ? runBesideOthers(layer) : run(layer)));
    });
  } finally {
    await Promise.all([suite?.stop(), firestore?.stop()]);
  }
  const inOrder = chosen.flatMap(({ name }) => reports.get(name) ?? []);
  console.log(`\n${summarize(inOrder)}`);
  return inOrder.some(hasFailed) ? 1 : 0;
});

/** Layers share what they need: it is prepared for the first of them, and so is its failure. */
function once<Result>(prepare: () => Promise<Result>): () => Promise<Result> {
  let prepared: Promise<Result> | undefined;
  return () => {
    prepared ??= prepare();
    return prepared;
  };
}
