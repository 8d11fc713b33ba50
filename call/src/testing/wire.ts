/**
 * What lies between a database and one listener. Firestore delivers states, not messages: late, coalesced, repeated
 * after a reconnection. A script of these verbs makes any of that happen on purpose.
 */
export class Wire {
  /** How long every delivery takes, in milliseconds. */
  lagMs = 0;
  #held: (() => void)[] | undefined;

  /** Carries one delivery. Nothing ever arrives within the call that caused it. */
  carry(deliver: () => void): void {
    if (this.#held !== undefined) this.#held.push(deliver);
    else if (this.lagMs > 0) setTimeout(deliver, this.lagMs);
    else queueMicrotask(deliver);
  }

  /** From now on deliveries wait. */
  hold(): void {
    this.#held ??= [];
  }

  /** Everything that waits is lost. */
  drop(): void {
    if (this.#held !== undefined) this.#held = [];
  }

  /** Of what waits only the latest arrives. */
  coalesce(): void {
    if (this.#held !== undefined) this.#held = this.#held.slice(-1);
  }

  /** What waits arrives twice. */
  duplicate(): void {
    if (this.#held !== undefined) this.#held = this.#held.flatMap((deliver) => [deliver, deliver]);
  }

  /** What waits arrives last first. */
  reverse(): void {
    this.#held?.reverse();
  }

  /** What waits arrives, and so does everything after it. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const deliver of held) this.carry(deliver);
  }
}
