import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import './global.css';
import { finger, middleOf, mouse } from '../testing/hand.ts';
import { mount } from '../testing/mount.ts';
import { twoFrames } from '../testing/two-frames.ts';
import './press.ts';

/** As a call has one: what stands first may go, and what comes after moves. */
@customElement('test-bar')
class Bar extends LitElement {
  @property({ type: Boolean }) isFirstThere = true;
  @property({ type: Boolean }) isSecondThere = true;
  @property() face = 'i';

  override render() {
    const style = 'display: block; inline-size: 200px; block-size: 60px';
    return html`
      ${this.isFirstThere ? html`<button id="first" style=${style}></button>` : nothing}
      ${this.isSecondThere ? html`<button id="second" style=${style} .innerHTML=${`<${this.face}>Leave</${this.face}>`}></button>` : nothing}
      <button id="third" style=${style}></button>
      <button id="last" style=${style}></button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'test-bar': Bar;
  }
}

const pressed: string[] = [];
let bar: Bar;

beforeEach(async () => {
  pressed.length = 0;
  bar = await mount('test-bar', {});
  await bar.updateComplete;
  bar.renderRoot.addEventListener('click', ({ target }) => {
    if (target instanceof Element) pressed.push(target.closest('button')?.id ?? 'none');
  });
});
afterEach(() => cdp().send('Emulation.setTouchEmulationEnabled', { enabled: false }));

const CHANGES: readonly (readonly [string, Partial<Bar>])[] = [
  ['stays as it is', {}],
  ['moves, and leaves its place to another,', { isFirstThere: false }],
  ['has another face', { face: 'b' }],
];

for (const [name, hand] of Object.entries({ mouse, finger })) {
  test.each(CHANGES)(`By ${name}: what %s counts once, and nothing else does`, async (_, change) => {
    const place = middleOf(button('second'));
    await hand.down(place);
    await draw(change);
    await hand.up(place);
    await settled();
    expect(pressed).toEqual(['second', 'last']);
  });

  test(`By ${name}: neither what has gone nor what has come in its place is pressed`, async () => {
    const place = middleOf(button('second'));
    await hand.down(place);
    await draw({ isSecondThere: false });
    await hand.up(place);
    await settled();
    expect(pressed).toEqual(['last']);
  });

  test(`By ${name}: whoever moves away has thought better of it`, async () => {
    const { x, y } = middleOf(button('second'));
    await hand.down({ x, y });
    await draw({ isFirstThere: false });
    await hand.up({ x: x + 400, y });
    await settled();
    expect(pressed).toEqual(['last']);
  });
}

test('A press that has begun leaves the keyboard as it is', async () => {
  const place = middleOf(button('second'));
  await mouse.down(place);
  button('third').focus();
  await cdp().send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', text: '\r' });
  await mouse.up(place);
  await settled();
  expect(pressed).toEqual(['third', 'second', 'last']);
});

async function draw(change: Partial<Bar>): Promise<void> {
  Object.assign(bar, change);
  await bar.updateComplete;
  await twoFrames();
}

/** All that a release leads to has come: what was pressed after it was answered. */
async function settled(): Promise<void> {
  const place = middleOf(button('last'));
  await mouse.down(place);
  await mouse.up(place);
  await expect.poll(() => pressed).toContain('last');
}

function button(id: string): HTMLElement {
  const found = bar.renderRoot.querySelector<HTMLElement>(`#${id}`);
  if (found === null) throw new Error(`There is no ${id}`);
  return found;
}
