/** A dozen faults, once: whether a call comes back. How soon, over many runs, is `npm run faults`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoLab } from '../../network-lab/why-no-lab.ts';
import { faultScenarios } from './fault-scenarios.ts';
import { LabPair, PATIENCE_MS } from './lab-pair.ts';

const missing = whyNoLab();

describe.skipIf(missing !== undefined)(`two who talk (${missing ?? 'in a network lab'})`, () => {
  let pair: LabPair;
  beforeAll(async () => {
    pair = await LabPair.open();
  });
  afterAll(() => pair.close());

  const short = faultScenarios.filter(({ isShort }) => isShort);
  it.each(short)('are both there again: $name, $what', async (scenario) => {
    await pair.settle(scenario);
    const { pictureMs, soundMs } = await scenario.run(pair);
    for (const { person } of pair.both) person.assertNoErrors();
    // Held to its aim, a busy machine would be a fault.
    expect(Math.max(pictureMs, soundMs)).toBeLessThan(PATIENCE_MS);
  });
});
