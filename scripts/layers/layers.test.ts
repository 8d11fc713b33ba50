import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { layers } from './layers.ts';

/** Which have commands of their own, with options. */
const others = ['faults', 'soak'];

test.each(layers.map(({ name }) => name).filter((name) => !others.includes(name)))(
  'npm run %s runs that layer alone',
  (name) => {
    const scripts: Record<string, string> = packageJson.scripts;
    expect(scripts[name]).toBe(`node scripts/with-node.cjs scripts/test.ts ${name}`);
  },
);
