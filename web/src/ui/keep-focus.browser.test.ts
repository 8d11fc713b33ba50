import { html, LitElement } from 'lit';
import { expect, onTestFinished, test } from 'vitest';
import { focusedElement } from '../testing/focus.ts';
import { KeepFocus } from './keep-focus.ts';

/** A list of which one entry can be pressed. */
class ListScene extends LitElement {
  constructor() {
    super();
    new KeepFocus(this, () => this.renderRoot.querySelector('ul'));
  }

  protected override render() {
    return html`<ul tabindex="-1"><li><button>Save</button></li></ul>`;
  }
}

/** A page around it, which keeps the focus as well. */
class PageScene extends LitElement {
  constructor() {
    super();
    new KeepFocus(this);
  }

  protected override render() {
    return html`<h1 tabindex="-1">Files</h1><keep-focus-list></keep-focus-list><button>Close</button>`;
  }
}

customElements.define('keep-focus-list', ListScene);
customElements.define('keep-focus-page', PageScene);

async function showPage() {
  const page = new PageScene();
  document.body.append(page);
  onTestFinished(() => page.remove());
  await page.updateComplete;
  const list = page.renderRoot.querySelector<ListScene>('keep-focus-list');
  await list?.updateComplete;
  /** It has the focus, and is not to be seen any more. */
  const hide = (button: HTMLElement | null | undefined) => {
    button?.focus();
    expect(focusedElement()).toBe(button);
    if (button) button.style.display = 'none';
  };
  return { page: page.renderRoot, list: list?.renderRoot, hide };
}

test('What goes out of sight with the focus leaves it to what is nearest', async () => {
  const { list, hide } = await showPage();
  hide(list?.querySelector('button'));
  await expect.poll(focusedElement).toBe(list?.querySelector('ul'));
});

test('Where nothing is nearer it is the heading', async () => {
  const { page, hide } = await showPage();
  hide(page.querySelector<HTMLElement>('button'));
  await expect.poll(focusedElement).toBe(page.querySelector('h1'));
});
