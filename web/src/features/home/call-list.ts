import { consume } from '@lit/context';
import { DEFAULT_EMPTY_TIMEOUT_SECONDS, formatCallId, joinPath } from '@parley/protocol';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ForgetRequestedEvent } from '../../memory/events.ts';
import { isUpcoming, type KnownCall, mayBeOpen } from '../../memory/known-calls.ts';
import { type Clock, clockContext } from '../../ui/clock-context.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { callListWords, listedWhen, openNow } from '../../words/home.ts';
import { initialOf } from '../../words/peer-name.ts';
import { ownTimeZone } from '../../words/time-zones.ts';
import { callTimes, clockTime, shortDay } from '../../words/times.ts';
import { callListStyles } from './call-list-styles.ts';
import { CallAgainRequestedEvent, JoinCallRequestedEvent } from './events.ts';

/** Calls that this browser knows, each with its way in, or to another with the same person. */
@customElement('parley-call-list')
export class CallList extends LitElement {
  static override styles = [baseStyles, controlStyles, callListStyles];

  @property({ attribute: false }) calls: readonly KnownCall[] = [];
  /** Each can be taken out of the list, unless it is still to come. */
  @property({ type: Boolean }) removable = false;
  @consume({ context: clockContext }) private readonly now: Clock = Date.now;

  constructor() {
    super();
    new KeepFocus(this);
  }

  override render() {
    return html`<ul>
      ${repeat(
        this.calls,
        ({ id }) => id,
        (call) => this.#item(call),
      )}
    </ul>`;
  }

  #item(call: KnownCall) {
    const words = callListWords();
    const now = this.now();
    const title = titleOf(call);
    const when = whenOf(call, now);
    const path = pathOf(call, now);
    const text = html`<span class="title">${title}</span>
      <span class="when">${isOpen(call, now) ? openNow(when) : when}</span>`;
    return html`<li>
      ${face(call)}
      ${path === undefined ? html`<div class="call">${text}</div>` : html`<a class="call" href=${path}>${text}</a>`}
      ${this.#action(call, title)}
      ${
        !this.removable || isUpcoming(call, now)
          ? nothing
          : html`<button
            class="button remove"
            type="button"
            aria-label=${words.remove(title, when)}
            @click=${() => this.dispatchEvent(new ForgetRequestedEvent(call.id))}
          >
            ${icon('remove')}
          </button>`
      }
    </li>`;
  }

  /** The likeliest thing to do with it. */
  #action(call: KnownCall, title: string) {
    const words = callListWords();
    const now = this.now();
    const { id, plan, peerName = '', talkedMs, emptyTimeoutSeconds = DEFAULT_EMPTY_TIMEOUT_SECONDS } = call;
    if (isOpen(call, now))
      return html`<a class="button primary" href=${joinPath(id)} aria-label=${words.joinTitled(title)}>${words.join}</a>`;
    if (isUpcoming(call, now)) return nothing;
    if (call.room !== undefined && mayBeOpen(call, now) && talkedMs !== undefined)
      return html`<a class="button" href=${joinPath(id)} aria-label=${words.callAgainTitled(title)}>${words.callAgain}</a>`;
    if (plan === null && talkedMs === undefined)
      return html`<a class="button" href=${joinPath(id)} aria-label=${words.openTitled(title)}>${words.open}</a>`;
    if (mayBeOpen(call, now) && now < call.usedAt + emptyTimeoutSeconds * 1_000) {
      const goBack = () => this.dispatchEvent(new JoinCallRequestedEvent({ id }, { isBack: true }));
      return html`<button class="button primary" type="button" aria-label=${words.backInTitled(title)} @click=${goBack}>
        ${words.backIn}
      </button>`;
    }
    const callAgain = () => this.dispatchEvent(new CallAgainRequestedEvent(peerName));
    return html`<button class="button" type="button" aria-label=${words.callAgainTitled(title)} @click=${callAgain}>
      ${words.callAgain}
    </button>`;
  }
}

function titleOf({ plan, room, peerName }: KnownCall): string {
  return plan?.title || room || peerName || callListWords().untitled;
}

function face({ peerName = '', plan }: KnownCall) {
  if (peerName !== '') return html`<span class="face" aria-hidden="true">${initialOf(peerName)}</span>`;
  return html`<span class="face ${plan === null ? '' : 'time'}">${icon(plan === null ? 'person' : 'calendar')}</span>`;
}

function isOpen(call: KnownCall, now: number): boolean {
  return isUpcoming(call, now) && call.plan !== null && call.plan.opensAt <= now;
}

/** A call of now is gone into again; one with a time has a page of its own. Undefined: there is nothing to go to. */
function pathOf(call: KnownCall, now: number): string | undefined {
  const { id, plan } = call;
  if (plan !== null) return `/schedule#${formatCallId(id)}`;
  return mayBeOpen(call, now) ? joinPath(id) : undefined;
}

function whenOf({ plan, isHost, usedAt, talkedMs }: KnownCall, now: number): string {
  const zone = ownTimeZone();
  if (plan === null) {
    const times = { day: shortDay(usedAt, now, zone), hours: clockTime(usedAt, zone) };
    return listedWhen(times, talkedMs === undefined ? 'unused' : { talkedMs });
  }
  const times = { day: shortDay(plan.startsAt, now, zone), hours: callTimes(plan, zone).hours };
  if (plan.isCancelled) return listedWhen(times, 'cancelled');
  if (plan.endsAt > now) return listedWhen(times, isHost ? 'host' : 'guest');
  return talkedMs === undefined ? listedWhen(times) : listedWhen(times, { talkedMs });
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call-list': CallList;
  }
}
