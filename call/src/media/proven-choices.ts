/** What a person has chosen among their devices, as far as it could be had: a choice that fails gives way to the one before. */
import type { Cell, Readable } from '../lib/cell.ts';
import type { DeviceChoices } from './device-choices.ts';
import type { MediaErrorCode } from './media-error.ts';

export class ProvenChoices {
  readonly #choices: Cell<DeviceChoices>;
  /** What was chosen last and could be had, or has not been tried: what holds again when a choice fails. */
  #proven: DeviceChoices;

  constructor(choices: Cell<DeviceChoices>) {
    this.#choices = choices;
    this.#proven = choices.value;
  }

  get all(): Readable<DeviceChoices> {
    return this.#choices;
  }

  /** Holds from now on, whatever comes of it. */
  amend(choice: DeviceChoices): void {
    this.#choices.set({ ...this.#choices.value, ...choice });
  }

  /** It could be had. */
  settle(choice: DeviceChoices): void {
    this.#proven = { ...this.#proven, ...choice };
    this.amend(choice);
  }

  /**
   * Holds while it is tried, and after it if it can be had.
   * @param perform has it @returns why it cannot be had; undefined: it can, or another was chosen meanwhile, which is what the person waits for
   */
  async try<Key extends keyof DeviceChoices>(
    key: Key,
    choice: DeviceChoices[Key],
    perform: () => Promise<MediaErrorCode | undefined>,
  ): Promise<MediaErrorCode | undefined> {
    this.amend({ [key]: choice });
    const code = await perform();
    if (this.#choices.value[key] !== choice) return undefined;
    if (code === undefined) this.settle({ [key]: choice });
    else this.amend({ [key]: this.#proven[key] });
    return code;
  }
}
