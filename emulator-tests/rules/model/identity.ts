/** What must hold of an ID for as long as anybody may have its link, whatever anybody writes there. */
import { type Fields, valueAt } from '../document-tree.ts';
import { Disagreement } from './disagreement.ts';

/**
 * One ID has one host, but by a host key, and one document: what a booking follows (`recordCourse` of the functions goes by
 * the ID) is what the booking made.
 */
export class Identity {
  isBooked = false;
  #host: string | undefined;
  #bornAt: number | undefined;

  /** @throws {Disagreement} when this is another's document */
  follow(fields: Fields): void {
    const host = JSON.stringify(valueAt(fields, 'hostUid'));
    const born = valueAt(fields, 'createdAt');
    const bornAt =
      born !== undefined && 'timestampValue' in born ? Date.parse(born.timestampValue) : Number.NaN;
    this.#host ??= host;
    this.#bornAt ??= bornAt;
    if (host !== this.#host) throw new Disagreement(`Two hosts: ${this.#host} and ${host}`);
    if (bornAt !== this.#bornAt) {
      const whose = this.isBooked ? 'the booking’s own' : 'the first';
      throw new Disagreement(`Another document than ${whose}: born at ${bornAt}, not ${this.#bornAt}`);
    }
  }

  expectAnotherHost(): void {
    this.#host = undefined;
  }

  pass(ms: number): void {
    if (this.#bornAt !== undefined) this.#bornAt -= ms;
  }
}
