import {
  type FileRefusal,
  type FilesHandle,
  type FileTransfer,
  isAsked,
  isProgram,
  isUnderWay,
} from '@parley/call';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import {
  detailText,
  type FlowHindrance,
  fileRefusalSentence,
  fileWords,
  flowSentence,
  transferSentence,
} from '../../words/files.ts';
import './file-preview.ts';
import { isRunnable } from './runnable-file.ts';
import { TransferSpeed } from './transfer-speed.ts';

/** So often what is shown of a speed grows old where no news come. */
const REDRAWN_MS = 1_000;

/** The second press of a double click: it was meant for the button that the first one has replaced. */
const ONCE = {
  handleEvent: (event: MouseEvent): void => {
    if (event.detail > 1) event.stopPropagation();
  },
  capture: true,
};

/** One file on its way, with what there is to decide about it. */
@customElement('parley-file-card')
export class FileCard extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .card {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: var(--space-1) var(--space-3);
        align-items: center;
        padding: var(--space-3);
        border: 1px solid var(--color-line);
        border-radius: var(--radius-medium);
        background: var(--color-they-wash);
        font-size: var(--text-small);
      }

      .sent {
        background: var(--color-you-wash);
      }

      .name {
        font-weight: var(--weight-medium);
        overflow-wrap: anywhere;
      }

      .said,
      .danger,
      .problem,
      parley-file-preview,
      .actions,
      progress {
        grid-column: 1 / -1;
      }

      .danger {
        color: var(--color-caution);
      }

      .actions:empty {
        display: none;
      }

      progress {
        inline-size: 100%;
        block-size: 0.5rem;
        accent-color: var(--color-accent);
      }
    `,
  ];

  @property({ attribute: false }) transfer!: FileTransfer;
  @property({ attribute: false }) files!: Pick<
    FilesHandle,
    'accept' | 'decline' | 'pause' | 'resume' | 'cancel' | 'chooseAgain'
  >;
  /** What the other is called; empty: they did not say. */
  @property() name = '';
  /** There is nobody left to send and take files: those that are here can be saved. */
  @property({ type: Boolean }) isCallOver = false;
  /** Nothing flows while there is nobody to take it, or to send it. */
  @property({ type: Boolean }) isPeerAway = false;
  /** This person's own wait, so that the two go on hearing each other. */
  @property({ type: Boolean }) isYielding = false;
  @state() private refusal: FileRefusal | undefined;
  /** What becomes of it among the downloads no page is told. */
  @state() private isSaved = false;
  readonly #speed = new TransferSpeed();
  #redrawing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    // Not the button that takes the place of the one that was pressed: a key that is held would press it.
    new KeepFocus(this, () => this.renderRoot.querySelector<HTMLElement>('.card'));
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!this.#isFlowing) this.#speed.clear();
    else if (changed.has('transfer'))
      this.#speed.note({ at: performance.now(), doneBytes: this.transfer.doneBytes });
  }

  /** Only while there is a speed to be seen. */
  protected override updated() {
    clearTimeout(this.#redrawing);
    if (this.isConnected && this.#bytesPerSecond > 0)
      this.#redrawing = setTimeout(() => this.requestUpdate(), REDRAWN_MS);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#redrawing);
  }

  override render() {
    const { transfer } = this;
    const { status, direction, sizeBytes, doneBytes } = transfer;
    const isQuestion = isAsked(transfer);
    const danger = dangerOf(transfer);
    return html`<div class="card ${direction}" role="group" aria-label=${transfer.name} tabindex="-1">
      ${icon('file')}
      <p class="name"><bdi>${transfer.name}</bdi> <span class="soft">${detailText(transfer)}</span></p>
      <p class="said soft">${this.#said(transfer)}</p>
      ${
        transfer.preview === undefined || !(isQuestion || direction === 'sent')
          ? nothing
          : html`<parley-file-preview
              .preview=${transfer.preview}
              label=${isQuestion ? fileWords().preview : fileWords().ownPreview}
            ></parley-file-preview>`
      }
      ${danger === undefined ? nothing : html`<p class="danger">${danger}</p>`}
      ${
        status.phase === 'flowing' || status.phase === 'paused'
          ? html`<progress aria-label=${fileWords().progress} max=${Math.max(1, sizeBytes)} .value=${doneBytes}></progress>`
          : nothing
      }
      ${
        this.refusal === undefined || status.phase !== 'file-needed'
          ? nothing
          : html`<p class="problem" role="alert">${fileRefusalSentence(this.refusal)}</p>`
      }
      <div class="actions" @click=${ONCE}>${isQuestion ? this.#answers() : this.#controls()}</div>
    </div>`;
  }

  #said(transfer: FileTransfer) {
    const { isCallOver } = this;
    if (this.isSaved) return isCallOver ? fileWords().savedAfterwards : fileWords().saved;
    return this.#isFlowing
      ? flowSentence(transfer, this.#bytesPerSecond)
      : transferSentence(transfer, this.name, { isCallOver, hindrance: this.#hindrance });
  }

  #answers() {
    const { files, transfer } = this;
    return html`
      <button class="button primary" type="button" @click=${() => files.accept(transfer.key)}>${fileWords().accept}</button>
      <button class="button" type="button" @click=${() => files.decline(transfer.key)}>${fileWords().decline}</button>
    `;
  }

  #controls() {
    const { files, transfer } = this;
    const { key, status, file } = transfer;
    const words = fileWords();
    if (file !== undefined)
      return html`<button class="button ${this.isSaved ? '' : 'primary'}" type="button" @click=${() => this.#save(file)}>${words.save}</button>`;
    if (!isUnderWay(transfer)) return nothing;
    return html`
      ${
        status.phase === 'flowing' || status.phase === 'queued'
          ? html`<button class="button" type="button" @click=${() => files.pause(key)}>${words.pause}</button>`
          : nothing
      }
      ${
        status.phase === 'file-needed' && status.by === 'choice'
          ? html`<button class="button primary" type="button" @click=${this.#openPicker}>${words.chooseAgain}</button>
              <input type="file" hidden @change=${this.#chooseAgain} />`
          : nothing
      }
      ${
        (status.phase === 'paused' && status.by !== 'peer') ||
        (status.phase === 'file-needed' && status.by === 'permission')
          ? html`<button class="button" type="button" @click=${() => files.resume(key)}>${words.resume}</button>`
          : nothing
      }
      <button class="button" type="button" @click=${() => files.cancel(key)}>${words.cancel}</button>
    `;
  }

  #save(file: Blob) {
    save(file, this.transfer.name);
    this.isSaved = true;
  }

  #openPicker() {
    this.renderRoot.querySelector('input')?.click();
  }

  #chooseAgain({ target }: Event) {
    const input = target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file !== undefined) this.refusal = this.files.chooseAgain(this.transfer.key, file);
    input.value = '';
  }

  get #isFlowing(): boolean {
    return this.transfer.status.phase === 'flowing' && this.#hindrance === undefined;
  }

  get #hindrance(): FlowHindrance | undefined {
    if (this.isPeerAway) return 'peer-away';
    return this.isYielding && this.transfer.direction === 'sent' ? 'yielding' : undefined;
  }

  /** 0: not known. */
  get #bytesPerSecond(): number {
    return this.#isFlowing ? this.#speed.bytesPerSecond(performance.now()) : 0;
  }
}

/** Of what the other sends, where one accepts and where one saves it. */
function dangerOf(transfer: FileTransfer): string | undefined {
  const { direction, status, file, name } = transfer;
  if (direction === 'sent' || !(status.phase === 'offered' || file !== undefined)) return undefined;
  const words = fileWords();
  if (isRunnable(name)) return file === undefined ? words.danger : words.dangerOfSaving;
  if (isProgram(transfer)) return file === undefined ? words.disguised : words.disguisedAtSaving;
  return undefined;
}

/** Hands it to the browser's downloads. */
function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // The download has begun by then, and reads the file itself.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-file-card': FileCard;
  }
}
