/** One negotiator by itself: the test is the database, the browser and the other person. */
import {
  audienceOf,
  type CallDoc,
  type CallKeys,
  type CallTransition,
  type Candidate,
  createCallId,
  createRandomId,
  createSessionKeys,
  type Description,
  deriveCallKeys,
  MIN_ROUND_INTERVAL_MS,
  otherRole,
  type Role,
  type Round,
  type SessionKeys,
} from '@parley/protocol';
import { aCall } from '../../../protocol/src/testing/call-docs.ts';
import { Cell } from '../lib/cell.ts';
import { ServerClock } from '../lib/server-clock.ts';
import { type Disclosure, type Link, type LinkStats, type LocalDescription, NO_MEDIA } from '../link/link.ts';
import { Negotiator, type NegotiatorOptions } from '../negotiation/negotiator.ts';
import { type PeerKey, SignalBox } from '../negotiation/signal-box.ts';
import { CallError } from '../ports/call-error.ts';
import { FakeChannel } from './fake-channel.ts';

/** A link whose every answer the test may hold back or refuse. */
export class ScriptedLink implements Link {
  readonly state = new Cell<RTCPeerConnectionState>('new');
  readonly incoming = new Cell(NO_MEDIA);
  readonly fingerprints = new Cell(undefined);
  readonly control = new FakeChannel();
  /** The browser has found a candidate. */
  readonly find: (candidate: Candidate | null) => void;
  readonly calls: string[] = [];
  readonly disclosures: Disclosure[] = [];
  /** What the next calls wait for or fail with. */
  script: () => Promise<void> = async () => {};
  isClosed = false;
  isComplete = true;

  constructor(onCandidate: (candidate: Candidate | null) => void) {
    this.find = onCandidate;
  }

  async createOffer({ iceRestart }: { iceRestart: boolean }): Promise<LocalDescription> {
    return this.#perform(iceRestart ? 'createOffer restart' : 'createOffer', 'an offer');
  }

  async acceptOffer(sdp: string): Promise<LocalDescription> {
    return this.#perform(`acceptOffer ${sdp}`, 'an answer');
  }

  async acceptAnswer(sdp: string): Promise<void> {
    await this.#perform(`acceptAnswer ${sdp}`, '');
  }

  async addCandidate(): Promise<void> {}

  useRelays(): void {}

  disclose(disclosure: Disclosure): void {
    this.disclosures.push(disclosure);
  }

  startConnecting(): void {
    this.calls.push('startConnecting');
  }

  channel(): FakeChannel {
    return this.control;
  }

  setOutgoing(): void {}

  limit(): void {}

  renewPictures(): void {}

  async readStats(): Promise<LinkStats> {
    return { report: new Map(), sources: new Map() };
  }

  soundLevel(): number {
    return 0;
  }

  arrivedAt(): number {
    return Number.NEGATIVE_INFINITY;
  }

  close(): void {
    this.isClosed = true;
  }

  async #perform(call: string, sdp: string): Promise<LocalDescription> {
    this.calls.push(call);
    await this.script();
    return { sdp, isComplete: this.isComplete };
  }
}

export class NegotiatorBench {
  readonly keys: CallKeys;
  readonly negotiator: Negotiator;
  readonly lifetime = new AbortController();
  readonly session = createRandomId();
  readonly clock = new ServerClock();
  readonly peerSession = createRandomId();
  readonly links: ScriptedLink[] = [];
  readonly commits: { readonly transition: CallTransition; readonly atMs: number }[] = [];
  /** The names of the events, in order, with what they tell. */
  readonly events: string[] = [];
  readonly ignored: unknown[] = [];
  /** Batches of candidates waited for, and written. */
  watchCount = 0;
  readonly batches: Uint8Array[] = [];
  /** How often it asked the server, and what happens then. */
  askCount = 0;
  onAsk: () => Promise<void> = async () => {};
  /** What the next writes meet. */
  referee: (transition: CallTransition) => Promise<void> = async () => {};
  /** What new links do. */
  script: ScriptedLink['script'] = async () => {};
  readonly role: Role;
  /** The other's. */
  readonly #box: SignalBox;
  readonly #sessionKeys: SessionKeys;
  /** The key in the other's seat; null: their page has none. */
  peerKey: PeerKey = null;
  /** They have come in, and do not only look. */
  hasPeerEntered = true;
  /** Whether the person at this end has pressed Join. */
  hasEntered = true;
  readonly #startedAt = performance.now();

  constructor(keys: CallKeys, role: Role, own: SessionKeys, theirs: SessionKeys) {
    this.keys = keys;
    this.#sessionKeys = own;
    this.#box = new SignalBox(keys, otherRole(role), theirs);
    this.role = role;
    const note = (event: string) => () => void this.events.push(event);
    const options: NegotiatorOptions = {
      store: {
        commit: async (_, transition, { signal }) => {
          signal.throwIfAborted();
          this.commits.push({ transition, atMs: performance.now() - this.#startedAt });
          await this.referee(transition);
        },
        readCall: async () => {
          throw new CallError('signaling-unreachable');
        },
        listenAnew: () => {},
        watchCall: () => {},
        addCandidates: async (_, sealed) => {
          this.batches.push(sealed);
        },
        watchCandidates: () => {
          this.watchCount += 1;
        },
      },
      keys,
      uid: 'me',
      role,
      session: this.session,
      sessionKeys: own,
      clock: this.clock,
      createLink: (onCandidate) => {
        const link = new ScriptedLink(onCandidate);
        link.script = this.script;
        this.links.push(link);
        return link;
      },
      ask: async () => {
        this.askCount += 1;
        await this.onAsk();
      },
      isShunned: () => false,
      self: () => ({ name: 'Ada', hasEntered: this.hasEntered }),
      events: {
        onSeated: note('seated'),
        onLink: note('link'),
        onLinkClosed: note('link closed'),
        onNegotiating: (name) => this.events.push(`negotiating ${name}`),
        onYielded: note('yielded'),
        onGaveWay: note('gave way'),
        onParted: note('parted'),
        onGaveUp: (error) => {
          this.events.push(`gave up ${error}`);
          this.lifetime.abort();
        },
        onTrouble: ({ code }: CallError) => this.events.push(`trouble ${code}`),
        onIgnored: (cause) => this.ignored.push(cause),
      },
      signal: this.lifetime.signal,
    };
    this.negotiator = new Negotiator(options);
  }

  /** @param hasPeerKey the other's page makes keys, as pages do today */
  static async create(role: Role = 'host', { hasPeerKey = false } = {}): Promise<NegotiatorBench> {
    const [own, theirs] = await Promise.all([createSessionKeys(), createSessionKeys()]);
    const bench = new NegotiatorBench(await deriveCallKeys(createCallId()), role, own, theirs);
    if (hasPeerKey) bench.peerKey = theirs.publicKey;
    return bench;
  }

  get link(): ScriptedLink | undefined {
    return this.links.at(-1);
  }

  /** Both seats held, and this round. */
  call(round: Round | null, isPeerThere = true): CallDoc {
    const renewedAt = Date.now() - MIN_ROUND_INTERVAL_MS;
    const mine = { uid: 'me', session: this.session, key: this.#sessionKeys.publicKey, renewedAt };
    const peer = { uid: 'them', session: this.peerSession, key: this.peerKey, renewedAt };
    const theirs = isPeerThere ? { ...peer, entered: this.hasPeerEntered } : null;
    const [hostUid, seats] =
      this.role === 'host' ? ['me', { host: mine, guest: theirs }] : ['them', { host: theirs, guest: mine }];
    return aCall({ hostUid, ...seats, round, createdAt: 0, expiresAt: Number.MAX_SAFE_INTEGER });
  }

  /** The other's offer of this round. */
  async theirs(number: number, offer: Partial<Description> | Uint8Array): Promise<Round> {
    const offerer = this.role === 'host' ? 'guest' : 'host';
    const sealed = offer instanceof Uint8Array ? offer : await this.#seal('offer', number, offer);
    const open = { answererSession: null, answer: null };
    return { number, offerer, offererSession: this.peerSession, offer: sealed, ...open };
  }

  /** The round of our latest offer, still open, as the document shows it. */
  own(): Round {
    const transition = this.commits.at(-1)?.transition;
    if (transition?.type !== 'offer') throw new Error('The last write was no offer');
    const { round: number, offer } = transition;
    const open = { answererSession: null, answer: null };
    return { number, offerer: this.role, offererSession: this.session, offer, ...open };
  }

  /** The same, answered by the other. */
  async answered(answer: Partial<Description> | Uint8Array): Promise<Round> {
    const round = this.own();
    const sealed = answer instanceof Uint8Array ? answer : await this.#seal('answer', round.number, answer);
    return { ...round, answererSession: this.peerSession, answer: sealed };
  }

  /** What our latest write says to the other. */
  said(): Promise<Description> {
    const transition = this.commits.at(-1)?.transition;
    if (transition?.type !== 'offer' && transition?.type !== 'answer')
      throw new Error('The last write was no description');
    const sealed = transition.type === 'offer' ? transition.offer : transition.answer;
    const ours = audienceOf(sealed) === 'pair' ? this.#sessionKeys.publicKey : null;
    return this.#box.openDescription(transition.type, transition.round, sealed, ours);
  }

  #seal(kind: 'offer' | 'answer', round: number, changes: Partial<Description>): Promise<Uint8Array> {
    const said = { link: createRandomId(), isRestart: false, sdp: `their ${kind}`, isComplete: true };
    const description = { ...said, name: 'Bob', can: [], ...changes };
    return this.#box.sealDescription(kind, round, description, this.peerKey && this.#sessionKeys.publicKey);
  }
}
