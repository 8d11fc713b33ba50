import type { DataUse, FlowReading, LinkQuality, LinkReading } from '@parley/call';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import {
  givenUpSentence,
  measures,
  pathSentence,
  pictureText,
  qualityWords,
  verdictSentence,
} from '../../words/quality.ts';
import { qualityReport } from '../../words/quality-report.ts';
import '../sharing/copy-button.ts';
import './data-use-choice.ts';
import { qualityPanelStyles } from './quality-panel-styles.ts';
import { sparkline } from './sparkline.ts';

/** Two minutes, at one reading every two seconds. */
const SLOTS = 60;
/** What the top of a chart stands for at least: below these nobody notices anything. */
const FLOORS = { roundTripMs: 200, lossRatio: 0.1, bitsPerSecond: 1_000_000 } as const;

/** How the two are connected, in figures and small charts, and what the call may use. */
@customElement('parley-quality-panel')
export class QualityPanel extends LitElement {
  static override styles = [baseStyles, controlStyles, qualityPanelStyles];

  @property({ attribute: false }) quality?: LinkQuality | undefined;
  @property({ attribute: false }) dataUse: DataUse = 'normal';
  /** The other’s; empty: they did not say. */
  @property() name = '';

  override render() {
    const { quality, name } = this;
    const readings = quality?.readings ?? [];
    const latest = readings.at(-1);
    const words = qualityWords();
    const givenUp = quality && givenUpSentence(quality.givenUp);
    return html`
      <p class="verdict">${verdictSentence(quality?.verdict, name)}</p>
      <p class="soft">${pathSentence(latest?.path)}</p>
      ${givenUp === undefined ? nothing : html`<p class="soft">${givenUp}</p>`}
      ${latest === undefined ? nothing : this.#measured(readings, latest)}
      <parley-data-use-choice .dataUse=${this.dataUse}></parley-data-use-choice>
      ${
        quality === undefined
          ? nothing
          : html`<parley-copy-button label=${words.copyReport} .text=${this.#report(quality)}></parley-copy-button>
              <p class="soft small">${words.reportHelp}</p>`
      }
    `;
  }

  #measured(readings: readonly LinkReading[], { roundTripMs, sent, received }: LinkReading) {
    const words = qualityWords();
    const of = (flow: 'sent' | 'received', key: 'lossRatio' | 'bitsPerSecond') =>
      readings.map((reading) => reading[flow][key]);
    const trips = readings.map((reading) => reading.roundTripMs);
    return html`
      <dl class="charts">
        <div>
          <dt>${words.roundTrip}</dt>
          <dd>
            ${sparkline(SLOTS, FLOORS.roundTripMs, trips, undefined)}
            <span class="figure">${measures.ms(roundTripMs)}</span>
          </dd>
        </div>
        <div>
          <dt>${words.lost}</dt>
          <dd>
            ${sparkline(SLOTS, FLOORS.lossRatio, of('sent', 'lossRatio'), of('received', 'lossRatio'))}
            ${this.#pair(measures.ratio(sent.lossRatio), measures.ratio(received.lossRatio))}
          </dd>
        </div>
        <div>
          <dt>${words.rate}</dt>
          <dd>
            ${sparkline(SLOTS, FLOORS.bitsPerSecond, of('sent', 'bitsPerSecond'), of('received', 'bitsPerSecond'))}
            ${this.#pair(measures.rate(sent.bitsPerSecond), measures.rate(received.bitsPerSecond))}
          </dd>
        </div>
      </dl>
      <dl class="flows">${this.#flow(words.yours, 'you', sent)} ${this.#flow(words.theirs, 'they', received)}</dl>
    `;
  }

  /** Colour is not the only sign of whose they are: words that only ears need, and the order, which is always the same. */
  #pair(yours: string, theirs: string) {
    const words = qualityWords();
    return html`<span class="figure">
      <span class="you"><span class="visually-hidden">${words.yours}</span> ↑ ${yours}</span>
      <span class="they"><span class="visually-hidden">${words.theirs}</span> ↓ ${theirs}</span>
    </span>`;
  }

  #flow(label: string, whose: 'you' | 'they', { voiceCodec, camera, screen }: FlowReading) {
    const words = qualityWords();
    return html`<div>
      <dt class=${whose}>${whose === 'you' ? '↑' : '↓'} ${label}</dt>
      <dd><span>${words.picture}</span> ${pictureText(camera)}</dd>
      ${screen === undefined ? nothing : html`<dd><span>${words.screen}</span> ${pictureText(screen)}</dd>`}
      <dd><span>${words.voice}</span> ${voiceCodec ?? '–'}</dd>
    </div>`;
  }

  #report(quality: LinkQuality): string {
    return qualityReport({ quality, dataUse: this.dataUse, userAgent: navigator.userAgent });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-quality-panel': QualityPanel;
  }
}
