import {
  type CallErrorCode,
  deviceMemory,
  failureCode,
  type People,
  PeopleError,
  type PeopleErrorCode,
} from '@parley/call';
import type { PersonName } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { KnownPerson } from '../../memory/known-people.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { keepingWords } from '../../words/keeping.ts';
import '../../ui/notice.ts';
import { revealUnfolded } from '../../ui/reveal-unfolded.ts';
import { ServiceTask } from '../../ui/service-task.ts';
import {
  peopleErrorMessage,
  peopleWords,
  type Reach,
  reachWords,
  silenceMessage,
} from '../../words/people.ts';
import '../attention/notification-switch.ts';
import { NameField } from './name-field.ts';
import './name-keeper.ts';
import type { PeopleDesk } from './people-desk.ts';

/** One's own name, for whom this device rings, and whom one can ring. Folded away: calls by link need none of it. */
@customElement('parley-people-panel')
export class PeoplePanel extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      details {
        margin-block-start: var(--space-4);
      }

      .body {
        display: grid;
        gap: var(--space-4);
        max-inline-size: 30rem;
        padding-block: var(--space-3);
        overflow-wrap: anywhere;
      }

      form {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
      }

      parley-notification-switch {
        justify-items: start;
      }

      form > div {
        inline-size: 100%;
      }

      small {
        display: block;
        margin-block-start: var(--space-2);
        font-size: var(--text-small);
      }

      ul {
        display: grid;
        gap: var(--space-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      .actions {
        margin-block-start: var(--space-2);
      }

      .who {
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) desk!: PeopleDesk;
  @property({ attribute: false }) preferences = new CallPreferences(deviceMemory('localStorage'));
  readonly #name = new NameField(this, 'name');
  readonly #task = new ServiceTask<PeopleErrorCode | CallErrorCode>(this, (error) =>
    error instanceof PeopleError ? error.code : failureCode(error),
  );
  #lifetime = new AbortController();
  /** Whoever came by an e-mail came for this, and has not folded it away. */
  #isUnfolded = false;

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => {
      const people = this.desk.people.value;
      const ofPeople =
        people === undefined
          ? []
          : [people.name, people.lostName, people.incoming, people.isRungHere, people.outgoing];
      const { people: cell, trouble, reach, keeping } = this.desk;
      return [cell, trouble, reach, keeping.link, ...ofPeople];
    });
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    this.desk.known.onChange(() => this.requestUpdate(), this.#lifetime.signal);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#lifetime.abort();
  }

  override render() {
    const words = peopleWords();
    const name = this.desk.people.value?.name.value ?? null;
    const { keeping } = this.desk;
    this.#isUnfolded ||= keeping.link.value !== undefined || keeping.hasComeBack;
    return html`<details class="disclosure" ?open=${this.#isUnfolded} @toggle=${revealUnfolded}>
      <summary>${name === null ? words.summary : words.summaryNamed(name, this.#missedCount)} ${icon('chevron')}</summary>
      <div class="body">
        ${name === null ? this.#nameless() : [this.#own(name), this.#ring(), this.#list()]}
        <div role="alert">
          ${
            this.#task.error === undefined
              ? nothing
              : html`<parley-notice .message=${peopleErrorMessage(this.#task.error)}></parley-notice>`
          }
        </div>
      </div>
    </details>`;
  }

  /** Said where it is folded: nobody would look. */
  get #missedCount(): number {
    return this.desk.known.all().filter(({ missedAt, isBlocked }) => missedAt !== undefined && !isBlocked)
      .length;
  }

  #nameless() {
    return this.desk.isOpening ? this.#opening() : this.#claim();
  }

  /** Whoever has a name is not asked to take one, and learns that nobody can ring them by it before it is known. */
  #opening() {
    const { trouble, keeping } = this.desk;
    const { opening, notOpened } = peopleWords();
    return html`<div role="status">
        ${
          trouble.value === undefined
            ? html`<p>${opening}</p>`
            : html`<parley-notice .message=${callErrorMessage(trouble.value)}></parley-notice><p>${notOpened}</p>`
        }
      </div>
      ${keeping.link.value === undefined ? nothing : this.#keeper(false)}`;
  }

  #claim() {
    const words = peopleWords();
    const { keeping, people } = this.desk;
    const isNothingKept = keeping.hasComeBack && people.value !== undefined;
    const lostName = people.value?.lostName.value;
    const lead = lostName === undefined ? words.lead : words.lost(lostName);
    return html`<p>${isNothingKept ? keepingWords().nothingKept : lead}</p>
      <form novalidate @submit=${this.#onClaim}>
        ${this.#name.render(words.nameLabel, words.nameHelp)}
        <button class="button primary" type="submit" aria-disabled=${this.#task.isBusy ? 'true' : 'false'}>
          ${this.#task.isBusy ? words.taking : words.take}
        </button>
      </form>
      ${this.#keeper(false)}`;
  }

  #own(name: PersonName) {
    const words = peopleWords();
    const { value: reach } = this.desk.reach;
    return html`<p>${words.yours(name)}</p>
      <div>
        <label class="label" for="reach">${words.reach}</label>
        <span class="select">
          <select class="input" id="reach" @change=${this.#onReach}>
            ${Object.entries(reachWords()).map(
              ([value, text]) => html`<option value=${value} .selected=${value === reach}>${text}</option>`,
            )}
          </select>
          ${icon('chevron')}
        </span>
      </div>
      <div role="status">${reach === 'nobody' ? nothing : this.#silence()}</div>
      ${
        reach === 'nobody'
          ? nothing
          : html`<parley-notification-switch
              .preferences=${this.preferences}
              offer=${words.notify}
            ></parley-notification-switch>`
      }
      <div>
        <button class="button" type="button" @click=${this.#onRelease}>${words.giveUp}</button>
        <small class="soft">${words.giveUpHelp}</small>
      </div>
      ${this.#keeper(true)}`;
  }

  #silence() {
    const { incoming, isRungHere } = this.desk.people.value ?? {};
    if (incoming?.value !== undefined && isRungHere?.value === true) return nothing;
    const message = silenceMessage(incoming?.value === undefined ? 'no-line' : 'not-among-devices');
    return html`<parley-notice .message=${message}></parley-notice>`;
  }

  #keeper(hasName: boolean) {
    return html`<parley-name-keeper
      .keeping=${this.desk.keeping}
      ?hasName=${hasName}
      ?isOpening=${this.desk.isOpening}
    ></parley-name-keeper>`;
  }

  #ring() {
    const words = peopleWords();
    return html`<form novalidate @submit=${this.#onRing}>
      ${this.#name.render(words.ringLabel)}
      <button class="button primary" type="submit">${words.ring}</button>
    </form>`;
  }

  #list() {
    const words = peopleWords();
    const people = this.desk.known.all();
    if (people.length === 0) return nothing;
    return html`<ul aria-label=${words.known}>
      ${repeat(
        people,
        ({ name }) => name,
        (person) => this.#person(person),
      )}
    </ul>`;
  }

  #person({ name, missedAt, isBlocked }: KnownPerson) {
    const words = peopleWords();
    const { known } = this.desk;
    const isMissed = missedAt !== undefined;
    return html`<li>
      <span class="who" dir="ltr">${name}</span>
      ${isMissed ? html`<span class="soft">${words.missed}</span>` : nothing}
      ${isBlocked ? html`<span class="soft">${words.blocked}</span>` : nothing}
      <div class="actions">
        <button
          class="button ${isMissed ? 'primary' : ''}"
          type="button"
          aria-label=${isMissed ? words.callBackLabel(name) : words.ringAgain(name)}
          @click=${() => this.#ringPerson(name)}
        >
          ${isMissed ? words.callBack : words.ring}
        </button>
        <button class="button" type="button" @click=${() => known.block(name, !isBlocked)}>
          ${isBlocked ? words.unblock(name) : words.block(name)}
        </button>
        <button class="button" type="button" aria-label=${isBlocked ? words.forgetBlocked(name) : words.forget(name)} @click=${() => known.forget(name)}>
          ${icon('remove')}
        </button>
      </div>
    </li>`;
  }

  #onClaim(event: SubmitEvent) {
    event.preventDefault();
    const name = this.#name.read();
    if (name !== undefined) void this.#task.run(this.#open, ({ people }) => people.claim(name));
  }

  #onRelease() {
    void this.#task.run(this.#open, ({ people }) => people.release());
  }

  #onRing(event: SubmitEvent) {
    event.preventDefault();
    const name = this.#name.read();
    if (name !== undefined) this.#ringPerson(name);
  }

  #ringPerson(name: PersonName) {
    void this.#task.run(this.#open, async ({ people }) => void people.ring(name));
  }

  readonly #open = async (): Promise<{ readonly people: People }> => ({ people: await this.desk.open() });

  #onReach(event: Event) {
    this.desk.setReach((event.target as HTMLSelectElement).value as Reach);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-people-panel': PeoplePanel;
  }
}
