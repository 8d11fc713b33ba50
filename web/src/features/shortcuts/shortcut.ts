/** Which key asks for what during a call. Pure. */

export type ShortcutAction =
  | 'microphone'
  | 'camera'
  | 'share-screen'
  | 'chat'
  | 'full-screen'
  | 'push-to-talk'
  | 'show-shortcuts';

/** In the order in which they are shown; the keys as events name them. */
export const SHORTCUTS: readonly { readonly action: ShortcutAction; readonly key: string }[] = [
  { action: 'microphone', key: 'M' },
  { action: 'push-to-talk', key: ' ' },
  { action: 'camera', key: 'C' },
  { action: 'share-screen', key: 'S' },
  { action: 'chat', key: 'H' },
  { action: 'full-screen', key: 'F' },
  { action: 'show-shortcuts', key: '?' },
];

export type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'isComposing'
>;

/** What has the focus: a field for text has every key, a control has Space, a dialog or a menu has all for itself. */
export type FocusKind = 'text' | 'control' | 'dialog' | 'nothing';

/** @returns undefined: the key is somebody else's */
export function shortcutOf(pressed: Pressed, focus: FocusKind): ShortcutAction | undefined {
  const { ctrlKey, metaKey, altKey, repeat, isComposing } = pressed;
  // Browsers and systems have those with Control, Command and Alt.
  if (ctrlKey || metaKey || altKey || isComposing || focus === 'text' || focus === 'dialog') return undefined;
  const key = latinKey(pressed);
  const action = SHORTCUTS.find((shortcut) => shortcut.key === key)?.action;
  if (action === 'push-to-talk') return focus === 'control' ? undefined : action;
  return repeat ? undefined : action;
}

/** On a keyboard of another script: the letter that is printed there beside the other. */
function latinKey({ key, code }: Pressed): string {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  const isOther = key.length === 1 && key > '\u007f';
  return isOther && letter !== undefined ? letter : key.toUpperCase();
}

const TEXT_FIELDS =
  'textarea,[contenteditable=""],[contenteditable="true"],input:not([type=radio],[type=checkbox],[type=button],[type=submit],[type=range])';
const CONTROLS =
  'a[href],button,summary,input,[role=button],[role^=menuitem],[role=option],[role=radio],[role=slider],[role=switch],[role=tab]';

/**
 * @param path from the innermost element outwards, as an event has it
 * @param clicked where a pointer was pressed last, if no key has moved the focus since
 */
export function focusKindOf(path: readonly EventTarget[], clicked: readonly EventTarget[]): FocusKind {
  const elements = path.filter((target) => target instanceof Element);
  if (elements.some((element) => element.matches('dialog,[role=menu]'))) return 'dialog';
  const [innermost] = elements;
  if (innermost?.matches(TEXT_FIELDS)) return 'text';
  // A list of choices goes by letters.
  if (innermost?.matches('select')) return 'text';
  // A button that was clicked keeps the focus, and nobody sees that it has it. `:focus-visible` would not tell: Chromium
  // turns it on with the very key that is being asked about.
  if (innermost !== undefined && clicked.includes(innermost)) return 'nothing';
  return innermost?.matches(CONTROLS) ? 'control' : 'nothing';
}
