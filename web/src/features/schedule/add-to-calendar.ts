import {
  calendarFileType,
  createCalendarFile,
  googleCalendarUrl,
  type Invitation,
  outlookCalendarUrl,
} from '@parley/invitation';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import { sheetPartStyles } from '../../ui/sheet-part-styles.ts';
import { addToCalendarWords } from '../../words/schedule.ts';

/** Every way to put a call into a calendar: a file that any of them takes, and the forms of two of them. */
@customElement('parley-add-to-calendar')
export class AddToCalendar extends LitElement {
  static override styles = [baseStyles, controlStyles, sheetPartStyles];

  @property({ attribute: false }) invitation!: Invitation;
  /** In which Google shows the entry. */
  @property() timeZone = 'UTC';
  /** The call was called off: the file takes the entry out again. */
  @property({ type: Boolean }) isCancelled = false;
  /** Of the file, for the browser to fetch it from; it is not on any server. */
  @state() private fileUrl = '';

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.#makeFile();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    URL.revokeObjectURL(this.fileUrl);
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('invitation') || changed.has('isCancelled')) this.#makeFile();
  }

  override render() {
    const words = addToCalendarWords();
    return html`<div class="ways">
      <a class="button" href=${this.fileUrl} download="call.ics">
        ${icon('calendar')} ${this.isCancelled ? words.removingFile : words.file}
      </a>
      ${this.isCancelled ? nothing : this.#calendars()}
    </div>`;
  }

  #calendars() {
    const words = addToCalendarWords();
    const { invitation, timeZone } = this;
    return [
      { label: words.google, url: googleCalendarUrl(invitation, timeZone) },
      { label: words.outlook, url: outlookCalendarUrl(invitation, 'personal') },
      { label: words.office365, url: outlookCalendarUrl(invitation, 'work') },
    ].map(
      ({ label, url }) =>
        html`<a class="button" href=${url} target="_blank" rel="noopener noreferrer">
          ${label}
        </a>`,
    );
  }

  #makeFile() {
    URL.revokeObjectURL(this.fileUrl);
    const method = this.isCancelled ? 'CANCEL' : 'PUBLISH';
    const text = createCalendarFile(this.invitation, method);
    this.fileUrl = URL.createObjectURL(new Blob([text], { type: calendarFileType(method) }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-add-to-calendar': AddToCalendar;
  }
}
