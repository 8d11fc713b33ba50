import { formatCallId, joinLink } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { isUpcoming, type KnownCall } from '../app/known-calls.ts';
import { ForgetRequestedEvent } from './call-list-events.ts';
import { callTimes, clockTime, shortDay } from './call-times.ts';
import { baseStyles, controlStyles } from './control-styles.ts';
import { icon } from './icons.ts';
import { ownTimeZone } from './time-zones.ts';

/** Calls that this browser knows, each with its way in. */
@customElement('parley-call-list')
export class CallList extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      ul {
        display: grid;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }

      li + li {
        border-block-start: 1px solid var(--color-line);
      }

      .call {
        display: grid;
        flex: 1;
        min-inline-size: 0;
        padding-block: var(--space-3);
        border-radius: var(--radius-small);
        color: var(--color-ink);
        text-decoration: none;
      }

      .call:hover .title {
        text-decoration: underline;
      }

      .title {
        overflow: hidden;
        font-weight: var(--weight-medium);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .when {
        color: var(--color-ink-soft);
        font-size: var(--text-small);
      }

      .open-now {
        color: var(--color-accent);
        font-weight: var(--weight-medium);
      }

      .remove {
        flex: none;
        min-inline-size: var(--size-touch);
        padding: 0;
        border-color: transparent;
        background: transparent;
        color: var(--color-ink-soft);
      }

      .remove .icon {
        inline-size: 1.25rem;
        block-size: 1.25rem;
      }
    `,
  ];

  @property({ attribute: false }) calls: readonly KnownCall[] = [];
  /** The server's time. */
  @property({ attribute: false }) now: () => number = Date.now;

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
    const now = this.now();
    const isComing = isUpcoming(call, now);
    const isOpen = isComing && call.plan !== null && call.plan.opensAt <= now;
    const title = call.plan?.title || 'Call';
    return html`<li>
      <a class="call" href=${pathOf(call)}>
        <span class="title">${title}</span>
        <span class="when">${when(call, now)}${isOpen ? html` · <span class="open-now">Open now</span>` : nothing}</span>
      </a>
      ${isOpen ? html`<a class="button primary" href=${joinLink('', call.id)} aria-label="Join ${title}">Join</a>` : nothing}
      ${
        isComing
          ? nothing
          : html`<button
            class="button remove"
            type="button"
            aria-label="Remove ${title}, ${when(call, now)}, from the list"
            @click=${() => this.dispatchEvent(new ForgetRequestedEvent(call.id))}
          >
            ${icon('remove')}
          </button>`
      }
    </li>`;
  }
}

/** A call of now is gone into again; one with a time has a page of its own. */
function pathOf({ id, plan }: KnownCall): string {
  return plan === null ? joinLink('', id) : `/schedule#${formatCallId(id)}`;
}

function when({ plan, isHost, usedAt }: KnownCall, now: number): string {
  const zone = ownTimeZone();
  const role = isHost ? 'you are the host' : 'you are the guest';
  if (plan === null) return `${shortDay(usedAt, now, zone)}, ${clockTime(usedAt, zone)}`;
  const times = `${shortDay(plan.startsAt, now, zone)}, ${callTimes(plan, zone).hours}`;
  if (plan.isCancelled) return `${times} · called off`;
  return plan.endsAt > now ? `${times} · ${role}` : times;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call-list': CallList;
  }
}
