/** Whom an offer lets in: the session of somebody who has rung, as their knock has it. */
export interface Knocker {
  readonly uid: string;
  readonly session: string;
  readonly key: Uint8Array;
  readonly rings: number;
}
