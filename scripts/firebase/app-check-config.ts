/**
 * What a site with App Check is deployed with: firebase.json, and a page that may load reCAPTCHA. The policy in
 * firebase.json stays the strictest that works without it. docs/app-check.md says what each of these is for.
 */
import type { FirebaseConfig } from './emulator-config.ts';

/** Sources that App Check adds, by directive; a directive that the policy lacks is added with them. */
const ADDED_SOURCES: Readonly<Record<string, readonly string[]>> = {
  'script-src': ['https://www.google.com/recaptcha/', 'https://www.gstatic.com/recaptcha/'],
  'frame-src': ['https://www.google.com/recaptcha/', 'https://recaptcha.google.com/recaptcha/'],
  'connect-src': ['https://content-firebaseappcheck.googleapis.com', 'https://www.google.com/recaptcha/'],
  // Scripts must still make trusted types of texts, but reCAPTCHA's may do so under names that Google does not publish.
  'trusted-types': ['*', "'allow-duplicates'"],
};

export function createAppCheckConfig<Config extends Pick<FirebaseConfig, 'hosting'>>(config: Config): Config {
  const derived = structuredClone(config);
  for (const header of derived.hosting.headers.flatMap(({ headers }) => headers)) {
    if (header.key === 'Content-Security-Policy') header.value = addSources(header.value);
  }
  return derived;
}

function addSources(policy: string): string {
  const directives = policy.split('; ').map((directive) => {
    const [name = ''] = directive.split(' ', 1);
    return [directive, ...(ADDED_SOURCES[name] ?? [])].join(' ');
  });
  const missing = Object.entries(ADDED_SOURCES)
    .filter(([name]) => !directives.some((directive) => directive.startsWith(`${name} `)))
    .map(([name, sources]) => [name, ...sources].join(' '));
  return [...directives, ...missing].join('; ');
}
