import { type CallHandle, type CallState, deviceMemory } from '@parley/call';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { isSeated } from '../../memory/has-entered.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { baseStyles } from '../../ui/control-styles.ts';
import { pageChrome } from '../../ui/page-chrome.ts';
import { playSound, SOUNDS } from '../../ui/sounds.ts';
import {
  arrivalTitle,
  departureTitle,
  pictureWantedSentence,
  switchedSentence,
} from '../../words/call-news.ts';
import { markApp, notify } from './arrival-signs.ts';
import { type CallNews, isReturning } from './call-news.ts';
import { followChat } from './chat-news.ts';
import { followFiles } from './file-news.ts';
import { followMediaSession } from './media-session.ts';
import { PacedNews } from './paced-news.ts';
import { followRings } from './ring-signs.ts';
import { ScreenAwake } from './screen-awake.ts';

/** Nobody comes and goes faster than this but to make a noise. */
const ARRIVALS_MS = 3_000;
/** A sentence takes as long to be heard. */
const SENTENCES_MS = 1_000;

/**
 * Has a call noticed by whoever does not look at it: sounds, the tab's title, a notification, the buttons of headsets; and by whoever
 * cannot see it, by one quiet live region. Shows nothing.
 */
@customElement('parley-call-attention')
export class CallAttention extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  @property({ attribute: false }) call!: CallHandle;
  @property({ attribute: false }) preferences = new CallPreferences(deviceMemory('localStorage'));
  /** What the other has switched lately. That they came or went the status of the call says. */
  @state() private said = { sentence: '' };
  readonly #arrivals = new PacedNews(ARRIVALS_MS, ['came', 'went'], (news) =>
    news.map((each) => this.#tell(each)),
  );
  /** Their page may be on its way back. */
  #isReturning = false;
  readonly #switches = new PacedNews(SENTENCES_MS, ['switched', 'picture-wanted'], (news) => {
    this.#say(news.flatMap(sentence).join(' '));
  });
  /** On the page, with this call. */
  #lifetime = new AbortController();
  /** In the call. */
  #stay: AbortController | undefined;
  #awake: ScreenAwake | undefined;

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  override render() {
    return html`<p class="visually-hidden" role="status">${keyed(this.said, html`<span>${this.said.sentence}</span>`)}</p>`;
  }

  protected override updated(changed: PropertyValues<this>) {
    if (changed.has('call')) this.#follow();
  }

  #follow() {
    this.#forget();
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    this.#awake = new ScreenAwake(signal, navigator.wakeLock);
    document.addEventListener('visibilitychange', () => !document.hidden && markApp(false), { signal });
    this.call.state.subscribe((next) => this.#meet(next), signal);
    const say = (sentence: string) => this.#say(sentence);
    followRings(this.call, () => this.preferences, say, signal);
    followChat(this.call.chat, this.call.files, say, signal);
    followFiles(this.call.files, say, signal);
  }

  /** The same once more is said once more: as a part of the page that is new. */
  #say(sentence: string) {
    this.said = { sentence };
  }

  #forget() {
    this.#stay?.abort();
    this.#stay = undefined;
    this.#isReturning = false;
    this.#arrivals.clear();
    this.#switches.clear();
    this.#lifetime.abort();
  }

  #meet(next: CallState) {
    const isInside = isSeated(next);
    this.#awake?.set(isInside);
    if (isInside && this.#stay === undefined) {
      this.#stay = new AbortController();
      followMediaSession(this.call, this.#stay.signal);
    }
    if (!isInside) {
      this.#stay?.abort();
      this.#stay = undefined;
    }
    this.#isReturning = isReturning(next, this.#isReturning);
    if (!this.#isReturning) this.#arrivals.meet(next);
    this.#switches.meet(next);
  }

  #tell(news: CallNews) {
    if (news.type !== 'came' && news.type !== 'went') return;
    const { sounds, notifications } = this.preferences;
    const title = news.type === 'came' ? arrivalTitle(news.name) : departureTitle(news.name);
    if (sounds.value) void playSound(SOUNDS[news.type], this.call.devices.speaker.value).catch(() => {});
    pageChrome.tell(title);
    if (!document.hidden) return;
    markApp(news.type === 'came');
    if (notifications.value && news.type === 'came') notify(title);
  }
}

function sentence(news: CallNews): string[] {
  if (news.type === 'switched') return [switchedSentence(news.name, news.device, news.isOn)];
  if (news.type === 'picture-wanted') return [pictureWantedSentence(news.name, news.isWanted)];
  return [];
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call-attention': CallAttention;
  }
}
