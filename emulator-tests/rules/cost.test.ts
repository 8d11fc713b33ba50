/**
 * What the rules cost. Look-ups of other documents are paid for, and Firestore refuses whatever takes more than 1,000
 * expressions to judge: what stands beside every condition shows that 650 are enough.
 */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aRunningCall } from '../../protocol/src/testing/call-docs.ts';

const HOST = process.env.FIRESTORE_EMULATOR_HOST ?? '127.0.0.1:8080';

let rules: string;
beforeAll(async () => {
  const text = await readFile(new URL('../../firestore.rules', import.meta.url), 'utf8');
  rules = text.replace(/\/\/.*$/gm, '');
});

afterAll(() => {
  vi.unstubAllEnvs();
});

/** Every condition of every `allow`, times over. All of them are judged when the request is allowed. */
function repeated(times: number): string {
  return rules.replace(
    /(allow \w+: if )([^;]*);/g,
    (_, allow: string, condition: string) =>
      `${allow}${Array.from({ length: times }, () => `(${condition})`).join(' && ')};`,
  );
}

/** Every condition of every `allow`, or `true` in its place, with so many more beside it: a tree, since depth is limited. */
function besideMore(count: number, condition?: string): string {
  const more = (trues: number): string => {
    const half = Math.floor(trues / 2);
    return trues === 1 ? 'true' : `(${more(half)} && ${more(trues - half)})`;
  };
  return rules.replace(
    /(allow \w+: if )([^;]*);/g,
    (_, allow: string, there: string) => `${allow}(${condition ?? there}) && ${more(count)};`,
  );
}

/** Other rules hold in a project of their own; modules read which project when they are imported, so not before. */
async function inProject(project: string, content: string) {
  const response = await fetch(`http://${HOST}/emulator/v1/projects/${project}:securityRules`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ rules: { files: [{ name: 'firestore.rules', content }] } }),
  });
  expect([response.status, await response.text()]).toEqual([200, expect.anything()]);
  vi.resetModules();
  vi.stubEnv('GCLOUD_PROJECT', project);
  const [writes, rest, scene] = await Promise.all([
    import('./legal-writes.ts'),
    import('./rest-firestore.ts'),
    import('./scene.ts'),
  ]);
  return { ...writes, ...rest, ...scene };
}

/** Makes every legal write and every legal read. @returns those that were refused */
async function refusedIn(project: string, content: string): Promise<string[]> {
  const { legalWrites, wholeWrite, commitAs, getAs, given, seedBatches, stranger } = await inProject(
    project,
    content,
  );
  const refused: string[] = [];
  for (const [name, legal] of Object.entries(legalWrites)) {
    const outcome = await commitAs(legal.by, wholeWrite(await legal.prepare())).catch(
      (error: Error) => error.message,
    );
    if (outcome !== 'accepted') refused.push(name);
  }
  const docId = await given(aRunningCall());
  for (const path of [`calls/${docId}`, ...(await seedBatches(docId))]) {
    const outcome = await getAs(stranger, path).catch((error: Error) => error.message);
    if (outcome !== 'accepted') refused.push(path.replace(docId, '…'));
  }
  return refused;
}

describe('the worst legal request', () => {
  it('would be refused if it took more than there is: some are when each condition stands twenty times', async () => {
    expect(await refusedIn('demo-parley-twenty-times', repeated(20))).toContain('the next offer');
  });
});

/** Each condition more takes three of the 1,000: so 333 fit where there is nothing else. */
describe('beside the worst legal request', () => {
  it('117 conditions more are judged, of 333: it takes less than 650 expressions of 1,000', async () => {
    expect(await refusedIn('demo-parley-more', besideMore(117))).toEqual([]);
    expect(await refusedIn('demo-parley-too-much', besideMore(170))).toContain('the next offer');
  });

  it('as many as that are judged where there is nothing else, and no more', async () => {
    expect(await refusedIn('demo-parley-nothing-else', besideMore(333, 'true'))).toEqual([]);
    expect(await refusedIn('demo-parley-more-than-all', besideMore(334, 'true'))).toContain('a new call');
  });
});

describe('other documents', () => {
  it('are looked up in few places: three for a new call and one more for a room, one for candidates and knocks, one for words, four for names, two for rings', () => {
    expect(rules.match(/\b(get|exists|getAfter|existsAfter)\s*\(\s*\//g)).toEqual([
      ...[
        'get(/',
        'get(/',
        'get(/',
        ...Array(4).fill('getAfter(/'),
        'exists(/',
        'exists(/',
        'getAfter(/',
        'get(/',
      ],
    ]);
    // A name's holder is one document, and a holder's name another, read once however often it is asked.
    expect(rules.match(/\b(existsAfter|getAfter)\(path\)/g)).toHaveLength(5);
    expect(rules.split('isLeasedName(')).toHaveLength(4);
    expect(rules.split('isHeldAfter(')).toHaveLength(4);
    for (const name of ['isCounted', 'isUnused', 'isCountedRoom'])
      expect(rules.split(`${name}(`)).toHaveLength(3);
    expect(rules).toMatch(
      /allow create: if [^;]*\bcreates\(\)\s+&& isCounted\(callDocId\) && isUnused\(callDocId\)\s+&& \(!\('room' in request\.resource\.data\) \|\| isCountedRoom\(callDocId\)\);/,
    );
    const users = rules.split('callOf(').length - 1;
    const declared = rules.match(/function callOf\(/g)?.length;
    const byCandidates = rules.match(
      /allow create: if isSignedIn\(\) && isCandidateBatch\(batchId\)\s+&& \w+In\(callOf\(/g,
    );
    expect([users, declared, byCandidates?.length]).toEqual([15, 1, 2]);
    const ofCalls = rules.match(/match \/calls\/.*?(?=match \/offerCandidates)/s)?.[0] ?? '';
    expect(ofCalls).toContain(
      'allow get: if isSignedIn() && isAlive(resource.data) && mayRead(resource.data);',
    );
    expect(ofCalls).not.toContain('callOf(');
  });

  it('are needed by no other transition and no other read: without these places, only those are refused', async () => {
    const without = rules
      .replace(/return get(After)?\(\/[^;]*(spoken|name)Tries[^;]*;/g, 'return false;')
      .replace(/let ring = get\(\/.*?;/s, 'let ring = null;')
      .replace(/return get\(\/.*?\.data;/s, 'return null;')
      .replace(/return getAfter\(\/.*?;/gs, 'return false;')
      .replace(/getAfter\(\/[^;]*ringers[^;]*;/, 'false;')
      .replace(/return !exists\(\/.*?;/s, 'return false;')
      .replace(/let holder = getAfter\(\/.*?;/s, 'let holder = null;')
      .replace(/return existsAfter\(path\).*?;/s, 'return false;')
      .replace(/getAfter\(path\)[^;]*;/, 'false;');
    expect(without).not.toMatch(/(get|exists)(After)?\((\/|path)/);
    expect(await refusedIn('demo-parley-without-get', without)).toEqual([
      ...['a new call', 'a new call behind a door', 'a new room', 'a new room behind a door'],
      ...['a new scheduled call', 'a new scheduled call behind a door'],
      ...["the offerer's candidates", "the answerer's candidates"],
      ...['a ring', 'another ring, after having been turned away', 'standing at the door'],
      ...['a first word to whoever knocks', 'another word to whoever knocks'],
      ...['words that are read out', 'a knock by words'],
      ...['claiming a name', 'claiming a name that somebody has not come back to'],
      ...['claiming back a name that one gave up', 'renewing a name'],
      ...['holding a first name', 'holding another name', 'renewing what one holds'],
      ...['a first ring of somebody', 'a ring after one that was answered'],
      ...['counting a first ring', 'counting one more ring', 'counting a ring after an hour'],
      ...['calls/…/offerCandidates/1-0', 'calls/…/answerCandidates/1-0'],
    ]);
  });
});
