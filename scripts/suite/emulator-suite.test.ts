import { expect, test } from 'vitest';
import { explainFailedStart } from './emulator-suite.ts';

test.each([
  ['Port 8080 is not open on 127.0.0.1, could not start Firestore Emulator.', /^Port 8080 was taken/],
  ['Failed to load function definition from source: boom', /^The functions do not load \(boom\)/],
  ['anything else', /^The Firebase emulators did not start/],
])('%s becomes one sentence that names the log', (output, sentence) => {
  expect(explainFailedStart(output)).toMatch(sentence);
  expect(explainFailedStart(output)).toMatch(/details are in .*emulators\.log\.$/);
});
