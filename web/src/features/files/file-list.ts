import { type FilesHandle, type FileTransfer, isAsked } from '@parley/call';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { fileRefusalSentence, fileWords } from '../../words/files.ts';
import './file-card.ts';

/** The files of both: what is asked first, then the newest; and a button that offers one more. */
@customElement('parley-file-list')
export class FileList extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      ul {
        display: grid;
        gap: var(--space-2);
        max-block-size: 35dvb;
        margin: 0 0 var(--space-2);
        padding: 0;
        overflow-y: auto;
        list-style: none;
      }

      /* In a small chat, or one with large text, which is scrolled through as a whole: a card and its buttons are seen together. */
      @container (block-size < 36rem) {
        ul {
          max-block-size: 100cqb;
        }
      }

      .button {
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) files!: FilesHandle;
  /** What the other is called; empty: they did not say. */
  @property() name = '';
  @property({ type: Boolean }) isCallOver = false;
  @state() private problem: string | undefined;
  @query('input') private readonly input!: HTMLInputElement;

  constructor() {
    super();
    // A card that moves loses it.
    new KeepFocus(this, () => this.renderRoot.querySelector('ul'));
    new FollowCells(this, () => [this.files.transfers, this.files.isOpen, this.files.isYielding]);
  }

  override render() {
    const words = fileWords();
    const transfers = this.files.transfers.value;
    return html`
      ${
        transfers.length === 0
          ? nothing
          : html`<ul aria-label=${words.label} tabindex="0">
              ${repeat(
                inOrder(transfers),
                ({ key }) => key,
                (transfer) => html`<li>
                  <parley-file-card
                    .transfer=${transfer}
                    .files=${this.files}
                    .name=${this.name}
                    ?isCallOver=${this.isCallOver}
                    ?isPeerAway=${!this.files.isOpen.value}
                    ?isYielding=${this.files.isYielding.value}
                  ></parley-file-card>
                </li>`,
              )}
            </ul>`
      }
      ${this.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${
        this.files.isOpen.value
          ? html`<button class="button" type="button" @click=${this.#pick}>
              ${icon('file')} ${words.choose}
            </button>`
          : nothing
      }
      <input type="file" multiple hidden @change=${this.#choose} />
    `;
  }

  /** Of what was chosen. */
  offer(files: Iterable<File>): void {
    this.problem = undefined;
    for (const file of files) this.#offer(file);
  }

  /** Of what was dropped or pasted. A folder looks like a file and cannot be read as one. */
  take({ items }: Pick<DataTransfer, 'items'>): void {
    const given = [...items].filter(({ kind }) => kind === 'file');
    const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry()?.isDirectory === true;
    this.problem = given.some(isFolder) ? fileWords().folder : undefined;
    for (const item of given) {
      const file = isFolder(item) ? null : item.getAsFile();
      if (file !== null) void this.#offerWith(file, findHandle(item));
    }
  }

  /** Where the browser gives a handle, the page that is loaded in this one's place finds the file again. */
  async #pick() {
    const { showOpenFilePicker } = window as PickingWindow;
    if (showOpenFilePicker === undefined) return this.input.click();
    this.problem = undefined;
    try {
      const handles = await showOpenFilePicker.call(window, { multiple: true });
      for (const handle of handles) this.#offer(await handle.getFile(), handle);
    } catch (error) {
      // Whoever closes it has chosen nothing; where a browser shows none, it shows the other.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.input.click();
    }
  }

  #choose() {
    this.offer(this.input.files ?? []);
    // The same one may be chosen again.
    this.input.value = '';
  }

  async #offerWith(file: File, finding: Promise<FileSystemHandle | null> | undefined) {
    if (finding === undefined) return this.#offer(file);
    const handle = await finding.catch(() => null);
    this.#offer(file, handle instanceof FileSystemFileHandle ? handle : undefined);
  }

  #offer(file: File, handle?: FileSystemFileHandle) {
    const refusal = this.files.offer(file, handle);
    if (refusal !== undefined) this.problem = fileRefusalSentence(refusal);
  }
}

/** What Chromium has beside the standard. https://wicg.github.io/file-system-access/ */
type PickingWindow = Window & {
  showOpenFilePicker?(options: { multiple: boolean }): Promise<FileSystemFileHandle[]>;
};

/** Has to be asked for while it is dropped. */
function findHandle(item: DataTransferItem): Promise<FileSystemHandle | null> | undefined {
  const given = item as { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> };
  return given.getAsFileSystemHandle?.();
}

/** Questions wait in the order in which they came: no new one moves an answer to another under somebody's finger. */
function inOrder(transfers: readonly FileTransfer[]): readonly FileTransfer[] {
  return [...transfers.filter(isAsked), ...transfers.filter((transfer) => !isAsked(transfer)).toReversed()];
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-file-list': FileList;
  }
}
