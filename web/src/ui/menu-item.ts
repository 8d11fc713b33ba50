import { html, type TemplateResult } from 'lit';
import { type IconName, icon } from './icons.ts';

/** One line of a menu, with `menuItemStyles`. */
export function menuItem(name: IconName, label: string | TemplateResult, act: () => void) {
  return html`<button class="menu-item" type="button" role="menuitem" tabindex="-1" @click=${act}>${icon(name)} <span>${label}</span></button>`;
}

/** One that is so, or not. */
export function menuSwitch(label: string, isOn: boolean, turn: (isOn: boolean) => void) {
  return html`<button
    class="menu-item"
    type="button"
    role="menuitemcheckbox"
    tabindex="-1"
    aria-checked=${isOn}
    @click=${() => turn(!isOn)}
  >
    ${icon('check')} <span>${label}</span>
  </button>`;
}
