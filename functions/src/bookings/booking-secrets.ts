import { createHmac } from 'node:crypto';
import { type CallId, callIdFrom, type HostKey, hostKeyFrom } from '@parley/protocol';
import { openJson, sealJson } from '../secret/sealed-json.ts';
import type { ServerSecret } from '../secret/server-secret.ts';
import type { Booking, BookingDetails } from './booking.ts';

/** Bytes of which the protocol takes five bits for each character. */
const CALL_ID_BYTES = 20;
const HOST_KEY_BYTES = 32;
const SEALING_KEY_BYTES = 32;

/** What the database must not tell about bookings, and the server can. */
export class BookingSecrets {
  readonly #secret: ServerSecret;
  readonly #detailsKey: Uint8Array;
  readonly #externalIdKey: Uint8Array;

  constructor(secret: ServerSecret) {
    this.#secret = secret;
    this.#detailsKey = secret.derive('booking details', SEALING_KEY_BYTES);
    this.#externalIdKey = secret.derive('external id', SEALING_KEY_BYTES);
  }

  callId({ seed }: Pick<Booking, 'seed'>): CallId {
    return callIdFrom(this.#secret.derive(`call id ${seed}`, CALL_ID_BYTES));
  }

  hostKey({ seed, hostKeyVersion }: Pick<Booking, 'seed' | 'hostKeyVersion'>): HostKey {
    return hostKeyFrom(this.#secret.derive(`host key ${seed} ${hostKeyVersion}`, HOST_KEY_BYTES));
  }

  sealDetails(bookingId: string, details: BookingDetails): Uint8Array {
    return sealJson(this.#detailsKey, `bookings/${bookingId}`, details);
  }

  openDetails(bookingId: string, sealed: Uint8Array): BookingDetails {
    return openJson(this.#detailsKey, `bookings/${bookingId}`, sealed) as BookingDetails;
  }

  /** By which bookings are found without their external ID being stored. */
  externalIdHash(team: string, externalId: string): string {
    return createHmac('sha256', this.#externalIdKey).update(`${team} ${externalId}`).digest('base64url');
  }
}
