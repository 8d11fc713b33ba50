/** The channels that a page has opened, by their names. They share one data channel of the links. */
import { MAX_CHANNEL_NAME_LENGTH } from '@parley/protocol';
import { CallChannel } from './call-channel.ts';
import { StreamsFeature } from './streams-feature.ts';

/** Of each the other may make this page keep half a megabyte, and one message more. */
const MAX_CHANNELS = 16;

export interface CallChannelsOptions {
  readonly tab: string;
  readonly onIgnored: (cause: unknown) => void;
}

export class CallChannels {
  readonly feature: StreamsFeature;
  readonly #tab: string;
  readonly #open = new Map<string, CallChannel>();
  #isOver = false;

  constructor({ tab, onIgnored }: CallChannelsOptions) {
    this.#tab = tab;
    this.feature = new StreamsFeature({ channel: 'data', needs: 'channels/1', onIgnored });
  }

  /** @throws {RangeError} */
  get(name: string): CallChannel {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    if (name === '' || name.length > MAX_CHANNEL_NAME_LENGTH || !name.isWellFormed())
      throw new RangeError(`A channel's name has 1 to ${MAX_CHANNEL_NAME_LENGTH} characters`);
    if (this.#open.size >= MAX_CHANNELS) throw new RangeError(`${MAX_CHANNELS} channels are open already`);
    const { feature } = this;
    const onClosed = () => this.#open.delete(name);
    const channel = new CallChannel({ name, tab: this.#tab, feature, onClosed });
    this.#open.set(name, channel);
    if (this.#isOver) channel.close();
    return channel;
  }

  /** The call is over: whatever is opened now is closed. */
  close(): void {
    this.#isOver = true;
    for (const channel of [...this.#open.values()]) channel.close();
  }
}
