import { type CallErrorCode, failureCode, type IncomingRing, type OutgoingRing } from '@parley/call';
import { MAX_WORD_LENGTH, type NameDoc } from '@parley/protocol';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CallPreferences } from '../../memory/preference.ts';
import type { RingAnswerMessage } from '../../ring-worker/ring-message.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import '../../ui/notice.ts';
import { playSound } from '../../ui/sounds.ts';
import { callErrorMessage } from '../../words/errors.ts';
import {
  changedKeysMessage,
  peopleErrorMessage,
  peopleWords,
  ringIsOver,
  ringingSentence,
  ringOutcome,
  ringsTitle,
  theySaid,
} from '../../words/people.ts';
import { onRingAnswer } from '../attention/ring-notice.ts';
import { RING_SOUNDS, RingSounds } from '../attention/ring-sounds.ts';
import { Ringer } from '../attention/ringer.ts';
import { LinkInsteadRequestedEvent, RungCallRequestedEvent } from './events.ts';
import type { PeopleDesk } from './people-desk.ts';

/** Who rings, and whom one rings, over whatever page is there. Without either it takes no room. */
@customElement('parley-ring-sheet')
export class RingSheet extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        position: fixed;
        z-index: 3;
        inset-block-start: calc(var(--space-3) + var(--inset-top));
        inset-inline: var(--gutter);
        display: grid;
        justify-items: center;
        pointer-events: none;
        overflow-wrap: anywhere;
      }

      section {
        display: grid;
        gap: var(--space-3);
        inline-size: min(26rem, 100%);
        margin-block-end: var(--space-3);
        padding: var(--space-4);
        border: 1px solid var(--color-line);
        border-radius: var(--radius-sheet);
        background: var(--color-surface);
        box-shadow: var(--shadow-high);
        pointer-events: auto;
      }

      .stack {
        display: grid;
        justify-items: center;
        inline-size: 100%;
        max-block-size: 90dvh;
        overflow-y: auto;
      }

      h2 {
        font-size: var(--text-lead);
      }

      .soft {
        font-size: var(--text-small);
      }

      .actions > * {
        flex: 1 1 auto;
      }
    `,
  ];

  @property({ attribute: false }) desk!: PeopleDesk;
  @property({ attribute: false }) preferences!: CallPreferences;
  /** Of whoever rings: a camera or a microphone is on already. */
  @property({ attribute: false }) isUsingDevices = false;
  /** Whom one rang was told, and it was put away. */
  @state() private closed: OutgoingRing | undefined;
  /** The ring that is being answered. */
  @state() private answering: string | undefined;
  /** Why an answer came to nothing. */
  @state() private error: CallErrorCode | 'over' | undefined;
  readonly #ringer = new Ringer(() => this.preferences);
  readonly #ringSounds = new RingSounds((sound) => {
    if (this.preferences.sounds.value) void playSound(RING_SOUNDS[sound], '').catch(() => {});
  });
  #led: OutgoingRing | undefined;
  #lifetime = new AbortController();

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => {
      const people = this.desk.people.value;
      const ring = people?.outgoing.value;
      return [
        this.desk.people,
        ...(people === undefined ? [] : [people.incoming, people.outgoing]),
        ...(ring === undefined ? [] : [ring.state, ring.person]),
      ];
    });
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    onRingAnswer((pressed) => this.#answerNotice(pressed), this.#lifetime.signal);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#lifetime.abort();
    this.#ringer.set(undefined);
    this.#ringSounds.follow(undefined);
  }

  protected override updated(_changed: PropertyValues<this>) {
    const [first] = this.#incoming;
    this.#ringer.set(first === undefined ? undefined : { id: first.id, title: ringsTitle(first.name) });
    const ring = this.#outgoing;
    const state = ring?.state.value;
    this.#ringSounds.follow(state);
    if (ring === undefined || state?.phase !== 'accepted' || ring === this.#led) return;
    this.#led = ring;
    this.dispatchEvent(new RungCallRequestedEvent(state.call, ring.name));
  }

  override render() {
    // One live region, so that it is said when somebody rings and what becomes of it.
    return html`<div class="stack" role="status">
      ${repeat(
        this.#incoming,
        ({ id }) => id,
        (ring) => this.#incomingCard(ring),
      )}
      ${this.#outgoingCard()} ${this.#trouble()}
    </div>`;
  }

  get #incoming(): readonly IncomingRing[] {
    return this.desk.people.value?.incoming.value ?? [];
  }

  get #outgoing(): OutgoingRing | undefined {
    return this.desk.people.value?.outgoing.value;
  }

  #incomingCard(ring: IncomingRing) {
    const words = peopleWords();
    const isBusy = this.answering === ring.id;
    const known = this.desk.known.find(ring.name);
    const hasTalked = known?.uid === ring.uid && known.hasTalked === true;
    return html`<section aria-label=${ringsTitle(ring.name)}>
      <h2 dir="auto">${ringsTitle(ring.name)}</h2>
      <p class="soft">${hasTalked ? words.knownBefore : words.notKnown}</p>
      ${this.#warning(ring.person)}
      <div class="actions">
        <button class="button primary" type="button" aria-disabled=${isBusy} @click=${() => this.#accept(ring, true)}>
          ${isBusy ? words.answering : words.answer}
        </button>
        <button class="button" type="button" aria-disabled=${isBusy} @click=${() => this.#accept(ring, false)}>${words.answerWithoutCamera}</button>
        <button class="button danger" type="button" aria-disabled=${isBusy} @click=${(event: Event) => this.#decline(ring, event)}>${words.decline}</button>
      </div>
      <label class="soft">
        ${words.word}
        <input class="input" type="text" autocomplete="off" maxlength=${MAX_WORD_LENGTH} />
      </label>
    </section>`;
  }

  #outgoingCard() {
    const ring = this.#outgoing;
    const state = ring?.state.value;
    if (ring === undefined || state === undefined || ring === this.closed || state.phase === 'accepted')
      return nothing;
    const words = peopleWords();
    const { name } = ring;
    if (state.phase === 'changed') {
      return html`<section>
        <parley-notice .message=${changedKeysMessage(name)}></parley-notice>
        <div class="actions">
          <button class="button" type="button" @click=${() => ring.ringAllTheSame()}>${words.ringAllTheSame}</button>
          <button class="button primary" type="button" @click=${() => this.#leave(ring)}>${words.doNotRing}</button>
        </div>
      </section>`;
    }
    if (state.phase !== 'over' && state.phase !== 'failed') {
      return html`<section>
        <h2>${ringingSentence(state.phase, name)}</h2>
        ${this.isUsingDevices ? html`<p class="soft">${words.notSeenYet}</p>` : nothing}
        <div class="actions">
          <button class="button danger" type="button" @click=${() => ring.cancel()}>${words.cancel}</button>
        </div>
      </section>`;
    }
    // They wait, and ringing again leads to them.
    const isWaitedFor = state.phase === 'over' && state.outcome === 'answered';
    return html`<section>
      ${
        state.phase === 'failed'
          ? html`<parley-notice .message=${peopleErrorMessage(state.error)}></parley-notice>`
          : html`<h2>${ringOutcome(state.outcome, name)}</h2>
            ${state.word === '' ? nothing : html`<p>${theySaid(state.word)}</p>`}`
      }
      <div class="actions">
        <button class="button ${isWaitedFor ? '' : 'primary'}" type="button" @click=${() => this.#sendLink(ring)}>${words.sendLink}</button>
        <button class="button ${isWaitedFor ? 'primary' : ''}" type="button" @click=${() => this.desk.people.value?.ring(name)}>${words.ringOnceMore}</button>
        <button
          class="button"
          type="button"
          @click=${() => {
            this.closed = ring;
          }}
        >
          ${words.close}
        </button>
      </div>
    </section>`;
  }

  /** They are not where one has met them before. */
  #warning(person: NameDoc) {
    if (!this.desk.known.hasChanged(person)) return nothing;
    return html`<parley-notice .message=${changedKeysMessage(person.name)}></parley-notice>`;
  }

  #trouble() {
    if (this.error === undefined) return nothing;
    const message = this.error === 'over' ? ringIsOver() : callErrorMessage(this.error);
    return html`<section>
      <parley-notice .message=${message}></parley-notice>
      <div class="actions">
        <button
          class="button"
          type="button"
          @click=${() => {
            this.error = undefined;
          }}
        >
          ${peopleWords().close}
        </button>
      </div>
    </section>`;
  }

  async #accept(ring: IncomingRing, isWithCamera: boolean) {
    await this.#try(ring, () =>
      this.desk.answer(ring, isWithCamera, (id) => {
        this.desk.known.meet(ring.person);
        this.desk.known.talk(ring.person.name, ring.uid);
        this.dispatchEvent(new RungCallRequestedEvent(id, ring.name, isWithCamera));
      }),
    );
  }

  /** Of what does not ring any more nothing is left to be said. */
  #answerNotice({ ring: id, answer }: RingAnswerMessage) {
    const ring = this.#incoming.find((each) => each.id === id);
    if (ring === undefined || answer === 'look') return;
    if (answer === 'accept') void this.#accept(ring, true);
    else void this.#sayNo(ring, '');
  }

  #decline(ring: IncomingRing, { currentTarget }: Event) {
    const card = (currentTarget as HTMLElement).closest('section');
    const word = card?.querySelector('input')?.value ?? '';
    return this.#sayNo(ring, word);
  }

  /** Whoever is told no is in the list from then on, where they can be blocked. */
  #sayNo(ring: IncomingRing, word: string) {
    this.desk.known.decline(ring.person.name, ring.uid);
    return this.#try(ring, async () => this.desk.people.value?.decline(ring.id, word));
  }

  /** One answer at a time: over a slow network it takes a while. */
  async #try({ id }: IncomingRing, perform: () => Promise<void>) {
    if (this.answering === id) return;
    this.error = undefined;
    this.answering = id;
    try {
      await perform();
    } catch (error) {
      const code = failureCode(error);
      this.error = code === 'refused' ? 'over' : code;
    } finally {
      if (this.answering === id) this.answering = undefined;
    }
  }

  #leave(ring: OutgoingRing) {
    ring.cancel();
    this.closed = ring;
  }

  #sendLink(ring: OutgoingRing) {
    this.closed = ring;
    this.dispatchEvent(new LinkInsteadRequestedEvent(ring.name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-ring-sheet': RingSheet;
  }
}
