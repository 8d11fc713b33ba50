/** The pages about calls for later: arranging one, and what can be done with one that was arranged. */
import { type CallId, formatCallId, joinLink } from '@parley/protocol';
import { html, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { CallErrorCode } from '../call/call-error.ts';
import {
  type CallPlan,
  cancelCall,
  rescheduleCall,
  type SchedulingOptions,
  scheduleCall,
} from '../call/schedule-call.ts';
import type { ForgetRequestedEvent } from '../components/call-list-events.ts';
import type { PlanSubmittedEvent } from '../components/schedule-form-events.ts';
import { hasLastingMemory } from '../lib/device-memory.ts';
import { failureCode } from './failure-code.ts';
import type { KnownCall, KnownCalls, KnownPlan } from './known-calls.ts';
import '../components/outcome.ts';
import '../pages/schedule-page.ts';
import '../pages/scheduled-call-page.ts';

export interface ScheduleViewOptions {
  readonly known: KnownCalls;
  /** The server's time. */
  readonly now: () => number;
  /** May reject with a CallError. */
  readonly connect: () => Promise<Pick<SchedulingOptions, 'store' | 'identity'>>;
  readonly navigate: (path: string) => void;
  /** Moves the focus to what is shown now. */
  readonly focus: () => void;
}

type Planned = KnownCall & { readonly plan: KnownPlan };

export class ScheduleView implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ScheduleViewOptions;
  #lifetime = new AbortController();
  #isBusy = false;
  #error: CallErrorCode | undefined;
  /** The call that is being changed. */
  #editedId: CallId | undefined;
  /** The call that was arranged a moment ago. */
  #newId: CallId | undefined;

  constructor(host: ReactiveControllerHost, options: ScheduleViewOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.leave();
  }

  /** Another page is shown: what was begun here is not waited for. */
  leave(): void {
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
    this.#isBusy = false;
    this.#error = undefined;
    this.#editedId = undefined;
  }

  renderNew(emptyTimeoutSeconds: number) {
    return html`<parley-schedule-page
      .now=${this.#options.now}
      .emptyTimeoutSeconds=${emptyTimeoutSeconds}
      .isForgetful=${!hasLastingMemory()}
      .isBusy=${this.#isBusy}
      .error=${this.#error}
      @plan-submitted=${this.#schedule}
      @home-requested=${() => this.#options.navigate('/')}
    ></parley-schedule-page>`;
  }

  renderCall(id: CallId) {
    const call = this.#options.known.find(id);
    if (call?.plan == null) return this.#renderUnknown(id);
    const planned = { ...call, plan: call.plan };
    return id === this.#editedId ? this.#renderEditing(planned) : this.#renderKnown(planned);
  }

  #renderKnown(call: Planned) {
    return html`<parley-scheduled-call-page
      .call=${call}
      .origin=${location.origin}
      .now=${this.#options.now}
      .isNew=${call.id === this.#newId}
      .isBusy=${this.#isBusy}
      .error=${this.#error}
      @reschedule-requested=${() => this.#edit(call.id)}
      @cancel-requested=${() => this.#cancel(call)}
      @forget-requested=${(event: ForgetRequestedEvent) => this.#forget(event.id)}
    ></parley-scheduled-call-page>`;
  }

  #renderEditing(call: Planned) {
    return html`<parley-schedule-page
      .now=${this.#options.now}
      .plan=${call.plan}
      .isBusy=${this.#isBusy}
      .error=${this.#error}
      @plan-submitted=${(event: PlanSubmittedEvent) => this.#reschedule(call, event.plan)}
      @home-requested=${() => this.#edit(undefined)}
    ></parley-schedule-page>`;
  }

  #renderUnknown(id: CallId) {
    return html`<main>
      <parley-outcome
        .title=${'This browser does not know this call'}
        .help=${'It was arranged in another browser, or taken out of the list here. Its link still leads to it.'}
      >
        <button class="button primary" type="button" @click=${() => this.#options.navigate(joinLink('', id))}>
          Open the call
        </button>
        <button class="button" type="button" @click=${() => this.#options.navigate('/')}>Back to start</button>
      </parley-outcome>
    </main>`;
  }

  #edit(id: CallId | undefined): void {
    this.leave();
    this.#editedId = id;
    this.#newId = undefined;
    this.#host.requestUpdate();
    this.#options.focus();
  }

  #forget(id: CallId): void {
    this.#options.known.forget(id);
    this.#options.navigate('/');
  }

  readonly #schedule = ({ plan, emptyTimeoutSeconds }: PlanSubmittedEvent): Promise<void> =>
    this.#work(async (scheduling) => {
      const { id, hostKey } = await scheduleCall(scheduling, plan, emptyTimeoutSeconds);
      const now = this.#options.now();
      // Before anything else can go wrong: nobody can read the host key again.
      this.#options.known.keep({
        ...{ id, isHost: true, usedAt: now },
        plan: { ...plan, emptyTimeoutSeconds, revision: 0, changedAt: now, hostKey, isCancelled: false },
      });
      this.#newId = id;
      this.#options.navigate(`/schedule#${formatCallId(id)}`);
      this.#options.focus();
    });

  #reschedule(call: Planned, plan: CallPlan): Promise<void> {
    return this.#work(async (scheduling) => {
      const revision = await rescheduleCall(scheduling, call.id, plan);
      this.#keep(call, { ...plan, revision });
      this.#edit(undefined);
    });
  }

  #cancel(call: Planned): Promise<void> {
    return this.#work(async (scheduling) => {
      await cancelCall(scheduling, call.id, this.#options.now());
      this.#keep(call, { isCancelled: true });
      this.#options.focus();
    });
  }

  #keep(call: Planned, change: Partial<KnownPlan>): void {
    const now = this.#options.now();
    this.#options.known.keep({ ...call, usedAt: now, plan: { ...call.plan, ...change, changedAt: now } });
  }

  /** One thing at a time. What goes wrong is said on the page, with everything still there that was filled in. */
  async #work(perform: (scheduling: SchedulingOptions) => Promise<void>): Promise<void> {
    if (this.#isBusy) return;
    const { signal } = this.#lifetime;
    this.#isBusy = true;
    this.#error = undefined;
    this.#host.requestUpdate();
    try {
      await perform({ ...(await this.#options.connect()), signal });
    } catch (error) {
      if (!signal.aborted) this.#error = failureCode(error);
    } finally {
      if (!signal.aborted) this.#isBusy = false;
      this.#host.requestUpdate();
    }
  }
}
