import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/paths.ts';
import { createEmulatorConfig } from './emulator-config.ts';
import { documentedAddresses } from './emulator-ports.ts';

const deployed = readFileSync(join(root, 'firebase.json'), 'utf8');

/** The policy's directives, each with its sources. */
function directivesOf(json: string): Record<string, string[]> {
  const [, policy = ''] =
    /"Content-Security-Policy","value":"([^"]*)"/.exec(JSON.stringify(JSON.parse(json))) ?? [];
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

test('The deployed policy reaches this site and three servers of Google, and nothing else', () => {
  const { 'connect-src': connect } = directivesOf(deployed);
  expect(connect).toEqual([
    "'self'",
    'https://firestore.googleapis.com',
    'https://identitytoolkit.googleapis.com',
    'https://securetoken.googleapis.com',
  ]);
});

test('The deployed policy forbids all that it does not name, and nothing in it is unsafe', () => {
  const { 'connect-src': _, ...others } = directivesOf(deployed);
  expect(others).toEqual({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'worker-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'font-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['lit-html', 'default'],
  });
});

test('On this machine the page reaches the emulators too, wherever they are, and that is all that differs', () => {
  const addresses = { ...documentedAddresses, auth: { host: '127.0.0.1', port: 40_401 } };
  const local = createEmulatorConfig(JSON.parse(deployed), addresses);
  const added = ['localhost', '127.0.0.1'].flatMap((name) => [
    `http://${name}:40401`,
    `http://${name}:${documentedAddresses.firestore.port}`,
  ]);
  const { 'connect-src': connect = [], ...others } = directivesOf(JSON.stringify(local));
  const { 'connect-src': connectDeployed = [], ...othersDeployed } = directivesOf(deployed);
  expect(connect).toEqual([...connectDeployed, ...added]);
  expect(others).toEqual(othersDeployed);
  const { emulators, ...rest } = JSON.parse(JSON.stringify(local).replace(` ${added.join(' ')}`, ''));
  const { emulators: deployedEmulators, ...deployedRest } = JSON.parse(deployed);
  expect(rest).toEqual(deployedRest);
  expect(emulators).toEqual({ ...deployedEmulators, ...addresses });
});
