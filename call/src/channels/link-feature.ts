import type { PeerPresence } from '@parley/protocol';
import type { Link } from '../link/link.ts';

/** Something that two linked pages do with their link. Links come one after the other; it begins on each anew. */
export interface LinkFeature {
  begin(link: Link): void;
  /** Both are in the call, by what they say over this link; said anew whenever the other says something else of themselves. */
  together?(peer: PeerPresence): void;
  /** The link is no more. */
  end(): void;
}
