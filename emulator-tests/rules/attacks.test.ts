/** The attacks on record, by number, in attacks.md: each is tried by tests that exist. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const record = await readFile(new URL('./attacks.md', import.meta.url), 'utf8');

/** `| 9 | what is tried | file: “title” · “title”; file: “title” |` */
const attacks = [...record.matchAll(/^\| (\d+) \| (.*) \| (.*) \|$/gm)].map(
  ([, number = '', name = '', tests = '']) => ({ number: Number(number), name, tests }),
);

/** As the first argument of a test, or as the key or the first element of a row in a table of them. */
async function titlesIn(file: string): Promise<string[]> {
  const source = await readFile(new URL(`./${file}.test.ts`, import.meta.url), 'utf8');
  return [...source.matchAll(/(?<=[\s([{])'([^'\n]+)'(?=[,:)\]])/g)].map(([, title = '']) => title);
}

describe('attack', () => {
  it.for(attacks)('$number is tried by tests that exist: $name', async ({ tests }, { skip }) => {
    if (tests.startsWith('not tried: ')) return skip(tests);
    for (const ofFile of tests.split('; ')) {
      const [, file = '', titles = ''] = /^([a-z-]+): (.*)$/.exec(ofFile) ?? [];
      const named = [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title);
      expect(named.map((title) => `“${title}”`).join(' · ')).toBe(titles);
      expect(named).not.toEqual([]);
      expect(await titlesIn(file)).toEqual(expect.arrayContaining(named));
    }
  });

  it('has every number from 1 to 134 once', () => {
    expect(attacks.map(({ number }) => number)).toEqual(Array.from({ length: 134 }, (_, index) => index + 1));
  });
});
