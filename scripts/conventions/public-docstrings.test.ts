import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/paths.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

test("Whatever other people's pages may use of a call says above itself what it is", () => {
  const protocol = globSync('protocol/src/**/*.ts', { cwd: root }).map(read).join('');
  const lists = [...read('call/src/index.ts').matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)];
  const exported = lists.flatMap(([, list = '', from = '']) => {
    const source = from.startsWith('.') ? read(join('call/src', from)) : protocol;
    const names = list.split(',').map((name) => name.trim().replace(/^type /, ''));
    return names.filter((name) => name !== '').map((name) => ({ name, source }));
  });
  expect(exported.length).toBeGreaterThan(100);
  const isExplained = ({ name, source }: (typeof exported)[number]) =>
    new RegExp(String.raw`\*/\nexport (?:async )?(?:class|interface|type|const|function) ${name}\b`).test(
      source,
    );
  expect(exported.filter((one) => !isExplained(one)).map(({ name }) => name)).toEqual([]);
});
