/** Fails unless the emulator's rules still say `a == 1`: once, or with `server` for each line that it reads. */
import { createInterface } from 'node:readline';

async function pass(): Promise<boolean> {
  const rules = await (await fetch(`http://${process.env.FIRESTORE_EMULATOR_HOST}/`)).text();
  return rules.includes('a == 1') && process.env.GCLOUD_PROJECT === 'demo-fake';
}

if (process.argv[2] === 'server') {
  console.log('noise');
  for await (const _ of createInterface({ input: process.stdin })) {
    const verdict = (await pass()) ? { outcome: 'passed' } : { outcome: 'failed', failed: 'a is not 1' };
    console.log(`rules-mutation ${JSON.stringify(verdict)}`);
  }
} else if (!(await pass())) {
  console.log('a is not 1');
  process.exitCode = 1;
}
