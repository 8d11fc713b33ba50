/**
 * App Check: Google looks at this browser and, if it takes it for one with this page in it, gives it a token that goes
 * with every request. Loaded only where the site's build names a key. docs/app-check.md says what this is good for.
 */
import type { FirebaseApp } from 'firebase/app';
import {
  type AppCheck,
  getToken,
  initializeAppCheck,
  onTokenChanged,
  ReCaptchaEnterpriseProvider,
} from 'firebase/app-check';
import { whileAlive } from '../lib/lifetime.ts';

/**
 * Firebase's SDK would fetch the same script, but from a plain string, which Trusted Types forbid, and without the
 * parameter that makes the script itself observe them. It does not fetch what is already there.
 */
const SCRIPT_URL = 'https://www.google.com/recaptcha/enterprise.js?render=explicit&trustedtypes=true';

/** A script that has not come by then is blocked, most likely. */
const SCRIPT_TIMEOUT_MS = 8_000;

/** Google is asked while somebody waits. */
const TOKEN_TIMEOUT_MS = 5_000;

/** What vouches for this browser. */
export interface Attestation {
  /** The token in force at this instant; undefined: there is none. */
  readonly currentToken: string | undefined;
  /** A token that is good for some minutes; undefined when none is to be had. Never rejects: the server decides. */
  token(): Promise<string | undefined>;
}

/**
 * Call before anything of Firebase is asked for anything, so that nothing is asked without a token.
 * @param onIgnored told why there is no token
 */
export async function startAppCheck(
  app: FirebaseApp,
  siteKey: string,
  onIgnored: (cause: unknown) => void,
): Promise<Attestation> {
  try {
    await whileAlive(loadScript(), AbortSignal.timeout(SCRIPT_TIMEOUT_MS));
    const provider = new ReCaptchaEnterpriseProvider(siteKey);
    return new Attested(initializeAppCheck(app, { provider, isTokenAutoRefreshEnabled: true }), onIgnored);
  } catch (cause) {
    onIgnored(cause);
    return { currentToken: undefined, token: async () => undefined };
  }
}

class Attested implements Attestation {
  readonly #appCheck: AppCheck;
  readonly #onIgnored: (cause: unknown) => void;
  #token: string | undefined;

  constructor(appCheck: AppCheck, onIgnored: (cause: unknown) => void) {
    this.#appCheck = appCheck;
    this.#onIgnored = onIgnored;
    const keep = ({ token }: { token: string }) => {
      this.#token = token;
    };
    onTokenChanged(appCheck, { next: keep, error: () => {} });
  }

  get currentToken(): string | undefined {
    return this.#token;
  }

  async token(): Promise<string | undefined> {
    try {
      const { token } = await whileAlive(getToken(this.#appCheck), AbortSignal.timeout(TOKEN_TIMEOUT_MS));
      this.#token = token;
    } catch (cause) {
      this.#onIgnored(cause);
    }
    return this.#token;
  }
}

function loadScript(): Promise<void> {
  const script = document.createElement('script');
  Reflect.set(script, 'src', trustedScriptUrl());
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  script.addEventListener('load', () => resolve());
  script.addEventListener('error', () => reject(new Error('The script of reCAPTCHA did not come')));
  document.head.append(script);
  return promise;
}

/** As Trusted Types want it, where the browser has them: a policy that knows this one address. */
function trustedScriptUrl(): unknown {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('parley-app-check', { createScriptURL: () => SCRIPT_URL });
  return policy?.createScriptURL('') ?? SCRIPT_URL;
}

/** https://developer.mozilla.org/docs/Web/API/TrustedTypePolicyFactory */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(url: string): unknown };
}
