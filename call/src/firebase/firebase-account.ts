/** A user who is kept by a link in an e-mail. Loaded when somebody wishes it. https://firebase.google.com/docs/auth/web/email-link-auth */
import { FirebaseError } from 'firebase/app';
import {
  type Auth,
  deleteUser,
  EmailAuthProvider,
  getAdditionalUserInfo,
  linkWithCredential,
  sendSignInLinkToEmail,
  signInWithEmailLink,
  updateCurrentUser,
} from 'firebase/auth';
import { type Account, AccountError, type AccountErrorCode } from '../ports/account.ts';
import { CallError } from '../ports/call-error.ts';
import { translateAuthError } from './firebase-error.ts';

/** https://firebase.google.com/docs/reference/js/auth#autherrorcodes */
const CODES: Readonly<Record<string, AccountErrorCode>> = {
  'auth/invalid-email': 'address-refused',
  'auth/missing-email': 'address-refused',
  'auth/invalid-action-code': 'link-refused',
  'auth/expired-action-code': 'link-refused',
  'auth/argument-error': 'link-refused',
  'auth/email-already-in-use': 'address-taken',
  'auth/credential-already-in-use': 'address-taken',
  'auth/provider-already-linked': 'kept-already',
  'auth/operation-not-allowed': 'not-offered',
  'auth/unauthorized-continue-uri': 'not-offered',
  'auth/admin-restricted-operation': 'not-offered',
};

export class FirebaseAccount implements Account {
  readonly #auth: Auth;

  /** @param auth with the user of this browser signed in */
  constructor(auth: Auth) {
    this.#auth = auth;
  }

  get address(): string | null {
    return this.#auth.currentUser?.email ?? null;
  }

  sendLink(address: string, page: string): Promise<void> {
    return translated(sendSignInLinkToEmail(this.#auth, address, { url: page, handleCodeInApp: true }));
  }

  async keep(address: string, link: string): Promise<void> {
    const { currentUser } = this.#auth;
    if (currentUser === null) throw new CallError('signed-out');
    await translated(
      (async () => linkWithCredential(currentUser, EmailAuthProvider.credentialWithLink(address, link)))(),
    );
  }

  async comeBack(address: string, link: string): Promise<void> {
    const before = this.#auth.currentUser;
    const signedIn = await translated(signInWithEmailLink(this.#auth, address, link));
    if (getAdditionalUserInfo(signedIn)?.isNewUser !== true) return;
    // Nobody is kept by it: it stays free for whoever wants to be.
    try {
      await translated(deleteUser(signedIn.user));
    } finally {
      await translated(updateCurrentUser(this.#auth, before));
    }
  }
}

async function translated<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    const code = cause instanceof FirebaseError ? CODES[cause.code] : undefined;
    throw code === undefined ? translateAuthError(cause) : new AccountError(code, { cause });
  }
}
