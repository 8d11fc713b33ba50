import {
  type CallDetails,
  type CallDoc,
  type CallKeys,
  openDetails,
  type Schedule,
  termsOf,
} from '@parley/protocol';
import type { CallPlan } from '../creation/schedule-call.ts';

/** What a page shows of a scheduled call. */
export interface ArrangedTime extends CallPlan, Pick<Schedule, 'revision'> {
  /** Whether this browser's user may move it. */
  readonly isHost: boolean;
}

export interface ArrangedTimeOptions {
  readonly keys: CallKeys;
  readonly uid: string;
  readonly onChange: (time: ArrangedTime) => void;
  /** What the call is about could not be read. */
  readonly onIgnored: ((cause: unknown) => void) | undefined;
}

/** Reads what each version of a call's document says about its time, and tells when that has changed. */
export class ArrangedTimeReader {
  readonly #options: ArrangedTimeOptions;
  #latest = '';

  constructor(options: ArrangedTimeOptions) {
    this.#options = options;
  }

  async update({ schedule, hostUid }: CallDoc): Promise<void> {
    if (schedule === null) return;
    const version = `${schedule.revision} ${schedule.changedAt} ${hostUid}`;
    if (version === this.#latest) return;
    this.#latest = version;
    const details = await this.#details(schedule);
    // Something newer came while this was being opened.
    if (version !== this.#latest) return;
    const isHost = hostUid === this.#options.uid;
    this.#options.onChange({ ...termsOf(schedule), revision: schedule.revision, isHost, ...details });
  }

  async #details(schedule: Schedule): Promise<CallDetails> {
    try {
      return await openDetails(this.#options.keys, schedule);
    } catch (cause) {
      this.#options.onIgnored?.(cause);
      return { title: '', timeZone: 'UTC' };
    }
  }
}
