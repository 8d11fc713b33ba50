import { type DeviceHandle, type DeviceKind, soundModeOf } from '@parley/call';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { type IconName, icon } from '../../ui/icons.ts';
import { moveInMenu } from '../../ui/menu-keys.ts';
import { playSound, SOUNDS } from '../../ui/sounds.ts';
import {
  deviceChipLabel,
  deviceLabel,
  deviceMenuLabel,
  deviceMenuWords,
  soundModeLabel,
  soundModeNote,
} from '../../words/device-menu.ts';
import { deviceName } from '../../words/devices.ts';
import { deviceMenuStyles } from './device-menu-styles.ts';

const ICONS: Readonly<Record<DeviceKind, IconName>> = {
  microphone: 'microphone',
  camera: 'camera',
  speaker: 'sound',
};

interface Item {
  readonly role: 'menuitem' | 'menuitemradio' | 'menuitemcheckbox';
  readonly label: string;
  readonly note?: string | undefined;
  readonly isChecked?: boolean;
  readonly act: () => unknown;
  /** Whether the menu has done what it was opened for. */
  readonly closes?: boolean;
}

/**
 * A button that opens a menu of devices: to choose one, and what is done to its sound or picture. Nothing is shown where
 * there is nothing to choose.
 */
@customElement('parley-device-menu')
export class DeviceMenu extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, deviceMenuStyles];

  @property({ attribute: false }) devices!: DeviceHandle;
  /** What is chosen in it, in this order. */
  @property({ attribute: false }) kinds: readonly DeviceKind[] = ['microphone'];
  /**
   * A `chip` says what is in use, or of several kinds which they are; an `arrow` stands beside a button that has a name of its own; a `sheet` has no button, and
   * is shown by `show`.
   */
  @property({ reflect: true }) look: 'chip' | 'arrow' | 'sheet' = 'chip';
  @state() private isPlaying = false;
  @query('[popover]') private readonly menu?: HTMLElement | null;
  @query('[popovertarget]') private readonly button?: HTMLElement | null;
  /** What had the focus when it was opened. */
  #opener: HTMLElement | undefined;

  constructor() {
    super();
    new FollowCells(this, () => {
      const { list, abilities, choices } = this.devices;
      return [list, abilities, choices];
    });
  }

  override render() {
    const { kinds } = this;
    const list = this.devices.list.value;
    const shown = kinds.filter((kind) => list[kind].length > 0);
    if (shown.length === 0) return nothing;
    const label = deviceMenuLabel(shown);
    return html`
      ${this.#button(shown, label)}
      <div
        class="menu"
        id="menu"
        popover
        role="menu"
        aria-label=${label}
        @beforetoggle=${this.#onBeforeToggle}
        @toggle=${this.#onToggle}
        @keydown=${(event: KeyboardEvent) => moveInMenu(event, this.#items, this.#close)}
      >
        ${shown.map((kind) => this.#devicesOf(kind))}
        ${shown.includes('microphone') ? this.#sound() : nothing} ${shown.includes('camera') ? this.#picture() : nothing}
      </div>
    `;
  }

  show(): void {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    this.#opener = focused instanceof HTMLElement ? focused : undefined;
    this.menu?.showPopover();
  }

  #button(kinds: readonly DeviceKind[], label: string) {
    if (this.look === 'sheet') return nothing;
    const [kind = 'microphone'] = kinds;
    if (this.look === 'arrow') {
      return html`<button class="arrow" type="button" popovertarget="menu" aria-haspopup="menu" aria-label=${label} title=${label}>
        ${icon('chevron')}
      </button>`;
    }
    if (kinds.length > 1) return chip(label, 'headset', deviceMenuWords().all, 'kinds');
    const devices = this.devices.list.value[kind];
    const index = Math.max(
      0,
      devices.findIndex(({ isChosen }) => isChosen),
    );
    const device = devices[index];
    const inUse = device === undefined ? deviceName(kind) : deviceLabel(kind, device, index);
    return chip(deviceChipLabel(kind, inUse), ICONS[kind], inUse);
  }

  #devicesOf(kind: DeviceKind) {
    const words = deviceMenuWords();
    const items = this.devices.list.value[kind].map(
      (device, index): Item => ({
        role: 'menuitemradio',
        label: deviceLabel(kind, device, index),
        isChecked: device.isChosen,
        act: () => this.devices.choose(kind, device.id),
        closes: true,
      }),
    );
    if (kind === 'speaker') {
      if (this.devices.abilities.value.canAskForSpeaker)
        items.push({ role: 'menuitem', label: words.otherSpeaker, act: () => this.devices.askForSpeaker() });
      items.push({ role: 'menuitem', label: words.testSpeaker, act: () => this.#test() });
    }
    return group(deviceName(kind), kind, items, this.#close);
  }

  #sound() {
    const words = deviceMenuWords();
    const { abilities, choices } = this.devices;
    const items = abilities.value.soundModes.map(
      (mode): Item => ({
        role: 'menuitemradio',
        label: soundModeLabel(mode),
        note: soundModeNote(mode),
        isChecked: soundModeOf(choices.value) === mode,
        act: () => this.devices.setSound(mode),
      }),
    );
    const isNoticed = choices.value.noticesMutedSpeech !== false;
    items.push({
      role: 'menuitemcheckbox',
      label: words.noticeMutedSpeech,
      isChecked: isNoticed,
      act: () => this.devices.setNoticesMutedSpeech(!isNoticed),
    });
    return group(words.sound, 'processing', items, this.#close);
  }

  #picture() {
    const words = deviceMenuWords();
    const { isBackgroundBlurred, canFlip } = this.devices.abilities.value;
    const items: Item[] = [];
    if (canFlip)
      items.push({ role: 'menuitem', label: words.flip, act: () => this.devices.flipCamera(), closes: true });
    if (isBackgroundBlurred !== undefined) {
      items.push({
        role: 'menuitemcheckbox',
        label: words.blur,
        isChecked: isBackgroundBlurred,
        act: () => this.devices.setBackgroundBlur(!isBackgroundBlurred),
      });
    }
    return items.length === 0 ? nothing : group(words.picture, 'picture', items, this.#close);
  }

  async #test() {
    if (this.isPlaying) return;
    this.isPlaying = true;
    // Nothing is heard then, which is what the person wants to know.
    await playSound(SOUNDS.test, this.devices.speaker.value).catch(() => {});
    this.isPlaying = false;
  }

  readonly #close = () => this.menu?.hidePopover();

  /** By hand: what has the focus in a popover within a shadow root loses it to the page in Chromium. */
  #onBeforeToggle(event: ToggleEvent) {
    if (event.newState === 'closed' && this.menu?.matches(':focus-within'))
      (this.button ?? this.#opener)?.focus();
  }

  get #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  }

  #onToggle(event: ToggleEvent) {
    if (event.newState !== 'open') return;
    const items = this.#items;
    (items.find(({ ariaChecked }) => ariaChecked === 'true') ?? items[0])?.focus();
  }
}

function chip(name: string, iconName: IconName, shown: string, className = ''): TemplateResult {
  return html`<button class="chip" type="button" popovertarget="menu" aria-haspopup="menu" aria-label=${name} title=${name}>
    ${icon(iconName)}<span class="shown ${className}">${shown}</span>${icon('chevron')}
  </button>`;
}

function group(label: string, id: string, items: readonly Item[], close: () => void): TemplateResult {
  return html`<div class="group" role="group" aria-labelledby=${id}>
    <div class="kind" id=${id} role="none">${label}</div>
    ${items.map(
      ({ role, label: name, note, isChecked, act, closes = false }) => html`<button
        class="item"
        type="button"
        role=${role}
        tabindex="-1"
        aria-label=${name}
        aria-describedby=${note === undefined ? nothing : `${id}-note`}
        aria-checked=${isChecked === undefined ? nothing : String(isChecked)}
        @click=${() => {
          void act();
          if (closes) close();
        }}
      >
        <span class="check">${isChecked ? icon('check') : nothing}</span>
        <span>${name}${note === undefined ? nothing : html`<small class="soft" id="${id}-note">${note}</small>`}</span>
      </button>`,
    )}
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-device-menu': DeviceMenu;
  }
}
