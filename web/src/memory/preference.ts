/** Something that a person chose once for all calls on this device: a yes or a no. */
import { Cell, type DeviceMemory, type Readable } from '@parley/call';

export class Preference implements Readable<boolean> {
  readonly #memory: DeviceMemory;
  readonly #key: string;
  readonly #cell: Cell<boolean>;

  /** @param byDefault as it is until somebody chooses */
  constructor(memory: DeviceMemory, name: string, byDefault: boolean) {
    this.#memory = memory;
    this.#key = `parley:${name}`;
    const kept = memory.getItem(this.#key);
    this.#cell = new Cell(kept === 'yes' || (kept !== 'no' && byDefault));
  }

  get value(): boolean {
    return this.#cell.value;
  }

  subscribe(listener: (value: boolean) => void, signal?: AbortSignal): void {
    this.#cell.subscribe(listener, signal);
  }

  set(value: boolean): void {
    this.#memory.setItem(this.#key, value ? 'yes' : 'no');
    this.#cell.set(value);
  }
}

/** What a person may choose for all their calls, beside their devices. */
export class CallPreferences {
  /** Two sounds, when the other comes and goes. */
  readonly sounds: Preference;
  /** Keys that work by themselves, without Control or Alt. WCAG 2.1.4 asks for a way to switch them off. */
  readonly singleKeys: Preference;
  /** A notification when somebody comes while the page is hidden; the browser has its say, too. */
  readonly notifications: Preference;

  constructor(memory: DeviceMemory) {
    this.sounds = new Preference(memory, 'sounds', true);
    this.singleKeys = new Preference(memory, 'single-keys', true);
    this.notifications = new Preference(memory, 'notifications', false);
  }
}
