/** Where a user outlives this browser: by an e-mail that they can open anywhere. */
export interface Account {
  /** The address that this user is kept by; null: this browser alone knows them. */
  readonly address: string | null;

  /**
   * Sends a link to this address, which leads to a page of this site.
   * @throws {AccountError} `address-refused`, `not-offered` @throws {CallError}
   */
  sendLink(address: string, page: string): Promise<void>;

  /**
   * From now on the user of this browser is kept by the address, as the same user.
   * @param link the address of the page that the e-mail has led to, as a whole
   * @throws {AccountError} @throws {CallError}
   */
  keep(address: string, link: string): Promise<void>;

  /**
   * From now on this browser has the user who is kept by the address, or the same as before if there is none. Whom it had before nobody is any
   * more then, unless they are kept, too. The page is to be loaded anew in either case.
   * @param isMeant asked of whom it leads to, as them: anybody can have signed up with the address before, under a name of their own. Where it is
   * not so, this browser has the user of before.
   * @throws {AccountError} @throws {CallError}
   */
  comeBack(address: string, link: string, isMeant: (uid: string) => Promise<boolean>): Promise<void>;

  /**
   * From now on the user of this browser is kept by an account at Google, as the same user.
   * @throws {AccountError} @throws {CallError}
   */
  keepByGoogle(proof: GoogleProof): Promise<void>;

  /**
   * As {@link comeBack}, to whom that account keeps.
   * @throws {AccountError} @throws {CallError}
   */
  comeBackByGoogle(proof: GoogleProof, isMeant: (uid: string) => Promise<boolean>): Promise<void>;
}

/** What Google says to this site of whoever has signed in there. */
export interface GoogleProof {
  readonly idToken: string;
  /** Whose SHA-256, in hexadecimal digits, is the token's `nonce`; undefined: it has none. */
  readonly rawNonce?: string;
}

/** Why a user is not kept, or does not come back. */
export type AccountErrorCode =
  /** It is no e-mail address, or not the one that the link was sent to. */
  | 'address-refused'
  /** The link was used, is too old, or was cut off. */
  | 'link-refused'
  /** What Google said is too old, or not for this site. */
  | 'google-refused'
  /** Another user is kept by this address. */
  | 'address-taken'
  /** This user is kept by an address already. */
  | 'kept-already'
  /** Whoever runs the site has not switched it on. */
  | 'not-offered';

/** What an {@link Account} rejects with: its `code` says why. Whatever else fails is a `CallError`. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
  readonly code: AccountErrorCode;

  constructor(code: AccountErrorCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
