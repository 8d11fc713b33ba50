/** What is wanted seldom in a call: the lines of its bar's menu. */
import { type CallHandle, canMakeNewLink } from '@parley/call';
import { html, nothing } from 'lit';
import { toggleFullScreen } from '../../ui/full-screen.ts';
import { menuItem, menuSwitch } from '../../ui/menu-item.ts';
import { deviceMenuWords } from '../../words/device-menu.ts';
import { dismissalWords, doorWords } from '../../words/door.ts';
import { inCallWords, pictureWords, screenWords } from '../../words/in-call.ts';
import { newLinkWords } from '../../words/new-link.ts';
import { shortcutWords } from '../../words/shortcuts.ts';
import type { CallStage } from './call-stage.ts';
import { isAloneIn } from './stage-layout.ts';

export interface InCallMenu {
  readonly call: CallHandle;
  /** Null: it is not drawn yet. */
  readonly stage: () => Pick<CallStage, 'fit' | 'toggleFit' | 'swap' | 'moveOn'> | null;
  /** This person does not want to see themselves. */
  readonly isSelfHidden: boolean;
  /** What the other was called last. */
  readonly lastName: string;
  readonly hideSelf: (isHidden: boolean) => void;
  readonly showDevices: () => void;
  readonly showInvitation: () => void;
  readonly showShortcuts: () => void;
  readonly askToDismiss: () => void;
  readonly askForNewLink: () => void;
}

export function inCallMenu(menu: InCallMenu) {
  const words = pictureWords('');
  const isWaiting = menu.call.state.value.phase === 'waiting';
  const isFull = document.fullscreenElement !== null;
  return html`
    ${menuItem('headset', deviceMenuWords().all, menu.showDevices)}
    ${isWaiting ? nothing : menuItem('link', inCallWords().invitation, menu.showInvitation)}
    ${hostItems(menu)} ${screenContentItem(menu.call)} ${pictureItems(menu)}
    ${menuItem('keyboard', shortcutWords().open, menu.showShortcuts)}
    ${
      document.fullscreenEnabled
        ? menuItem(
            'full-screen',
            isFull ? words.leaveFullScreen : words.fullScreen,
            () => void toggleFullScreen(),
          )
        : nothing
    }
  `;
}

function hostItems({ call, lastName, askToDismiss, askForNewLink }: InCallMenu) {
  const { isAsking, setAsking, guest } = call.door;
  // The call that is gone over to has the lock as it was when its link was asked for.
  const isMoving = call.newLink.state.value?.phase === 'under-way';
  return [
    isAsking.value === undefined || isMoving
      ? nothing
      : menuSwitch(doorWords().choice, isAsking.value, setAsking),
    guest.value === undefined ? nothing : menuItem('remove', dismissalWords(lastName).ask, askToDismiss),
    canMakeNewLink(call.newLink.state.value)
      ? menuItem('new-link', newLinkWords().make, askForNewLink)
      : nothing,
  ];
}

function screenContentItem(call: CallHandle) {
  const screen = call.screen.value;
  if (screen.status !== 'on') return nothing;
  const words = screenWords();
  return screen.content === 'detail'
    ? menuItem('screen', words.smooth, () => call.setScreenContent('motion'))
    : menuItem('screen', words.sharp, () => call.setScreenContent('detail'));
}

/** Of pictures that there are: while two are here. */
function pictureItems({ call, stage, isSelfHidden, hideSelf }: InCallMenu) {
  if (isAloneIn(call.state.value)) return nothing;
  const words = pictureWords('');
  return [
    menuItem('fit', stage()?.fit === 'cover' ? words.showAll : words.fill, () => stage()?.toggleFit()),
    menuItem('swap', words.swap, () => stage()?.swap()),
    menuItem('corner', words.move, () => stage()?.moveOn()),
    isSelfHidden
      ? menuItem('camera', words.showSelf, () => hideSelf(false))
      : menuItem('camera-off', words.hideSelf, () => hideSelf(true)),
  ];
}
