/** Anonymous sign-in: the browser keeps the user, and no person is asked for anything. */
import type { FirebaseApp } from 'firebase/app';
import {
  type Auth,
  browserLocalPersistence,
  connectAuthEmulator,
  indexedDBLocalPersistence,
  initializeAuth,
  onIdTokenChanged,
  signInAnonymously,
  signOut,
  type User,
} from 'firebase/auth';
import { whileAlive } from '../lib/lifetime.ts';
import { retryBriefly } from '../lib/retry-briefly.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import type { Account } from '../ports/account.ts';
import { CallError } from '../ports/call-error.ts';
import type { Identity } from '../ports/identity.ts';
import { translateAuthError } from './firebase-error.ts';
import type { Address } from './firebase-settings.ts';
import { historyPersistence } from './history-persistence.ts';

export class FirebaseIdentity implements Identity {
  readonly #auth: Auth;
  readonly #clock: ServerClock;
  #signingIn: Promise<User> | undefined;
  /** Whom the server has confirmed during this page load. */
  #user: User | undefined;
  /** The token in force, for a write that cannot wait. Undefined before sign-in. */
  #token: string | undefined;

  constructor(app: FirebaseApp, clock: ServerClock, emulator: Address | undefined) {
    this.#clock = clock;
    const persistence = [indexedDBLocalPersistence, browserLocalPersistence, historyPersistence];
    this.#auth = initializeAuth(app, { persistence });
    if (emulator !== undefined) {
      connectAuthEmulator(this.#auth, `http://${emulator.host}:${emulator.port}`, { disableWarnings: true });
    }
    onIdTokenChanged(this.#auth, (user) => {
      if (user === null) this.#token = undefined;
      else
        user.getIdToken().then(
          (token) => (this.#token = token),
          () => {},
        );
    });
  }

  async signIn(signal: AbortSignal): Promise<string> {
    const known = this.#auth.currentUser;
    if (known !== null && known === this.#user) return known.uid;
    this.#signingIn ??= retryBriefly(() => this.#signIn(), isUnreachable).finally(() => {
      // Asked again later, the answer may be another: offline then, signed out since.
      this.#signingIn = undefined;
    });
    this.#user = await whileAlive(this.#signingIn, signal);
    return this.#user.uid;
  }

  async account(signal: AbortSignal): Promise<Account> {
    await this.signIn(signal);
    const fetched = retryBriefly(() => import('./firebase-account.ts'));
    const { FirebaseAccount } = await fetched.catch((cause: unknown) => {
      throw new CallError('page-incomplete', { cause });
    });
    return new FirebaseAccount(this.#auth);
  }

  /** Undefined when signed out. */
  get uid(): string | undefined {
    return this.#auth.currentUser?.uid;
  }

  /** The token in force at this instant, even if it is about to lapse. */
  get currentToken(): string | undefined {
    return this.#token;
  }

  /** A token that is good for some minutes. @throws {CallError} `signed-out`, `signaling-unreachable` */
  async token(): Promise<string> {
    const user = this.#auth.currentUser;
    if (user === null) throw new CallError('signed-out');
    try {
      this.#token = await user.getIdToken();
      return this.#token;
    } catch (error) {
      throw translateAuthError(error);
    }
  }

  async #signIn(): Promise<User> {
    try {
      await this.#auth.authStateReady();
      return (await this.#welcomeBack()) ?? (await this.#signInAnew());
    } catch (error) {
      throw translateAuthError(error);
    }
  }

  /** The user whom this browser remembers, if the server still knows them. */
  async #welcomeBack(): Promise<User | undefined> {
    const user = this.#auth.currentUser;
    if (user === null) return undefined;
    try {
      await this.#learnTime(user, { isFresh: false, learn: this.#clock.measure() });
      return user;
    } catch (error) {
      if (translateAuthError(error).code !== 'signed-out') throw error;
      await signOut(this.#auth);
      return undefined;
    }
  }

  async #signInAnew(): Promise<User> {
    const learn = this.#clock.measure();
    const { user } = await signInAnonymously(this.#auth);
    await this.#learnTime(user, { isFresh: true, learn });
    return user;
  }

  /** A token that was just issued states the server's time, to the second. */
  async #learnTime(
    user: User,
    { isFresh, learn }: { isFresh: boolean; learn: (serverTime: number) => void },
  ) {
    const { issuedAtTime, token } = await user.getIdTokenResult(!isFresh);
    this.#token = token;
    learn(Date.parse(issuedAtTime) + 500);
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof CallError && error.code === 'signaling-unreachable';
}
