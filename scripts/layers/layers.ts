import type { Job } from './lanes.ts';

export type Need = 'chromium' | 'firefox' | 'firestore' | 'suite';

/** They write to it, and look at all that is there. */
export const exclusiveNeeds: readonly Need[] = ['suite'];

/** A kind of test, which `npm run <name>` runs alone, and `npm test` beside another, begun in this order. */
export interface Layer extends Job {
  /** A check that is one test in itself; without it, the layer is the vitest projects whose names begin with its own. */
  commands?: readonly (readonly [string, ...string[]])[];
  needs?: readonly Need[];
  /**
   * No function follows its writes: they are about something else, or would keep functions busy for minutes. What was
   * written before is dealt with first.
   */
  hasNoTriggers?: true;
  /** Only when it is asked for: it measures, and finds no faults. */
  isOnDemand?: true;
}

export const layers: readonly Layer[] = [
  // Those with the suite come first, since only one of them runs at a time: the others fill the lanes beside them. And of
  // those the one first that waits for functions to follow every write. Then the longest.
  { name: 'deliveries', needs: ['chromium', 'suite'] },
  { name: 'functions', needs: ['suite'] },
  { name: 'api', needs: ['suite'], hasNoTriggers: true },
  { name: 'adapters', needs: ['suite'], hasNoTriggers: true },
  { name: 'browser', needs: ['chromium'] },
  { name: 'rules', needs: ['firestore'] },
  { name: 'calls', needs: ['chromium', 'firefox', 'suite'], hasNoTriggers: true, lanes: 2 },
  { name: 'lab', needs: ['chromium', 'suite'], hasNoTriggers: true, lanes: 2 },
  // The lab waits more than it works, for faults to pass and people to be back: beside it are those that wait for nothing, on one core.
  { name: 'unit', fillsUp: 'lab' },
  {
    name: 'types',
    fillsUp: 'lab',
    commands: [
      '.',
      'protocol',
      'invitation',
      'call',
      'client',
      'web',
      'functions',
      'emulator-tests',
      'rules-mutation',
      'network-lab',
      'bench',
    ].map((folder) => ['tsc', '-p', folder]),
  },
  { name: 'dead-code', commands: [['knip']], fillsUp: 'lab' },
  { name: 'lint', commands: [['biome', 'check', '--error-on-warnings']], fillsUp: 'lab' },
  { name: 'join-bench', needs: ['chromium', 'suite'], hasNoTriggers: true, isOnDemand: true },
  { name: 'soak', needs: ['chromium', 'suite'], hasNoTriggers: true, isOnDemand: true },
  { name: 'large-files', needs: ['chromium', 'suite'], hasNoTriggers: true, isOnDemand: true },
  { name: 'faults', needs: ['chromium', 'suite'], hasNoTriggers: true, isOnDemand: true },
];
