import { consume } from '@lit/context';
import {
  type DeviceMemory,
  failureCode,
  hasLastingMemory,
  type SchedulingOptions,
  scheduleCall,
} from '@parley/call';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { readEmptyTimeout } from '../../memory/empty-timeout.ts';
import type { KnownCalls } from '../../memory/known-calls.ts';
import { ServiceTask } from '../../ui/service-task.ts';
import { CallScheduledEvent, type PlanSubmittedEvent } from './events.ts';
import './schedule-sheet.ts';
import { type Clock, clockContext } from '../../ui/clock-context.ts';

/** Arranges a call for later. */
@customElement('parley-schedule-page')
export class SchedulePage extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
  `;

  /** May reject with a CallError. */
  @property({ attribute: false }) connect!: () => Promise<Omit<SchedulingOptions, 'signal'>>;
  @property({ attribute: false }) known!: KnownCalls;
  @consume({ context: clockContext }) private readonly now: Clock = Date.now;
  /** Has what this person chose before. */
  @property({ attribute: false }) memory!: DeviceMemory;
  readonly #task = new ServiceTask(this, failureCode);

  override render() {
    return html`<parley-schedule-sheet
      .emptyTimeoutSeconds=${readEmptyTimeout(this.memory)}
      .isForgetful=${!hasLastingMemory()}
      .isBusy=${this.#task.isBusy}
      .error=${this.#task.error}
      @plan-submitted=${this.#schedule}
    ></parley-schedule-sheet>`;
  }

  async #schedule({ plan, emptyTimeoutSeconds }: PlanSubmittedEvent) {
    await this.#task.run(this.connect, async (scheduling) => {
      const { id, hostKey } = await scheduleCall(scheduling, plan, emptyTimeoutSeconds);
      const now = this.now();
      // Before anything else can go wrong: nobody can read the host key again.
      this.known.keep({
        ...{ id, isHost: true, usedAt: now },
        plan: { ...plan, emptyTimeoutSeconds, revision: 0, changedAt: now, hostKey, isCancelled: false },
      });
      this.dispatchEvent(new CallScheduledEvent(id));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-schedule-page': SchedulePage;
  }
}
