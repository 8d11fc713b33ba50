/**
 * The sessions of a call, one after the other: a call that was moved is waited for in another, and one that has another link is gone
 * over to. A page sees one call all the while.
 */
import { type CallId, deriveCallKeys, type LinkSettings } from '@parley/protocol';
import type { CallServices } from './call-options.ts';
import { Cell } from './lib/cell.ts';
import { childLifetime } from './lib/lifetime.ts';
import type { DeviceMemory } from './memory/device-memory.ts';
import type { ArrangedTime } from './session/arranged-time.ts';
import type { CallSession } from './session/call-session.ts';
import { type CallState, INITIAL_CALL_STATE } from './session/call-state.ts';
import { failureCode } from './session/failure-code.ts';
import { carryGuest } from './session/guest-watch.ts';
import { platformProblem } from './session/platform-problem.ts';
import type { RoomView } from './session/room-reader.ts';
import { type Along, GoingOver } from './succession/going-over.ts';

export interface CallSessionsOptions {
  readonly hasEntered: boolean;
  /** Of the call, as it is when the next session begins. */
  readonly id: () => CallId;
  readonly services: CallServices | Promise<CallServices>;
  readonly make: (services: CallServices) => CallSession;
  /** One has begun, and has not arrived. What is heard of it is heard until `signal` aborts. */
  readonly onSession: (session: CallSession, signal: AbortSignal) => void;
  /** The call is about to stand so. */
  readonly onState: (state: CallState) => void;
  /** There is something else to see: how it stands, or when it takes place, or what it is called. */
  readonly onNews: () => void;
  /** What is expected of a moved call is not what was shown in the one before. */
  readonly onMoved: () => void;
  /** Outlives a reload of this tab. */
  readonly memory: DeviceMemory;
  readonly signal: AbortSignal;
}

export class CallSessions {
  readonly state: Cell<CallState>;
  readonly time = new Cell<ArrangedTime | undefined>(undefined);
  readonly room = new Cell<RoomView | undefined>(undefined);
  readonly link = new Cell<LinkSettings | undefined>(undefined);
  readonly hasRelays = new Cell(false);
  readonly #options: CallSessionsOptions;
  #current: CallSession | undefined;
  /** Of what is heard of the session that there is. */
  #hearing = new AbortController();
  #goingOver: GoingOver | undefined;

  constructor(options: CallSessionsOptions) {
    this.#options = options;
    const { hasEntered } = options;
    this.state = new Cell<CallState>(hasEntered ? { phase: 'arriving', hasEntered } : INITIAL_CALL_STATE);
  }

  /** Undefined: none has begun. */
  get current(): CallSession | undefined {
    return this.#current;
  }

  /** Never rejects: what goes wrong is a state. */
  async arrive(): Promise<void> {
    const { services, make, onSession, id, signal } = this.#options;
    const problem = platformProblem(window);
    if (problem !== undefined) return this.#change({ phase: 'failed', error: problem });
    let known: CallServices;
    try {
      known = await services;
    } catch (error) {
      if (!this.#isOver()) this.#change({ phase: 'failed', error: failureCode(error) });
      return;
    }
    if (this.#isOver()) return;
    const session = make(known);
    this.#current = session;
    this.#hearing = childLifetime(signal);
    onSession(session, this.#hearing.signal);
    this.#hear(session, this.#hearing.signal);
    try {
      await session.arrive(id());
    } catch (error) {
      session.abandon();
      if (!this.#isOver() && this.#current === session)
        this.#change({ phase: 'failed', error: failureCode(error) });
    }
  }

  /** This person joins, in the session that there is or in the first. */
  enter(): void {
    const state = this.state.value;
    if (state.phase === 'arriving' && this.#current === undefined)
      this.#change({ ...state, hasEntered: true });
    this.#current?.enter();
  }

  leave(): void {
    if (this.#current === undefined) this.#change({ phase: 'ended', reason: 'left' });
    else this.#current.leave();
  }

  /** What becomes of the session that there is is nobody's business any more. */
  readonly detach = (): void => this.#hearing.abort();

  /** The session that there is is over without a word. */
  abandon(): void {
    this.detach();
    this.#current?.abandon();
  }

  /**
   * Goes on in another call, whose ID `id` says by now.
   * @param along who goes as well; undefined: nobody
   * @returns whether the two go as if they had never been apart
   */
  goOver(along: Along | undefined): boolean {
    // Whoever has not arrived from the one before is not on the way to this one.
    this.#goingOver = undefined;
    const [before, state] = [this.#current, this.state.value];
    this.abandon();
    const role = 'role' in state ? state.role : undefined;
    const isTogether = along !== undefined && role !== undefined;
    if (isTogether) {
      this.#change({ phase: 'reconnecting', role, hasEntered: true, peer: along.peer, isGoingOver: true });
      const goingOver = new GoingOver(() => {
        if (this.#goingOver === goingOver && this.#current !== undefined)
          this.#change(this.#current.state.value);
      }, this.#options.signal);
      this.#goingOver = goingOver;
    } else this.#change({ phase: 'arriving', hasEntered: true });
    void this.#expectSameGuest(before?.facts?.docId).then(() => this.arrive());
    return isTogether;
  }

  #hear(session: CallSession, signal: AbortSignal): void {
    const { onNews, onMoved } = this.#options;
    const state = this.state.value;
    if ('hasEntered' in state && state.hasEntered) session.enter();
    session.hasRelays.subscribe((hasRelays) => hasRelays && this.hasRelays.set(true), signal);
    session.time.subscribe((time) => {
      if (time !== undefined) this.time.set(time);
      onNews();
    }, signal);
    session.room.subscribe((room) => {
      if (room !== undefined) this.room.set(room);
      onNews();
    }, signal);
    session.link.subscribe((link) => link && this.link.set(link), signal);
    session.state.subscribe((next) => {
      // Whoever was in a call that was moved waits for its new time, in the lobby again.
      const isMoved = next.phase === 'ended' && next.reason === 'moved';
      if (isMoved) onMoved();
      if (this.#goingOver?.covers(next) === true) return;
      this.#goingOver = undefined;
      this.#change(isMoved ? INITIAL_CALL_STATE : next);
      if (isMoved) void this.arrive();
    }, signal);
  }

  /** Whoever else comes by the new link is told apart from who was here. */
  async #expectSameGuest(oldDocId: string | undefined): Promise<void> {
    const { id, memory } = this.#options;
    const { docId } = await deriveCallKeys(id());
    if (oldDocId !== undefined) carryGuest(memory, oldDocId, docId);
  }

  /** Left or gone, while the services were awaited. */
  #isOver(): boolean {
    return this.#options.signal.aborted || this.state.value.phase === 'ended';
  }

  #change(state: CallState): void {
    this.#options.onState(state);
    this.state.set(state);
    this.#options.onNews();
  }
}
