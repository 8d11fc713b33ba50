/** What a negotiator asks of whoever has it, and tells them. */
import type { Link } from '../link/link.ts';
import type { CallError, CallErrorCode } from '../ports/call-error.ts';

/** The person at this end, just now. */
export interface Self {
  /** What they want to be called. */
  readonly name: string;
  /** They have pressed Join. Before that next to nothing is told of them. */
  readonly hasEntered: boolean;
}

export interface NegotiatorEvents {
  /** A write with this seat was accepted. */
  onSeated(): void;
  /** A link begins; whatever was heard of the one before is past. */
  onLink(link: Link): void;
  /** The link is no more: replaced, or the other has left. */
  onLinkClosed(): void;
  /** Both descriptions are there, and ICE is at work. */
  onNegotiating(peerName: string): void;
  /** The seat is another session's now. */
  onYielded(): void;
  /** The seat was somebody else's before this session sat in it. */
  onGaveWay(): void;
  /** Whoever was at the other end is there no more, by the host's own doing. */
  onParted(): void;
  /** It makes no sense to go on, for this reason. */
  onGaveUp(error: CallErrorCode): void;
  /** A write failed. It will be tried again. */
  onTrouble(error: CallError): void;
  /** Something of the other's could not be used. */
  onIgnored(cause: unknown): void;
}
