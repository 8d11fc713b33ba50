import type { AccountErrorCode, CallErrorCode, PeopleErrorCode } from '@parley/call';
import { html, type TemplateResult } from 'lit';
import type { Message } from '../ui/notice.ts';
import { peopleErrorMessage } from './people.ts';

/** Keeping a name by an e-mail, and coming back to it on another device. */
export const keepingWords = () => ({
  address: 'Your e-mail address',
  busy: 'One moment…',
  send: 'Keep my name by e-mail',
  sendHelp:
    'You get a link. Opened in this browser, it keeps your name when this browser’s data is gone; and you can come back to it on another device. The address is known to this site’s sign-in service, Google’s, and to nobody who rings you.',
  sendBack: 'I have a name: send me a link',
  sendBackHelp:
    'For a name that you have kept by an e-mail address. Open the link in this browser, and it rings here, too. Only on a device of your own: it stays signed in.',
  google: 'Keep my name with Google',
  googleHelp:
    'You choose an account at Google, which leads back here. Google then knows that you use this site, and which name you ask for is not said to it.',
  googleBack: 'I have a name: find it with Google',
  googleBackHelp:
    'For a name that you have kept with Google, or by the address of that account. Only on a device of your own: it stays signed in.',
  finish: 'Keep my name',
  finishBack: 'Bring my name here',
  finishHelp: 'Your own address, to which you had the link sent.',
  back: 'The name to bring here',
  backHelp: 'Type your name, so that nobody else’s account is taken for yours.',
  sent: (address: string): TemplateResult =>
    html`A link is on its way to <bdi dir="ltr">${address}</bdi>. Open it in this browser.`,
  kept: (address: string): TemplateResult =>
    html`Your name is kept by <bdi dir="ltr">${address}</bdi>: on another device, ask for a link to that address.`,
  nothingKept:
    'That name is not kept by that address. If you wrote it differently, try once more; or take a name.',
  elsewhere:
    'This link keeps a name that this browser does not have. Open it in the browser that you asked from.',
  leaves:
    'Only on a device of your own: it stays signed in. Calls that you have started in this browser so far are then no longer yours as their host.',
});

/** Why a name could not be kept, or brought here. */
export function keepingErrorMessage(
  code: AccountErrorCode | PeopleErrorCode | CallErrorCode | 'in-call',
): Message {
  type Own = AccountErrorCode | 'no-such-person' | 'too-many-names' | 'in-call';
  const messages: Readonly<Record<Own, Message>> = {
    'address-refused': {
      title: 'This address was not taken',
      help: 'Look for a slip. A link works with the very address that it was sent to.',
    },
    'link-refused': {
      title: 'This link does not work any more',
      help: 'It was used, is too old, or was cut off. Ask for another one.',
    },
    'address-taken': {
      title: 'This address is somebody’s already',
      help: 'Another name may be kept by it, or somebody else may have signed up with it. Take another address for this name; it stays in this browser meanwhile.',
    },
    'kept-already': {
      title: 'Your name is kept already',
      help: 'The address that it is kept by stays the same, and the link is not needed.',
    },
    'google-refused': {
      title: 'Google’s answer was not taken',
      help: 'It is too old, or was for another site. Go to Google once more.',
    },
    'not-offered': {
      title: 'This site does not offer this',
      help: 'Whoever runs it has not switched it on. Your name stays in this browser.',
    },
    'no-such-person': {
      title: 'Nobody has this name',
      help: 'Look for a slip. Nothing was used up: write your name, and press once more.',
    },
    'too-many-names': {
      title: 'You have asked for many names within the hour',
      help: 'Wait a while, and press once more. Nothing was used up.',
    },
    'in-call': {
      title: 'A call is open in this browser',
      help: 'Leave it, or close its tab, first: it would be another person’s here. The link goes on working until then.',
    },
  };
  return code in messages
    ? messages[code as Own]
    : peopleErrorMessage(code as PeopleErrorCode | CallErrorCode);
}
