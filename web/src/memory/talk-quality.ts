/** How a talk went, from what was said of the link while it lasted. Told once, after the call, and kept nowhere. */
import type { QualityVerdict } from '@parley/call';
import type { TalkFacts } from './talk.ts';

export interface HowItWent {
  /** `sometimes`: weak for more than a twentieth of the time; `often`: for more than half of it. */
  readonly weak: 'never' | 'sometimes' | 'often';
  /** Where it was weak for the most part; undefined: it never was, or as much here as there. */
  readonly side: 'yours' | 'theirs' | undefined;
}

/** What is told of a talk when it is over. */
export interface TalkSummary extends TalkFacts {
  /** Undefined: not known. */
  readonly howItWent?: HowItWent | undefined;
}

/** With fewer there is nothing to say: a link has just begun. One comes every two seconds. */
const MIN_VERDICTS = 5;
const SOMETIMES = 0.05;
const OFTEN = 0.5;

export class TalkQuality {
  #count = 0;
  readonly #weak = { yours: 0, theirs: 0, both: 0 };

  note({ side }: QualityVerdict): void {
    this.#count += 1;
    if (side !== undefined) this.#weak[side] += 1;
  }

  /** Undefined: too little is known. */
  get howItWent(): HowItWent | undefined {
    if (this.#count < MIN_VERDICTS) return undefined;
    const { yours, theirs, both } = this.#weak;
    const share = (yours + theirs + both) / this.#count;
    if (share <= SOMETIMES) return { weak: 'never', side: undefined };
    const most = Math.max(yours, theirs, both);
    const side = most === both || yours === theirs ? undefined : most === yours ? 'yours' : 'theirs';
    return { weak: share > OFTEN ? 'often' : 'sometimes', side };
  }
}
