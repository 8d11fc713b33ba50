/** What of a call is large, and what stands small in a corner of it. */
import type { CallState } from '@parley/call';

/** What there may be to look at: the other, their screen, oneself. */
export type Subject = 'peer' | 'screen' | 'self';

export interface StageFacts {
  /** The other is not here: there is nothing to look at but oneself. */
  readonly isAlone: boolean;
  /** The other shows a screen. */
  readonly hasScreen: boolean;
  /** One's own picture is put away. */
  readonly isSelfHidden: boolean;
  /** What the person has made large, of what is there; undefined: nothing yet. */
  readonly chosen: Subject | undefined;
}

export interface StageLayout {
  readonly large: Subject;
  /** In the order in which they stand, from the corner on. */
  readonly small: readonly Subject[];
}

export function isAloneIn({ phase }: CallState): boolean {
  return phase === 'waiting' || phase === 'arriving';
}

export function stageLayout({ isAlone, hasScreen, isSelfHidden, chosen }: StageFacts): StageLayout {
  if (isAlone) return { large: 'self', small: [] };
  const there: Subject[] = ['self', 'peer'];
  if (hasScreen) there.push('screen');
  const seen = there.filter((subject) => subject !== 'self' || !isSelfHidden);
  const usual = hasScreen ? 'screen' : 'peer';
  const large = chosen !== undefined && seen.includes(chosen) ? chosen : usual;
  return { large, small: seen.filter((subject) => subject !== large) };
}
