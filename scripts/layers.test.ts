import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { layers } from './layers.ts';

test.each(layers.map(({ name }) => name))('npm run %s runs that layer alone', (name) => {
  const scripts: Record<string, string> = packageJson.scripts;
  expect(scripts[name]).toBe(`node scripts/with-node.cjs scripts/test.ts ${name}`);
});
