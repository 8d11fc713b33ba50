import type { Message } from '../ui/notice.ts';
import type { CallTimes } from './times.ts';

export const scheduledCallWords = () => ({
  untitled: 'Call',
  guestLink: 'The guest’s link',
  guestLinkHelp: 'Send it to one person: whoever has it can take the second place in the call.',
  ownLink: 'Your link',
  ownLinkHelp: 'It opens the call, on any device of yours.',
  hostLink: 'Your link, as the host',
  hostLinkHelp:
    'In this browser you are the host already. To be it on another device, open this link there. Keep it secret: whoever has it can take your place, move the call, and end it.',
  addToCalendar: 'Add to calendar',
  addToCalendarHelp:
    'The entry has the guest’s link in it, for both of you. Whoever keeps the calendar can read it.',
  takeOutOfCalendar: 'Take out of calendar',
  takeOutOfCalendarHelp: 'If you added the call from a calendar file, this one removes it.',
  manage: 'Manage',
  open: 'Open the call',
  forget: 'Remove from the list',
  change: 'Change it',
  cancel: 'Cancel it',
  cancelling: 'Cancelling…',
  cancelQuestion: 'Cancel this call?',
  cancelConsequence:
    'Both links stop working, and whoever opens one is told that the call was called off. This cannot be undone.',
  cancelRefusal: 'Keep the call',
  cancelConfirmation: 'Cancel the call',
});

/** As the person who looks sees a scheduled call. */
export type ScheduledCallStanding = 'new' | 'host' | 'guest' | 'over' | 'cancelled';

export function scheduledCallHeading(standing: ScheduledCallStanding): string {
  const headings: Readonly<Record<ScheduledCallStanding, string>> = {
    new: 'Your call is scheduled',
    host: 'Scheduled call',
    guest: 'Scheduled call',
    over: 'This call is over',
    cancelled: 'This call was called off',
  };
  return headings[standing];
}

export function scheduledCallLead(standing: ScheduledCallStanding): string {
  const leads: Readonly<Record<ScheduledCallStanding, string>> = {
    new: 'Now send the invitation to the other person.',
    host: 'You are the host.',
    guest: 'You are the guest. Come back when it opens.',
    over: 'Its links do not work any more.',
    cancelled: 'Its links do not work any more. Tell the other person, if they do not know yet.',
  };
  return leads[standing];
}

export function unknownCallMessage(): Message {
  return {
    title: 'This browser does not know this call',
    help: 'It was arranged in another browser, or taken out of the list here. Its link still leads to it.',
  };
}

/** What is sent to the guest, in one piece. */
export function invitationText(title: string, { day, hours, zone }: CallTimes, url: string): string {
  const sentence =
    title === ''
      ? `Let us talk by video: ${day}, ${hours}, ${zone}.`
      : `Let us talk by video, “${title}”: ${day}, ${hours}, ${zone}.`;
  return [sentence, url].join('\n');
}
