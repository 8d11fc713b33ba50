/** A user who is kept by a link in an e-mail, or by Google. Loaded when somebody wishes it. https://firebase.google.com/docs/auth/web/email-link-auth */
import { FirebaseError } from 'firebase/app';
import {
  type Auth,
  type AuthCredential,
  deleteUser,
  EmailAuthProvider,
  getAdditionalUserInfo,
  linkWithCredential,
  OAuthProvider,
  sendSignInLinkToEmail,
  signInWithCredential,
  signInWithEmailLink,
  type UserCredential,
  updateCurrentUser,
} from 'firebase/auth';
import { type Account, AccountError, type AccountErrorCode, type GoogleProof } from '../ports/account.ts';
import { CallError } from '../ports/call-error.ts';
import { translateAuthError } from './firebase-error.ts';

/** https://firebase.google.com/docs/reference/js/auth#autherrorcodes */
const CODES: Readonly<Record<string, AccountErrorCode>> = {
  'auth/invalid-email': 'address-refused',
  'auth/missing-email': 'address-refused',
  'auth/invalid-action-code': 'link-refused',
  'auth/expired-action-code': 'link-refused',
  'auth/argument-error': 'link-refused',
  'auth/invalid-credential': 'google-refused',
  'auth/invalid-idp-response': 'google-refused',
  'auth/missing-or-invalid-nonce': 'google-refused',
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

  keep(address: string, link: string): Promise<void> {
    return this.#link(() => EmailAuthProvider.credentialWithLink(address, link));
  }

  comeBack(address: string, link: string, isMeant: (uid: string) => Promise<boolean>): Promise<void> {
    return this.#signIn(() => signInWithEmailLink(this.#auth, address, link), isMeant);
  }

  keepByGoogle(proof: GoogleProof): Promise<void> {
    return this.#link(() => credentialOf(proof));
  }

  comeBackByGoogle(proof: GoogleProof, isMeant: (uid: string) => Promise<boolean>): Promise<void> {
    return this.#signIn(() => signInWithCredential(this.#auth, credentialOf(proof)), isMeant);
  }

  async #link(credential: () => AuthCredential): Promise<void> {
    const { currentUser } = this.#auth;
    if (currentUser === null) throw new CallError('signed-out');
    await translated((async () => linkWithCredential(currentUser, credential()))());
  }

  async #signIn(
    signIn: () => Promise<UserCredential>,
    isMeant: (uid: string) => Promise<boolean>,
  ): Promise<void> {
    const before = this.#auth.currentUser;
    const signedIn = await translated(signIn());
    const isNew = getAdditionalUserInfo(signedIn)?.isNewUser === true;
    let isBack = false;
    try {
      isBack = !isNew && (await isMeant(signedIn.user.uid));
      // Nobody is kept by it: it stays free for whoever wants to be.
      if (isNew) await translated(deleteUser(signedIn.user));
    } finally {
      if (!isBack) await translated(updateCurrentUser(this.#auth, before));
    }
  }
}

/** Google's own provider of the SDK passes no nonce on, which Firebase asks for where the token has one. */
function credentialOf({ idToken, rawNonce }: GoogleProof): AuthCredential {
  return new OAuthProvider('google.com').credential({ idToken, ...(rawNonce !== undefined && { rawNonce }) });
}

async function translated<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    const code = cause instanceof FirebaseError ? CODES[cause.code] : undefined;
    throw code === undefined ? translateAuthError(cause) : new AccountError(code, { cause });
  }
}
