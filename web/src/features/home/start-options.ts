import { type DeviceMemory, retryBriefly } from '@parley/call';
import { DEFAULT_EMPTY_TIMEOUT_SECONDS } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keepDoorChoice, readDoorChoice } from '../../memory/door-choice.ts';
import { keepEmptyTimeout, readEmptyTimeout } from '../../memory/empty-timeout.ts';
import { baseStyles, disclosureStyles } from '../../ui/control-styles.ts';
import { choiceStyles } from '../../ui/field-templates.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { revealUnfolded } from '../../ui/reveal-unfolded.ts';
import { doorWords } from '../../words/door.ts';
import { homeWords } from '../../words/home.ts';
import type { EmptyTimeoutChangedEvent } from '../schedule/events.ts';
import { PeopleWantedEvent, type RoomChosenEvent } from './events.ts';

/** What the next call is to be. */
export interface StartChoices {
  /** How long it stays open while nobody is in it. */
  readonly emptyTimeoutSeconds: number;
  /** Whoever comes has to ask. */
  readonly hasDoor: boolean;
  /** It becomes a lasting room of that name; undefined: a call that ends. Nothing that somebody does not mean each time. */
  readonly roomName: string | undefined;
}

/**
 * What is chosen for the call that is started next, folded away; what was chosen is said in its line.
 * @slot - What else is folded away there.
 */
@customElement('parley-start-options')
export class StartOptions extends LitElement {
  static override styles = [
    baseStyles,
    disclosureStyles,
    choiceStyles,
    css`
      /* The folded part stands in the line of whoever has it. */
      :host {
        display: contents;
      }

      .disclosure[open] {
        inline-size: min(100%, var(--width-column));
      }

      .choice,
      .choice-of-room {
        max-inline-size: 26rem;
        margin-block-start: var(--space-4);
        text-align: start;
      }

      .choice-of-room {
        display: block;
      }
    `,
  ];

  /** Has what this person chose before. */
  @property({ attribute: false }) memory!: DeviceMemory;
  @state() private choices: StartChoices = {
    emptyTimeoutSeconds: DEFAULT_EMPTY_TIMEOUT_SECONDS,
    hasDoor: false,
    roomName: undefined,
  };

  constructor() {
    super();
    new KeepFocus(this);
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#choose({
      emptyTimeoutSeconds: readEmptyTimeout(this.memory),
      hasDoor: readDoorChoice(this.memory),
    });
  }

  get chosen(): StartChoices {
    return this.choices;
  }

  /** Something has come in it after it was unfolded. */
  reveal(): void {
    this.renderRoot.querySelector('details[open]')?.scrollIntoView({ block: 'nearest' });
  }

  /** @param id of something to press */
  control(id: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[id='${id}']`);
  }

  override render() {
    const { emptyTimeoutSeconds, hasDoor, roomName } = this.choices;
    return html`<details class="disclosure" @toggle=${this.#onToggle}>
      <summary id="options">${summaryOf(this.choices)} ${icon('chevron')}</summary>
      ${
        roomName === undefined
          ? html`<parley-empty-timeout-field
              .seconds=${emptyTimeoutSeconds}
              @empty-timeout-changed=${this.#onTimeoutChange}
            ></parley-empty-timeout-field>`
          : nothing
      }
      <parley-room-field
        class="choice-of-room"
        .name=${roomName}
        @room-chosen=${({ name }: RoomChosenEvent) => this.#choose({ roomName: name })}
      ></parley-room-field>
      <label class="choice">
        <input type="checkbox" .checked=${hasDoor} @change=${this.#onDoorChange} />
        <span>${doorWords().choice} <small class="soft">${doorWords().choiceHelp}</small></span>
      </label>
      <slot></slot>
    </details>`;
  }

  #onToggle(event: ToggleEvent) {
    revealUnfolded(event);
    if (event.newState !== 'open') return;
    // What people are rung by is asked for beside it, and says so where neither comes.
    Promise.all([
      retryBriefly(() => import('../schedule/empty-timeout-field.ts')),
      retryBriefly(() => import('./room-field.ts')),
    ]).then(
      () => this.reveal(),
      () => {},
    );
    this.dispatchEvent(new PeopleWantedEvent());
  }

  #onTimeoutChange({ seconds }: EmptyTimeoutChangedEvent) {
    this.#choose({ emptyTimeoutSeconds: seconds });
    keepEmptyTimeout(this.memory, seconds);
  }

  #onDoorChange(event: Event) {
    const hasDoor = (event.target as HTMLInputElement).checked;
    this.#choose({ hasDoor });
    keepDoorChoice(this.memory, hasDoor);
  }

  #choose(choices: Partial<StartChoices>) {
    this.choices = { ...this.choices, ...choices };
  }
}

/** What was chosen is told while it is folded. */
function summaryOf({ emptyTimeoutSeconds, hasDoor, roomName }: StartChoices): string {
  const words = homeWords();
  if (roomName !== undefined) return hasDoor ? words.optionsWithRoomAndDoor : words.optionsWithRoom;
  if (hasDoor) return words.optionsWithDoor;
  return emptyTimeoutSeconds === DEFAULT_EMPTY_TIMEOUT_SECONDS
    ? words.options
    : words.optionsWithTimeout(emptyTimeoutSeconds);
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-start-options': StartOptions;
  }
}
