import { consume } from '@lit/context';
import type { CallErrorCode, CallPlan } from '@parley/call';
import { instantToZonedTime } from '@parley/invitation';
import { DEFAULT_EMPTY_TIMEOUT_SECONDS, knownTimeZone, MAX_TITLE_LENGTH } from '@parley/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { duration } from '../../words/durations.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { scheduleFormWords, scheduleProblem, submitLabel } from '../../words/schedule.ts';
import { clockTime, offsetWords, shortDay } from '../../words/times.ts';
import { type EntryChangedEvent, PlanSubmittedEvent, type TimeZoneChangedEvent } from './events.ts';
import './entry-fields.ts';
import { framedChoiceStyles, options, radio } from '../../ui/field-templates.ts';
import { icon } from '../../ui/icons.ts';
import { sheetPartStyles } from '../../ui/sheet-part-styles.ts';
import { invitationStyles } from './invitation-styles.ts';
import '../../ui/notice.ts';
import { planTimes } from './plan-times.ts';
import {
  type ClockChange,
  draftOf,
  newDraft,
  readDraft,
  type ScheduleDraft,
  type ScheduleReading,
} from './schedule-draft.ts';
import { scheduleFormStyles } from './schedule-form-styles.ts';
import { sentenceStyles } from './sentence-styles.ts';
import './time-zone-field.ts';
import { type Clock, clockContext } from '../../ui/clock-context.ts';
import { ownTimeZone } from '../../words/time-zones.ts';

const LENGTHS_MINUTES = [15, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1_440];
const LAST_DATE = '9998-12-31';

type Field = 'date' | 'time' | 'timeZone';

/** When a call is to be, and who may come in when. What is wrong is said beside it; what was written stays. */
@customElement('parley-schedule-form')
export class ScheduleForm extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    framedChoiceStyles,
    sheetPartStyles,
    sentenceStyles,
    invitationStyles,
    scheduleFormStyles,
  ];

  @consume({ context: clockContext }) private readonly now: Clock = Date.now;
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
      ${this.#sentence(reading)} ${this.#invitation(reading)} ${this.#entry()}
      <div role="alert">
        ${
          this.error === undefined
            ? nothing
            : html`<parley-notice .message=${callErrorMessage(this.error)}></parley-notice>`
        }
      </div>
      <div class="actions">
        <button class="button primary large" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>
          ${submitLabel(this.plan === undefined ? 'schedule' : 'change', this.isBusy)}
        </button>
        <slot></slot>
      </div>
    </form>`;
  }

  /** When it is to be: `Tomorrow at 15:00 for 30 minutes, Zurich time`, with a control for every word that counts. */
  #sentence(reading: ScheduleReading) {
    const words = scheduleFormWords();
    const { draft } = this;
    const problems = (['date', 'time'] as const).flatMap((field) => {
      const text = this.#problem(reading, field);
      return text === undefined ? [] : [html`<p class="problem" id="${field}-problem">${text}</p>`];
    });
    const length = html`<span class="word">
      <label class="visually-hidden" for="length">${words.length}</label>
      <span class="said" aria-hidden="true">${duration(draft.lengthMinutes * 60)} ${icon('chevron')}</span>
      <select
        id="length"
        @change=${(event: Event) => this.#change({ lengthMinutes: Number(textOf(event)) })}
      >
        ${options(LENGTHS_MINUTES, draft.lengthMinutes, (minutes) => duration(minutes * 60))}
      </select>
    </span>`;
    const zone = html`<parley-time-zone-field
      .value=${draft.timeZone}
      .instant=${'plan' in reading ? reading.plan.startsAt : this.now()}
      .problem=${this.#problem(reading, 'timeZone')}
      ?data-invalid=${this.#problem(reading, 'timeZone') !== undefined}
      @time-zone-changed=${this.#onTimeZone}
    ></parley-time-zone-field>`;
    return html`<div>
      <div class="sentence">
        ${words.sentence(this.#clockWord('date', reading), this.#clockWord('time', reading), length, zone)}
      </div>
      ${problems} ${'plan' in reading && reading.twice !== undefined ? this.#occurrence(reading.twice) : nothing}
    </div>`;
  }

  /** The control itself shows while it has the focus; before and after that it is a word. */
  #clockWord(field: 'date' | 'time', reading: ScheduleReading) {
    const words = scheduleFormWords();
    const hasProblem = this.#problem(reading, field) !== undefined;
    return html`<span class="word clock ${field}">
      <label class="visually-hidden" for=${field}>${words[field]}</label>
      <span class="said" aria-hidden="true">${this.#said(field)} ${icon('chevron')}</span>
      <input
        id=${field}
        type=${field}
        max=${field === 'date' ? LAST_DATE : nothing}
        aria-invalid=${hasProblem ? 'true' : 'false'}
        aria-describedby=${hasProblem ? `${field}-problem` : nothing}
        .value=${this.draft[field]}
        @click=${openPicker}
        @input=${(event: Event) => this.#change({ [field]: textOf(event) })}
        @change=${() => this.#finish(field)}
      />
    </span>`;
  }

  #said(field: 'date' | 'time'): string {
    const words = scheduleFormWords();
    const { date, time, timeZone } = this.draft;
    if (field === 'date') {
      // A day as such: at noon of a zone it is that day in the zone.
      const noon = Date.parse(`${date}T12:00Z`);
      const today = Date.parse(
        `${instantToZonedTime(this.now(), knownTimeZone(timeZone) ?? 'UTC').date}T12:00Z`,
      );
      return Number.isNaN(noon) ? words.noDay : shortDay(noon, today, 'UTC');
    }
    const instant = Date.parse(`2026-01-01T${time}Z`);
    return Number.isNaN(instant) ? words.noTime : clockTime(instant, 'UTC');
  }

  /** As the other will get it. */
  #invitation(reading: ScheduleReading) {
    const words = scheduleFormWords();
    return html`<div class="invitation">
      <label class="visually-hidden" for="title">${words.title}</label>
      <input
        class="title"
        id="title"
        type="text"
        autocomplete="off"
        enterkeyhint="done"
        maxlength=${MAX_TITLE_LENGTH}
        placeholder=${words.titlePlaceholder}
        .value=${this.draft.title}
        @input=${(event: Event) => this.#change({ title: textOf(event) })}
      />
      <div role="status">${'plan' in reading ? planTimes(reading.plan) : nothing}</div>
    </div>`;
  }

  #occurrence({ first, second }: ClockChange) {
    const words = scheduleFormWords();
    const { timeZone, time, occurrence } = this.draft;
    const choose = (chosen: string) => this.#change({ occurrence: chosen === 'second' ? 'second' : 'first' });
    return html`<fieldset>
      <legend class="label">${words.twice(time)}</legend>
      ${[
        { value: 'first', label: words.first, note: words.firstNote(offsetWords(first, timeZone)) },
        { value: 'second', label: words.second, note: words.secondNote(offsetWords(second, timeZone)) },
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
    if (problem === undefined) return undefined;
    const { skippedTo } = reading;
    return scheduleProblem(
      problem,
      skippedTo === undefined ? undefined : clockTime(skippedTo, this.draft.timeZone),
    );
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

/** At the first press, not at the second on a small arrow. Browsers may refuse, and the field is there all the same. */
function openPicker({ currentTarget }: Event) {
  try {
    (currentTarget as HTMLInputElement).showPicker();
  } catch {}
}

function textOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-schedule-form': ScheduleForm;
  }
}
