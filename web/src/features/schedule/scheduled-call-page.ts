import { consume } from '@lit/context';
import { type CallPlan, cancelCall, failureCode, rescheduleCall, type SchedulingOptions } from '@parley/call';
import type { CallId } from '@parley/protocol';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { KnownCall, KnownCalls, KnownPlan } from '../../memory/known-calls.ts';
import { HomeRequestedEvent } from '../../ui/events.ts';
import '../../ui/outcome.ts';
import { controlStyles } from '../../ui/control-styles.ts';
import { ServiceTask } from '../../ui/service-task.ts';
import { scheduledCallWords, unknownCallMessage } from '../../words/scheduled-call.ts';
import { siteWords } from '../../words/site.ts';
import { OpenCallRequestedEvent, type PlanSubmittedEvent } from './events.ts';
import './schedule-sheet.ts';
import './scheduled-call-sheet.ts';
import { type Clock, clockContext } from '../../ui/clock-context.ts';

type Planned = KnownCall & { readonly plan: KnownPlan };

/** A call that was arranged: shows what this browser knows of it, changes it and calls it off. */
@customElement('parley-scheduled-call-page')
export class ScheduledCallPage extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) callId!: CallId;
  /** It was arranged a moment ago. */
  @property({ type: Boolean }) isNew = false;
  /** May reject with a CallError. */
  @property({ attribute: false }) connect!: () => Promise<Omit<SchedulingOptions, 'signal'>>;
  @property({ attribute: false }) known!: KnownCalls;
  @consume({ context: clockContext }) private readonly now: Clock = Date.now;
  /** The call as it was when this person began to change it. The form begins anew with another. */
  @state() private edited?: Planned | undefined;
  @query('parley-schedule-sheet, parley-scheduled-call-sheet') private readonly sheet!: LitElement | null;
  readonly #task = new ServiceTask(this, failureCode);
  #lifetime = new AbortController();

  override connectedCallback() {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    this.known.onChange(() => this.requestUpdate(), this.#lifetime.signal);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#lifetime.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('callId')) return;
    this.edited = undefined;
    this.#task.reset();
  }

  /** Whoever has arranged it is led on to its links. */
  protected override firstUpdated() {
    if (this.isNew) void this.#focusSheet();
  }

  override render() {
    const call = this.known.find(this.callId);
    if (call?.plan == null) return this.#unknown();
    return this.edited === undefined ? this.#shown({ ...call, plan: call.plan }) : this.#editing(this.edited);
  }

  #shown(call: Planned) {
    return html`<parley-scheduled-call-sheet
      .call=${call}
      .origin=${location.origin}
      .isNew=${this.isNew}
      .isBusy=${this.#task.isBusy}
      .error=${this.#task.error}
      @reschedule-requested=${() => this.#edit(call)}
      @cancel-requested=${() => this.#cancel(call)}
      @forget-requested=${this.#forget}
    ></parley-scheduled-call-sheet>`;
  }

  #editing(call: Planned) {
    return html`<parley-schedule-sheet
      .plan=${call.plan}
      .isBusy=${this.#task.isBusy}
      .error=${this.#task.error}
      @plan-submitted=${({ plan }: PlanSubmittedEvent) => this.#reschedule(call, plan)}
      @home-requested=${this.#stopEditing}
    ></parley-schedule-sheet>`;
  }

  #unknown() {
    const { title, help } = unknownCallMessage();
    return html`<main>
      <parley-outcome .title=${title} .help=${help} glyph="alone">
        <button class="button primary large" type="button" @click=${this.#open}>${scheduledCallWords().open}</button>
        <button class="button large" type="button" @click=${this.#goHome}>${siteWords().backToStart}</button>
      </parley-outcome>
    </main>`;
  }

  #edit(call: Planned | undefined) {
    this.#task.reset();
    this.edited = call;
    this.isNew = false;
    void this.#focusSheet();
  }

  /** Back to the call, not to the home page. */
  #stopEditing(event: HomeRequestedEvent) {
    event.stopPropagation();
    this.#edit(undefined);
  }

  async #reschedule(call: Planned, plan: CallPlan) {
    await this.#task.run(this.connect, async (scheduling) => {
      const revision = await rescheduleCall(scheduling, call.id, plan);
      this.#keep(call, { ...plan, revision });
      if (!scheduling.signal.aborted) this.#edit(undefined);
    });
  }

  async #cancel(call: Planned) {
    await this.#task.run(this.connect, async (scheduling) => {
      await cancelCall(scheduling, call.id, this.now());
      this.#keep(call, { isCancelled: true });
      if (!scheduling.signal.aborted) void this.#focusSheet();
    });
  }

  #keep(call: Planned, change: Partial<KnownPlan>) {
    const now = this.now();
    this.known.keep({ ...call, usedAt: now, plan: { ...call.plan, ...change, changedAt: now } });
  }

  #forget() {
    this.known.forget(this.callId);
    this.#goHome();
  }

  #open() {
    this.dispatchEvent(new OpenCallRequestedEvent(this.callId));
  }

  #goHome() {
    this.dispatchEvent(new HomeRequestedEvent());
  }

  /** To the heading of what is shown now, for whoever does not see that it is something else. */
  async #focusSheet() {
    await this.updateComplete;
    await this.sheet?.updateComplete;
    this.sheet?.focus();
    scrollTo(0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-scheduled-call-page': ScheduledCallPage;
  }
}
