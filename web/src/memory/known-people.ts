/** The people whom this browser has rung or been rung by, kept on the device and nowhere else. */
import type { DeviceMemory } from '@parley/call';
import {
  foldPersonName,
  keysOf,
  type NameDoc,
  type PersonName,
  PersonNameError,
  parsePersonName,
} from '@parley/protocol';

export interface KnownPerson {
  readonly name: PersonName;
  /** Whose the name was when it was last seen. */
  readonly uid: string;
  /** The public keys of their devices by then, base64; empty: not seen yet. */
  readonly keys: readonly string[];
  /** Milliseconds since the epoch, as all times here. */
  readonly usedAt: number;
  readonly hasTalked?: true | undefined;
  /** They rang then, and nobody has answered or rung back since. */
  readonly missedAt?: number | undefined;
  /** Whoever has rung under the name since, where that is another than whom one knows by it. */
  readonly rungBy?: string | undefined;
  /** Nobody is heard under the name, nor whoever has rung by it under any other. */
  readonly isBlocked?: true | undefined;
}

/** With the format's version in it. */
const KEY = 'parley:people:1';
/** Those with whom one has talked, who were met last. Beside them, whoever is blocked. */
const MAX_KNOWN_PEOPLE = 100;
/** Whoever else rang, or was rung: accounts are free. */
const MAX_STRANGERS = 20;

export class KnownPeople {
  readonly #memory: DeviceMemory;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();

  constructor(memory: DeviceMemory, now: () => number = Date.now) {
    this.#memory = memory;
    this.#now = now;
  }

  /** Whom one met last comes first. */
  all(): readonly KnownPerson[] {
    return readList(this.#memory.getItem(KEY)).toSorted((one, other) => other.usedAt - one.usedAt);
  }

  find(name: PersonName): KnownPerson | undefined {
    const nameId = foldPersonName(name);
    return this.all().find((person) => foldPersonName(person.name) === nameId);
  }

  /** Whether this name is another's by now, or on a device that was not known. */
  hasChanged({ name, uid, ...published }: NameDoc): boolean {
    const known = this.find(name);
    if (known === undefined) return false;
    const keys = keysOf(published).map(toBase64);
    return known.uid !== uid || (known.keys.length > 0 && !keys.every((key) => known.keys.includes(key)));
  }

  /** They were found under this name. What was noted of another who had it is no more. */
  meet({ name, uid, ...published }: NameDoc): void {
    this.#change(name, uid, { keys: keysOf(published).map(toBase64), ...this.#noOther(name) });
  }

  talk(name: PersonName, uid: string): void {
    this.#change(name, uid, { hasTalked: true, missedAt: undefined, ...this.#noOther(name) });
  }

  /**
   * Of a ring that is noted already, or older than what was done since, nothing is news. Nor does a ring put another
   * in the place of whoever is known by the name: only a press does.
   */
  miss(name: PersonName, uid: string, at: number): void {
    const known = this.find(name);
    if (known !== undefined && (known.usedAt >= at || known.missedAt === at)) return;
    this.#ring(name, uid, { missedAt: at });
  }

  /** They rang, and were told no: who they are is not known by that, but they can be blocked. */
  decline(name: PersonName, uid: string): void {
    this.#ring(name, uid, { missedAt: undefined, ...this.#noOther(name) });
  }

  #ring(name: PersonName, uid: string, changes: Partial<KnownPerson>): void {
    const known = this.find(name);
    if (known === undefined || known.uid === uid) return this.#change(name, uid, changes);
    // What is noted of whom one knows stays as it is, when they were met last, too.
    if (!known.isBlocked) this.#change(name, known.uid, { usedAt: known.usedAt, rungBy: uid });
  }

  /** Whoever is blocked stays it, whoever has the name later. */
  #noOther(name: PersonName): Partial<KnownPerson> {
    return this.find(name)?.isBlocked === true ? {} : { rungBy: undefined };
  }

  block(name: PersonName, isBlocked: boolean): void {
    const known = this.find(name);
    if (known !== undefined) this.#change(name, known.uid, { isBlocked: isBlocked || undefined });
  }

  /** Under this name, or as who they are under any. */
  isBlocked(name: PersonName, uid: string): boolean {
    const nameId = foldPersonName(name);
    return this.all().some(
      (each) => each.isBlocked && (foldPersonName(each.name) === nameId || (each.rungBy ?? each.uid) === uid),
    );
  }

  forget(name: PersonName): void {
    const nameId = foldPersonName(name);
    this.#write(this.all().filter((person) => foldPersonName(person.name) !== nameId));
  }

  /** Tells when they have changed, here or in another tab. */
  onChange(listener: () => void, signal: AbortSignal): void {
    addEventListener('storage', ({ key }) => (key === KEY || key === null) && listener(), { signal });
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  #change(name: PersonName, uid: string, changes: Partial<KnownPerson>): void {
    const known = this.find(name);
    const kept = known?.uid === uid ? known : { keys: [] };
    this.forget(name);
    const person = { ...kept, name, uid, usedAt: this.#now(), ...changes };
    const all = [person, ...this.all()];
    const mustStay = ({ isBlocked }: KnownPerson) => isBlocked === true;
    const others = all.filter((each) => !mustStay(each));
    const friends = others.filter(({ hasTalked }) => hasTalked).slice(0, MAX_KNOWN_PEOPLE);
    const strangers = others.filter(({ hasTalked }) => !hasTalked).slice(0, MAX_STRANGERS);
    this.#write([...all.filter(mustStay), ...friends, ...strangers]);
  }

  #write(people: readonly KnownPerson[]): void {
    this.#memory.setItem(KEY, JSON.stringify(people));
    for (const listener of this.#listeners) listener();
  }
}

function readList(text: string | null): KnownPerson[] {
  try {
    const values: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(values) ? values.flatMap((value) => readPerson(value) ?? []) : [];
  } catch {
    return [];
  }
}

/** What the device's storage says may be of another version, damaged, or somebody's prank. */
function readPerson(value: unknown): KnownPerson | undefined {
  const fields: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  const { uid, keys, usedAt, hasTalked, missedAt, rungBy, isBlocked } = fields;
  const name = readName(fields.name);
  if (name === undefined || typeof uid !== 'string' || !isTime(usedAt)) return undefined;
  return {
    ...{ name, uid, usedAt },
    keys: Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [],
    ...(hasTalked === true && { hasTalked }),
    ...(isTime(missedAt) && { missedAt }),
    ...(typeof rungBy === 'string' && { rungBy }),
    ...(isBlocked === true && { isBlocked }),
  };
}

function readName(value: unknown): PersonName | undefined {
  try {
    return typeof value === 'string' ? parsePersonName(value) : undefined;
  } catch (error) {
    if (error instanceof PersonNameError) return undefined;
    throw error;
  }
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
