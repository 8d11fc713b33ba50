import { html } from 'lit';
import { callErrorMessage } from '../../words/errors.ts';
import { siteWords } from '../../words/site.ts';
import '../../ui/notice.ts';

/** In place of a page whose part of the site did not come. */
export function pageIncomplete(reload: () => void) {
  return html`<parley-notice role="alert" .message=${callErrorMessage('page-incomplete')}>
    <button class="button" type="button" @click=${reload}>${siteWords().reload}</button>
  </parley-notice>`;
}
