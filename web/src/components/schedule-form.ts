import { DEFAULT_EMPTY_TIMEOUT_SECONDS, MAX_TITLE_LENGTH } from '@parley/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { CALL_ERROR_MESSAGES } from '../app/messages.ts';
import type { CallErrorCode } from '../call/call-error.ts';
import type { CallPlan } from '../call/schedule-call.ts';
import { offsetWords } from './call-times.ts';
import { baseStyles, controlStyles } from './control-styles.ts';
import { durationWords } from './duration-words.ts';
import './entry-fields.ts';
import type { EntryChangedEvent } from './entry-fields-events.ts';
import { choiceStyles, options, radio } from './field-templates.ts';
import { icon } from './icons.ts';
import './notice.ts';
import {
  type ClockChange,
  draftOf,
  newDraft,
  readDraft,
  type ScheduleDraft,
  type ScheduleReading,
} from './schedule-draft.ts';
import { PlanSubmittedEvent } from './schedule-form-events.ts';
import { scheduleFormStyles } from './schedule-form-styles.ts';
import { problemText, scheduleSummary } from './schedule-form-words.ts';
import './time-zone-field.ts';
import type { TimeZoneChangedEvent } from './time-zone-field-events.ts';
import { ownTimeZone } from './time-zones.ts';

const LENGTHS_MINUTES = [15, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1_440];
const LAST_DATE = '9998-12-31';

type Field = 'date' | 'time' | 'timeZone';

/** When a call is to be, and who may come in when. What is wrong is said beside it; what was written stays. */
@customElement('parley-schedule-form')
export class ScheduleForm extends LitElement {
  static override styles = [baseStyles, controlStyles, choiceStyles, scheduleFormStyles];

  /** The server's time. */
  @property({ attribute: false }) now: () => number = Date.now;
  /** What is to be changed; undefined: a new call. */
  @property({ attribute: false }) plan?: CallPlan | undefined;
  /** How long a new call is to stay open while nobody is in it. */
  @property({ type: Number }) emptyTimeoutSeconds = DEFAULT_EMPTY_TIMEOUT_SECONDS;
  @property({ type: Boolean }) isBusy = false;
  /** Why it could not be done; undefined: it was not tried, or it went well. */
  @property({ attribute: false }) error?: CallErrorCode | undefined;
  @state() private draft!: ScheduleDraft;
  /** Fields that the person is done with, whose problems may be told. */
  @state() private finished: ReadonlySet<Field> = new Set();
  @query('[aria-invalid="true"], parley-time-zone-field[data-invalid]')
  private readonly firstInvalid!: HTMLElement | null;

  protected override willUpdate(changed: PropertyValues<this>) {
    if (this.hasUpdated && !changed.has('plan')) return;
    this.draft =
      this.plan === undefined
        ? newDraft(this.now(), ownTimeZone(), this.emptyTimeoutSeconds)
        : draftOf(this.plan);
  }

  override render() {
    const { draft } = this;
    const reading = readDraft(draft, this.now());
    return html`<form novalidate @submit=${this.#onSubmit}>
      <div>
        <label class="label" for="title">Title <span class="soft">(optional)</span></label>
        <input
          class="input"
          id="title"
          type="text"
          autocomplete="off"
          enterkeyhint="next"
          maxlength=${MAX_TITLE_LENGTH}
          placeholder="What it is about"
          .value=${draft.title}
          @input=${(event: Event) => this.#change({ title: textOf(event) })}
        />
      </div>
      ${this.#when(reading)}
      <parley-time-zone-field
        .value=${draft.timeZone}
        .instant=${'plan' in reading ? reading.plan.startsAt : this.now()}
        .problem=${this.#problem(reading, 'timeZone')}
        ?data-invalid=${this.#problem(reading, 'timeZone') !== undefined}
        @time-zone-changed=${this.#onTimeZone}
      ></parley-time-zone-field>
      <div class="summary" role="status">${scheduleSummary(reading)}</div>
      ${this.#entry()}
      <div role="alert">
        ${
          this.error === undefined
            ? nothing
            : html`<parley-notice .message=${CALL_ERROR_MESSAGES[this.error]}></parley-notice>`
        }
      </div>
      <div class="actions">
        <button class="button primary large" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>
          ${this.#submitLabel()}
        </button>
        <slot></slot>
      </div>
    </form>`;
  }

  #submitLabel(): string {
    if (this.plan !== undefined) return this.isBusy ? 'Saving…' : 'Save changes';
    return this.isBusy ? 'Scheduling…' : 'Schedule the call';
  }

  #when(reading: ScheduleReading) {
    const { draft } = this;
    const problems = { date: this.#problem(reading, 'date'), time: this.#problem(reading, 'time') };
    return html`<div class="when">
        ${this.#clockField('date', 'Date', problems.date)} ${this.#clockField('time', 'Starts at', problems.time)}
        <div class="length">
          <label class="label" for="length">Length</label>
          <span class="select">
            <select
              class="input"
              id="length"
              @change=${(event: Event) => this.#change({ lengthMinutes: Number(textOf(event)) })}
            >
              ${options(LENGTHS_MINUTES, draft.lengthMinutes, (minutes) => durationWords(minutes * 60))}
            </select>
            ${icon('chevron')}
          </span>
        </div>
        <div class="problems">
          ${(['date', 'time'] as const).map((field) =>
            problems[field] === undefined
              ? nothing
              : html`<p class="problem" id="${field}-problem">${problems[field]}</p>`,
          )}
        </div>
      </div>
      ${'plan' in reading && reading.twice !== undefined ? this.#occurrence(reading.twice) : nothing}`;
  }

  #clockField(field: 'date' | 'time', label: string, problem: string | undefined) {
    return html`<div>
      <label class="label" for=${field}>${label}</label>
      <input
        class="input"
        id=${field}
        type=${field}
        max=${field === 'date' ? LAST_DATE : nothing}
        aria-invalid=${problem === undefined ? 'false' : 'true'}
        aria-describedby=${problem === undefined ? nothing : `${field}-problem`}
        .value=${this.draft[field]}
        @input=${(event: Event) => this.#change({ [field]: textOf(event) })}
        @change=${() => this.#finish(field)}
      />
    </div>`;
  }

  #occurrence({ first, second }: ClockChange) {
    const { timeZone, time, occurrence } = this.draft;
    const choose = (chosen: string) => this.#change({ occurrence: chosen === 'second' ? 'second' : 'first' });
    return html`<fieldset>
      <legend class="label">The clocks are put back on this day, and ${time} comes twice. Which one is it?</legend>
      ${[
        { value: 'first', label: 'The first', note: `At ${offsetWords(first, timeZone)}` },
        { value: 'second', label: 'The second', note: `An hour later, at ${offsetWords(second, timeZone)}` },
      ].map((choice) => radio({ ...choice, name: 'occurrence', chosen: occurrence, choose }))}
    </fieldset>`;
  }

  #entry() {
    const { admission, earlyMinutes, emptyTimeoutSeconds } = this.draft;
    return html`<parley-entry-fields
      .admission=${admission}
      .earlyMinutes=${earlyMinutes}
      .emptyTimeoutSeconds=${this.plan === undefined ? emptyTimeoutSeconds : undefined}
      @entry-changed=${({ change }: EntryChangedEvent) => this.#change(change)}
    ></parley-entry-fields>`;
  }

  #problem(reading: ScheduleReading, field: Field): string | undefined {
    if ('plan' in reading || !this.finished.has(field)) return undefined;
    const problem = reading.problems[field];
    return problem === undefined ? undefined : problemText(problem, reading, this.draft.timeZone);
  }

  #change(change: Partial<ScheduleDraft>) {
    this.draft = { ...this.draft, ...change };
  }

  #finish(...fields: readonly Field[]) {
    this.finished = new Set([...this.finished, ...fields]);
  }

  #onTimeZone({ timeZone }: TimeZoneChangedEvent) {
    this.#change({ timeZone });
    // Another zone may make a time that was good one of the past.
    this.#finish('timeZone', 'date', 'time');
  }

  async #onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (this.isBusy) return;
    this.#finish('date', 'time', 'timeZone');
    const reading = readDraft(this.draft, this.now());
    if ('plan' in reading) {
      this.dispatchEvent(new PlanSubmittedEvent(reading.plan, this.draft.emptyTimeoutSeconds));
      return;
    }
    await this.updateComplete;
    this.firstInvalid?.focus();
  }
}

function textOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-schedule-form': ScheduleForm;
  }
}
