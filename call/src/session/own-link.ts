import { type CallDoc, type CallKeys, type LinkSettings, openLinkSettings } from '@parley/protocol';

export interface OwnLinkOptions {
  readonly keys: CallKeys;
  readonly uid: string;
  /** This person came by the host link. */
  readonly hasHostKey: boolean;
  readonly onChange: (settings: LinkSettings) => void;
  /** What was decided could not be read. */
  readonly onIgnored: ((cause: unknown) => void) | undefined;
}

/** Reads what the program that booked a call has decided for whoever comes by this person's link. */
export class OwnLinkReader {
  readonly #options: OwnLinkOptions;
  #latest: string | undefined;

  constructor(options: OwnLinkOptions) {
    this.#options = options;
  }

  async update({ links, hostUid }: CallDoc): Promise<void> {
    const { uid, hasHostKey, onChange } = this.#options;
    const role = hasHostKey || hostUid === uid ? 'host' : 'guest';
    const version = `${role} ${links?.join() ?? ''}`;
    if (version === this.#latest) return;
    this.#latest = version;
    const settings = links === undefined ? {} : (await this.#open(links))?.[role];
    // Something newer came while this was being opened.
    if (version === this.#latest) onChange(settings ?? {});
  }

  async #open(links: Uint8Array) {
    try {
      return await openLinkSettings(this.#options.keys, links);
    } catch (cause) {
      this.#options.onIgnored?.(cause);
      return undefined;
    }
  }
}
