import type { Invitation } from '@parley/invitation';
import { deriveCallKeys, hostLink, joinLink } from '@parley/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { isUpcoming, type KnownCall, type KnownPlan } from '../app/known-calls.ts';
import { CALL_ERROR_MESSAGES } from '../app/messages.ts';
import type { CallErrorCode } from '../call/call-error.ts';
import '../components/add-to-calendar.ts';
import '../components/confirm-dialog.ts';
import { ForgetRequestedEvent } from '../components/call-list-events.ts';
import { callTimes } from '../components/call-times.ts';
import type { ConfirmDialog } from '../components/confirm-dialog.ts';
import { baseStyles, controlStyles } from '../components/control-styles.ts';
import '../components/copy-button.ts';
import { entryWords } from '../components/entry-words.ts';
import { icon } from '../components/icons.ts';
import '../components/link-card.ts';
import '../components/notice.ts';
import { planTimes } from '../components/schedule-form-words.ts';
import { CancelRequestedEvent, RescheduleRequestedEvent } from '../components/scheduled-call-events.ts';
import '../components/wordmark.ts';
import { scheduledCallPageStyles } from './scheduled-call-page-styles.ts';
import { sheetStyles } from './sheet-styles.ts';

/** A scheduled call that this browser knows: its links, its calendar entry, and what can still be done about it. */
@customElement('parley-scheduled-call-page')
export class ScheduledCallPage extends LitElement {
  static override styles = [baseStyles, controlStyles, sheetStyles, scheduledCallPageStyles];

  @property({ attribute: false }) call!: KnownCall & { readonly plan: KnownPlan };
  /** Of the links. */
  @property() origin = '';
  /** The server's time. */
  @property({ attribute: false }) now: () => number = Date.now;
  /** It was arranged a moment ago, and its links are what the person has come for. */
  @property({ type: Boolean }) isNew = false;
  /** It is being called off. */
  @property({ type: Boolean }) isBusy = false;
  /** Why it could not be called off; undefined: it was not tried, or it went well. */
  @property({ attribute: false }) error?: CallErrorCode | undefined;
  /** What calendars know the call by; undefined until it is derived from the ID. */
  @state() private docId?: string | undefined;
  @query('h1') private readonly heading!: HTMLElement;
  @query('parley-confirm-dialog') private readonly dialog!: ConfirmDialog;

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.heading.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('call') && changed.get('call')?.id !== this.call.id) void this.#derive();
  }

  override render() {
    const { plan, isHost } = this.call;
    const isComing = isUpcoming(this.call, this.now());
    return html`
      <header><parley-wordmark></parley-wordmark></header>
      <main>
        <div>
          <h1 tabindex="-1">${this.#heading(isComing)}</h1>
          <p class="lead">${this.#lead(isComing)}</p>
        </div>
        <div class="plan ${isComing ? '' : 'is-over'}">
          ${icon('calendar')}
          <div>
            <p class="title">${plan.title === '' ? 'Call' : plan.title}</p>
            ${planTimes(plan)}
            ${isComing ? html`<p class="entry soft">${entryWords({ ...plan, earlyMinutes: earlyMinutes(plan) })}</p>` : nothing}
          </div>
        </div>
        ${isComing ? this.#guestLink() : nothing} ${isComing && isHost ? this.#hostLink() : nothing}
        ${this.#calendar(isComing)} ${this.#actions(isComing)}
      </main>
      <parley-confirm-dialog
        question="Cancel this call?"
        consequence="Both links stop working, and whoever opens one is told that the call was called off. This cannot be undone."
        refusal="Keep the call"
        confirmation="Cancel the call"
        @confirmed=${this.#cancel}
      ></parley-confirm-dialog>
    `;
  }

  #heading(isComing: boolean): string {
    if (this.call.plan.isCancelled) return 'This call was called off';
    if (!isComing) return 'This call is over';
    return this.isNew ? 'Your call is scheduled' : 'Scheduled call';
  }

  #lead(isComing: boolean): string {
    const { plan, isHost } = this.call;
    if (plan.isCancelled)
      return 'Its links do not work any more. Tell the other person, if they do not know yet.';
    if (!isComing) return 'Its links do not work any more.';
    if (!isHost) return 'You are the guest. Come back with the same link when the call opens.';
    return this.isNew ? 'Now send the guest’s link to the other person.' : 'You are the host.';
  }

  #guestLink() {
    const { id, isHost, plan } = this.call;
    const url = joinLink(this.origin, id);
    return html`<section>
      <h2>${isHost ? 'The guest’s link' : 'Your link'}</h2>
      <p class="soft">
        ${
          isHost
            ? 'Send it to one person: whoever has it can take the second place in the call.'
            : 'It opens the call, on any device of yours.'
        }
      </p>
      <parley-link-card ?prominent=${this.isNew} label="the guest’s link" .url=${url}>
        ${
          isHost
            ? html`<parley-copy-button label="Copy invitation" .text=${invitationText(plan, url)}></parley-copy-button>`
            : nothing
        }
      </parley-link-card>
    </section>`;
  }

  #hostLink() {
    const { id, plan } = this.call;
    if (plan.hostKey === null) return nothing;
    return html`<section>
      <h2>Your link, as the host</h2>
      <p class="soft">
        In this browser you are the host already. To be it on another device, open this link there. Keep it secret: whoever
        has it can take your place, move the call, and end it.
      </p>
      <parley-link-card
        secret
        label="the host’s link"
        copyLabel="Copy host link"
        .url=${hostLink(this.origin, id, plan.hostKey)}
      ></parley-link-card>
    </section>`;
  }

  #calendar(isComing: boolean) {
    const { plan } = this.call;
    if (this.docId === undefined || !(isComing || plan.isCancelled)) return nothing;
    return html`<section>
      <h2>${plan.isCancelled ? 'Take it out of your calendar' : 'Add it to your calendar'}</h2>
      <p class="soft">
        ${
          plan.isCancelled
            ? 'If you added the call from a calendar file, this one removes it.'
            : 'The entry has the guest’s link in it, for both of you. Whoever keeps the calendar can read it.'
        }
      </p>
      <parley-add-to-calendar
        .invitation=${this.#invitation(this.docId)}
        .timeZone=${plan.timeZone}
        ?isCancelled=${plan.isCancelled}
      ></parley-add-to-calendar>
    </section>`;
  }

  #actions(isComing: boolean) {
    const { id, isHost } = this.call;
    return html`<section aria-label="What you can do">
      <div role="alert">
        ${
          this.error === undefined
            ? nothing
            : html`<parley-notice .message=${CALL_ERROR_MESSAGES[this.error]}></parley-notice>`
        }
      </div>
      <div class="actions">
        ${
          isComing
            ? html`<a class="button ${this.isNew ? '' : 'primary'}" href=${joinLink('', id)}>Open the call</a>`
            : html`<button class="button" type="button" @click=${this.#forget}>Remove from the list</button>`
        }
        ${
          isComing && isHost
            ? html`<button class="button" type="button" @click=${this.#reschedule}>Change it</button>
              <button
                class="button grave"
                type="button"
                aria-disabled=${this.isBusy ? 'true' : 'false'}
                @click=${this.#askToCancel}
              >
                ${this.isBusy ? 'Cancelling…' : 'Cancel it'}
              </button>`
            : nothing
        }
        ${isComing && !isHost ? html`<button class="button" type="button" @click=${this.#forget}>Remove from the list</button>` : nothing}
        <a class="button" href="/">Back to start</a>
      </div>
    </section>`;
  }

  #invitation(docId: string): Invitation {
    const { id, plan } = this.call;
    const { title, revision, changedAt, startsAt, endsAt } = plan;
    const joinUrl = joinLink(this.origin, id);
    // A calendar takes a cancellation for one only when it is later than what it knows.
    const sequence = plan.isCancelled ? revision + 1 : revision;
    return { id: docId, revision: sequence, changedAt, startsAt, endsAt, title, joinUrl };
  }

  async #derive() {
    const { id } = this.call;
    this.docId = undefined;
    const { docId } = await deriveCallKeys(id);
    if (id === this.call.id) this.docId = docId;
  }

  #reschedule() {
    this.dispatchEvent(new RescheduleRequestedEvent());
  }

  #askToCancel() {
    if (!this.isBusy) this.dialog.show();
  }

  #cancel() {
    this.dispatchEvent(new CancelRequestedEvent());
  }

  #forget() {
    this.dispatchEvent(new ForgetRequestedEvent(this.call.id));
  }
}

function earlyMinutes({ opensAt, startsAt }: KnownPlan): number {
  return (startsAt - opensAt) / 60_000;
}

/** What is sent to the guest, in one piece. */
function invitationText(plan: KnownPlan, url: string): string {
  const { day, hours, zone } = callTimes(plan, plan.timeZone);
  return [plan.title === '' ? 'Video call' : plan.title, `${day}, ${hours}, ${zone}`, url].join('\n');
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-scheduled-call-page': ScheduledCallPage;
  }
}
