import { consume } from '@lit/context';
import type { CallErrorCode } from '@parley/call';
import type { Invitation } from '@parley/invitation';
import { deriveCallKeys, formatHostUrl, formatJoinUrl, joinPath } from '@parley/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ForgetRequestedEvent } from '../../memory/events.ts';
import { isUpcoming, type KnownCall, type KnownPlan } from '../../memory/known-calls.ts';
import { callErrorMessage } from '../../words/errors.ts';
import {
  invitationText,
  type ScheduledCallStanding,
  scheduledCallHeading,
  scheduledCallLead,
  scheduledCallWords,
} from '../../words/scheduled-call.ts';
import { siteWords } from '../../words/site.ts';
import { CancelRequestedEvent, RescheduleRequestedEvent } from './events.ts';
import './add-to-calendar.ts';
import '../../ui/confirm-dialog.ts';
import type { ConfirmDialog } from '../../ui/confirm-dialog.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import { entrySummary } from '../../words/schedule.ts';
import { callTimes } from '../../words/times.ts';
import '../sharing/link-card.ts';
import '../sharing/send-invitation.ts';
import '../../ui/notice.ts';
import { revealUnfolded } from '../../ui/reveal-unfolded.ts';
import { sheetPartStyles } from '../../ui/sheet-part-styles.ts';
import { invitationStyles } from './invitation-styles.ts';
import { planTimes } from './plan-times.ts';
import '../../ui/wordmark.ts';
import { type Clock, clockContext } from '../../ui/clock-context.ts';
import { scheduledCallSheetStyles } from './scheduled-call-sheet-styles.ts';
import { sheetStyles } from './sheet-styles.ts';

/** A scheduled call that this browser knows: its links, its calendar entry, and what can still be done about it. */
@customElement('parley-scheduled-call-sheet')
export class ScheduledCallSheet extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    sheetStyles,
    sheetPartStyles,
    invitationStyles,
    scheduledCallSheetStyles,
  ];

  @property({ attribute: false }) call!: KnownCall & { readonly plan: KnownPlan };
  /** The site's, with which the links of the call begin. */
  @property() origin = '';
  @consume({ context: clockContext }) private readonly now: Clock = Date.now;
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
    const words = scheduledCallWords();
    const { plan } = this.call;
    const isComing = isUpcoming(this.call, this.now());
    const standing = this.#standing(isComing);
    return html`
      <header><parley-wordmark></parley-wordmark></header>
      <main>
        <div>
          <h1 tabindex="-1">${scheduledCallHeading(standing)}</h1>
          <p class="lead">${scheduledCallLead(standing)}</p>
        </div>
        <div class="invitation ${isComing ? '' : 'is-over'}">
          <p class="title">${plan.title === '' ? words.untitled : plan.title}</p>
          ${planTimes(plan)} ${isComing ? html`<p class="link">${this.#joinUrl}</p>` : nothing}
        </div>
        ${isComing ? this.#ways() : nothing} ${this.#calendar(isComing)} ${isComing ? this.#manage() : nothing}
        <div role="alert">
          ${
            this.error === undefined
              ? nothing
              : html`<parley-notice .message=${callErrorMessage(this.error)}></parley-notice>`
          }
        </div>
        <div class="actions">
          ${isComing ? nothing : this.#forgetButton()}
          <a class="button" href="/">${siteWords().backToStart}</a>
        </div>
      </main>
      <parley-confirm-dialog
        question=${words.cancelQuestion}
        consequence=${words.cancelConsequence}
        refusal=${words.cancelRefusal}
        confirmation=${words.cancelConfirmation}
        @confirmed=${this.#cancel}
      ></parley-confirm-dialog>
    `;
  }

  #standing(isComing: boolean): ScheduledCallStanding {
    if (this.call.plan.isCancelled) return 'cancelled';
    if (!isComing) return 'over';
    if (!this.call.isHost) return 'guest';
    return this.isNew ? 'new' : 'host';
  }

  /** The one job: for the host to send the invitation, for the guest to come back when it opens. */
  #ways() {
    const words = scheduledCallWords();
    const { id, isHost, plan } = this.call;
    const isSendingFirst = isHost && plan.opensAt > this.now();
    const open = html`<a class="button large ${isSendingFirst ? '' : 'primary'}" href=${joinPath(id)}>${words.open}</a>`;
    if (!isHost) return html`<div class="send">${open}</div>`;
    return html`<div class="send">
      ${isSendingFirst ? nothing : open}
      <parley-send-invitation
        ?prominent=${isSendingFirst}
        subject=${plan.title === '' ? words.untitled : plan.title}
        .text=${invitationText(plan.title, callTimes(plan, plan.timeZone), this.#joinUrl)}
      ></parley-send-invitation>
      ${isSendingFirst ? open : nothing}
    </div>`;
  }

  get #joinUrl(): string {
    return formatJoinUrl(this.origin, this.call.id);
  }

  #calendar(isComing: boolean) {
    const words = scheduledCallWords();
    const { plan } = this.call;
    if (this.docId === undefined || !(isComing || plan.isCancelled)) return nothing;
    return html`<details class="disclosure" ?open=${plan.isCancelled}>
      <summary>${plan.isCancelled ? words.takeOutOfCalendar : words.addToCalendar} ${icon('chevron')}</summary>
      <div class="unfolded">
        <parley-add-to-calendar
          .invitation=${this.#invitation(this.docId)}
          .timeZone=${plan.timeZone}
          ?isCancelled=${plan.isCancelled}
        ></parley-add-to-calendar>
        <p class="soft">${plan.isCancelled ? words.takeOutOfCalendarHelp : words.addToCalendarHelp}</p>
      </div>
    </details>`;
  }

  /** What is wanted seldom: the links by themselves, other times, and none at all. */
  #manage() {
    const words = scheduledCallWords();
    const { isHost, plan } = this.call;
    return html`<details class="disclosure" @toggle=${revealUnfolded}>
      <summary>${words.manage} ${icon('chevron')}</summary>
      <div class="unfolded">
        <p class="soft">${entrySummary({ ...plan, earlyMinutes: earlyMinutes(plan) })}</p>
        <section>
          <h2>${isHost ? words.guestLink : words.ownLink}</h2>
          <p class="soft">${isHost ? words.guestLinkHelp : words.ownLinkHelp}</p>
          <parley-link-card compact kind="guest" .url=${this.#joinUrl}></parley-link-card>
        </section>
        ${isHost ? this.#hostLink() : nothing}
        <div class="actions">${isHost ? this.#changes() : this.#forgetButton()}</div>
      </div>
    </details>`;
  }

  #hostLink() {
    const { id, plan } = this.call;
    if (plan.hostKey === null) return nothing;
    const words = scheduledCallWords();
    return html`<section>
      <h2>${words.hostLink}</h2>
      <p class="soft">${words.hostLinkHelp}</p>
      <parley-link-card
        kind="host"
        .url=${formatHostUrl(this.origin, id, plan.hostKey)}
      ></parley-link-card>
    </section>`;
  }

  #changes() {
    const words = scheduledCallWords();
    return html`<button class="button" type="button" @click=${this.#reschedule}>${words.change}</button>
      <button
        class="button grave"
        type="button"
        aria-disabled=${this.isBusy ? 'true' : 'false'}
        @click=${this.#askToCancel}
      >
        ${this.isBusy ? words.cancelling : words.cancel}
      </button>`;
  }

  #forgetButton() {
    return html`<button class="button" type="button" @click=${this.#forget}>${scheduledCallWords().forget}</button>`;
  }

  #invitation(docId: string): Invitation {
    const { plan } = this.call;
    const { title, revision, changedAt, startsAt, endsAt } = plan;
    const joinUrl = this.#joinUrl;
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

declare global {
  interface HTMLElementTagNameMap {
    'parley-scheduled-call-sheet': ScheduledCallSheet;
  }
}
