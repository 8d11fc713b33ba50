/**
 * The start page while it is only a document, as the build has drawn it (web/prerender) for whoever has never been here.
 * What a press needs is fetched when somebody is about to do something; when they do it, the application takes the
 * document's place, draws the same, and goes on with what they have done.
 */
import { retryBriefly } from '@parley/call';
import { type Pasted, pastedBy } from '../features/home/begun.ts';
import { holdNameLink, putNameLinkBack } from '../features/people/name-link.ts';
import '../ui/press.ts';
import { Hands } from './hands.ts';
import { onIntent } from './intent.ts';

/** Says that the application has not come. Without this script it shows by itself after some seconds. */
const late = find('.boot-late');
const field = find<HTMLInputElement>('#id');
const lifetime = new AbortController();
const { signal } = lifetime;
const hands = new Hands(signal);
let isTaken = false;
let pasted: Pasted | undefined;
/** The ID of what was pressed last. */
let pressed: string | undefined;

const isForAnother = isAnothers();
if (isForAnother) {
  holdNameLink();
  // What stays is at the same place on theirs.
  for (const part of ['main', 'footer']) find(part).hidden = true;
  void giveWay(fetchApplication);
} else {
  late.hidden = true;
  onIntent(document.body, () => void prepare().catch(() => {}), signal);
  for (const id of ['start', 'joining']) listenTo(find<HTMLButtonElement>(`#${id}`));
  find('form').addEventListener('submit', onSubmit, { signal });
  field.addEventListener('paste', onPaste, { signal });
  field.addEventListener('input', begin, { signal });
  find('details').addEventListener('toggle', begin, { signal });
  // Brought back from the browser's cache: meanwhile this may be somebody's who has been here.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload(), { signal });
  // Written, or unfolded, before this script was there.
  if (field.value !== '' || find<HTMLDetailsElement>('details').open) begin();
}

/** Of an address that is not this page's, or of somebody who has been here: the application draws what is theirs. */
function isAnothers(): boolean {
  // What the storage does not take is kept in the history.
  if (location.pathname + location.search + location.hash !== '/' || history.state !== null) return true;
  try {
    return localStorage.length > 0;
  } catch {
    // They have to be told that nothing is kept.
    return true;
  }
}

async function fetchApplication() {
  const [application] = await Promise.all([
    retryBriefly(() => import('./application.ts')),
    retryBriefly(() => import('../features/home/home-page.ts')),
  ]);
  return application;
}

/** And what most presses need further, beside it. */
async function prepare() {
  void import('@parley/call/firebase').catch(() => {});
  const application = await fetchApplication();
  application.prepareApplication();
  return application;
}

/** Whoever has pressed it before has opened what it names: browsers do that, and keep it, without a script. */
function listenTo(button: HTMLButtonElement): void {
  const wasPressed = button.popoverTargetElement?.matches(':popover-open') === true;
  button.popoverTargetElement = null;
  button.addEventListener('click', () => press(button.id), { signal });
  if (wasPressed) press(button.id);
}

function onSubmit(event: Event): void {
  event.preventDefault();
  press('join');
}

function onPaste(event: ClipboardEvent): void {
  pasted = pastedBy(event);
}

function press(id: string): void {
  pressed = id;
  if (id === 'start') find('#start').ariaDisabled = 'true';
  begin();
}

function begin(): void {
  void giveWay(prepare);
}

/** Once, as soon as the application is there and nobody is in the middle of something. */
async function giveWay(fetch: () => ReturnType<typeof fetchApplication>): Promise<void> {
  if (isTaken) return;
  isTaken = true;
  try {
    const application = await fetch();
    if (!(await application.fetchHome())) return sayLate();
    await hands.areFree();
    application.show(isForAnother ? undefined : begun());
    lifetime.abort();
  } catch {
    sayLate();
  }
}

function begun() {
  return {
    field: { text: field.value, selection: [field.selectionStart, field.selectionEnd], pasted },
    focused: document.activeElement?.id,
    areOptionsOpen: find<HTMLDetailsElement>('details').open,
    pressed,
  } as const;
}

/** Firefox remembers a module that did not come: the page has to be loaded anew. */
function sayLate(): void {
  putNameLinkBack();
  late.hidden = false;
  late.classList.add('now');
}

function find<E extends HTMLElement = HTMLElement>(selector: string): E {
  const element = document.querySelector<E>(selector);
  if (element === null) throw new TypeError(selector);
  return element;
}
