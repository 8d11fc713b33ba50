import {
  AccountError,
  type AccountErrorCode,
  type CallErrorCode,
  failureCode,
  PeopleError,
  type PeopleErrorCode,
} from '@parley/call';
import type { PersonName } from '@parley/protocol';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import '../../ui/notice.ts';
import { ServiceTask } from '../../ui/service-task.ts';
import { keepingErrorMessage, keepingWords } from '../../words/keeping.ts';
import { InCallError } from './browser-user.ts';
import { NameField } from './name-field.ts';
import type { NameKeeping } from './name-keeping.ts';

/** An e-mail that keeps one's name beyond this browser, or brings it here; and what to do with the link in it. */
@customElement('parley-name-keeper')
export class NameKeeper extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      form {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
      }

      .google {
        margin-block-start: var(--space-3);
      }

      form > div {
        inline-size: 100%;
      }

      small {
        display: block;
        margin-block-start: var(--space-2);
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) keeping!: NameKeeping;
  /** This browser has a name. */
  @property({ type: Boolean }) hasName = false;
  /** Whether it has one is not known yet. */
  @property({ type: Boolean }) isOpening = false;
  /** To which address a link was sent a moment ago. */
  @state() private sent = '';
  @query('#address') private readonly input!: HTMLInputElement | null;
  readonly #name = new NameField(this, 'back');
  readonly #task = new ServiceTask<AccountErrorCode | PeopleErrorCode | CallErrorCode | 'in-call'>(
    this,
    (error) => {
      if (error instanceof AccountError || error instanceof PeopleError) return error.code;
      return error instanceof InCallError ? 'in-call' : failureCode(error);
    },
  );

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => [this.keeping.address, this.keeping.link]);
  }

  override connectedCallback() {
    super.connectedCallback();
    // Whoever wants to keep it is told why it does not work when they press.
    if (this.hasName) this.keeping.look().catch(() => {});
  }

  override render() {
    return html`${this.#body()}
      <div role="status">${this.sent === '' ? nothing : keepingWords().sent(this.sent)}</div>
      <div role="alert">
        ${
          this.#task.error === undefined
            ? nothing
            : html`<parley-notice .message=${keepingErrorMessage(this.#task.error)}></parley-notice>`
        }
      </div>`;
  }

  #body() {
    const words = keepingWords();
    const { address, link } = this.keeping;
    if (link.value !== undefined) {
      if (this.hasName) return this.#form(words.finish, words.finishHelp, this.#follow);
      if (link.value.purpose === 'keep') return this.isOpening ? nothing : html`<p>${words.elsewhere}</p>`;
      return html`<p class="soft">${words.leaves}</p>${this.#form(words.finishBack, words.finishHelp, this.#follow, this.#name.render(words.back, words.backHelp))}`;
    }
    if (!this.hasName)
      return html`${this.#form(words.sendBack, words.sendBackHelp, this.#send)}
      ${this.#google(words.googleBack, words.googleBackHelp)}`;
    if (address.value != null) return html`<p>${words.kept(address.value)}</p>`;
    return html`${this.#form(words.send, words.sendHelp, this.#send)} ${this.#google(words.google, words.googleHelp)}`;
  }

  #google(press: string, help: string) {
    if (!this.keeping.isGoogleOffered) return nothing;
    return html`<div class="google">
      <button class="button" type="button" aria-describedby="google-help" @click=${() => this.#run(() => this.keeping.goToGoogle())}>${press}</button>
      <small class="soft" id="google-help">${help}</small>
    </div>`;
  }

  #run(perform: () => Promise<void>): void {
    this.sent = '';
    void this.#task.run(
      async () => ({}),
      () => perform(),
    );
  }

  #form(
    press: string,
    help: string,
    perform: (address: string, name: PersonName | undefined) => Promise<void>,
    more: TemplateResult | typeof nothing = nothing,
  ) {
    const words = keepingWords();
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      // What comes from Google says by itself whose it is.
      const address = this.input?.value.trim() ?? '';
      const name = this.#name.isAsked ? this.#name.read() : undefined;
      if (name !== undefined || !this.#name.isAsked) this.#run(() => perform(address, name));
    };
    return html`<form novalidate @submit=${onSubmit}>
      <div ?hidden=${this.keeping.link.value?.google !== undefined}>
        <label class="label" for="address">${words.address}</label>
        <input
          class="input"
          id="address"
          type="email"
          dir="ltr"
          autocomplete="email"
          maxlength="254"
          aria-describedby="help"
          value=${this.keeping.sentTo}
        />
        <small class="soft" id="help">${help}</small>
      </div>
      ${more}
      <button class="button" type="submit" aria-disabled=${this.#task.isBusy ? 'true' : 'false'}>
        ${this.#task.isBusy ? words.busy : press}
      </button>
    </form>`;
  }

  readonly #send = async (address: string): Promise<void> => {
    await this.keeping.send(address);
    this.sent = address;
  };

  readonly #follow = (address: string, name: PersonName | undefined): Promise<void> =>
    this.keeping.follow(address, name);
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-name-keeper': NameKeeper;
  }
}
