export type Need = 'chromium' | 'firefox' | 'suite';

/** A kind of test, which `npm test` runs in this order and `npm run <name>` alone. */
export interface Layer {
  name: string;
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
  { name: 'lint', commands: [['biome', 'check', '--error-on-warnings']] },
  {
    name: 'types',
    commands: [
      '.',
      'protocol',
      'invitation',
      'client',
      'web',
      'functions',
      'emulator-tests',
      'rules-mutation',
    ].map((folder) => ['tsc', '-p', folder]),
  },
  { name: 'dead-code', commands: [['knip']] },
  { name: 'unit' },
  { name: 'browser', needs: ['chromium'] },
  // First of those that write, since it waits for functions that follow every write.
  { name: 'deliveries', needs: ['chromium', 'suite'] },
  { name: 'functions', needs: ['suite'] },
  { name: 'api', needs: ['suite'], hasNoTriggers: true },
  { name: 'rules', needs: ['suite'], hasNoTriggers: true },
  { name: 'adapters', needs: ['suite'], hasNoTriggers: true },
  { name: 'calls', needs: ['chromium', 'firefox', 'suite'], hasNoTriggers: true },
  { name: 'join-bench', needs: ['chromium', 'suite'], hasNoTriggers: true, isOnDemand: true },
];
