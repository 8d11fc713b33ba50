import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/paths.ts';
import { createAppCheckConfig } from './app-check-config.ts';

const deployed = JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8'));

function policyOf(config: typeof deployed): string {
  const [everywhere] = config.hosting.headers;
  return everywhere.headers.find(({ key }: { key: string }) => key === 'Content-Security-Policy').value;
}

test('A site with App Check may load reCAPTCHA, and that is all that differs', () => {
  const derived = createAppCheckConfig(deployed);
  const added = [
    ["script-src 'self'", ' https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/'],
    [
      'https://securetoken.googleapis.com',
      ' https://content-firebaseappcheck.googleapis.com https://www.google.com/recaptcha/',
    ],
    ['trusted-types lit-html default', " * 'allow-duplicates'"],
    ['', '; frame-src https://www.google.com/recaptcha/ https://recaptcha.google.com/recaptcha/'],
  ];
  let expected = policyOf(deployed);
  for (const [before, more] of added) {
    expect(expected).toContain(before);
    expected = before === '' ? `${expected}${more}` : expected.replace(`${before}`, `${before}${more}`);
  }
  expect(policyOf(derived)).toBe(expected);
  expect(JSON.stringify(derived).replace(expected, policyOf(deployed))).toBe(JSON.stringify(deployed));
});

test('Even with App Check the policy has nothing unsafe in it, and Trusted Types are required', () => {
  const policy = policyOf(createAppCheckConfig(deployed));
  expect(policy).not.toMatch(/unsafe|data:|blob:/);
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).toMatch(/^default-src 'none'; /);
});
