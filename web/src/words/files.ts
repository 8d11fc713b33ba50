import { type FileRefusal, type FileTransfer, type FileTransferEnd, isProgram } from '@parley/call';
import { html, type TemplateResult } from 'lit';
import type { Message } from '../ui/notice.ts';
import { countdown } from './durations.ts';
import { locale } from './locale.ts';

export const fileWords = () => ({
  label: 'Files',
  choose: 'Send a file',
  accept: 'Accept',
  decline: 'Decline',
  pause: 'Pause',
  resume: 'Go on',
  chooseAgain: 'Choose the file again',
  preview: 'What it looks like, as they sent it',
  ownPreview: 'What they see of it before they accept',
  cancel: 'Cancel',
  save: 'Save',
  saved: 'Given to your browser’s downloads. It stays here until you leave, reload or close this page.',
  savedAfterwards:
    'Given to your browser’s downloads. It stays here until you go on, reload or close this page.',
  progress: 'Progress',
  danger: 'A file of this kind can run programs on your device. Accept it only if you expect it.',
  disguised:
    'By its content this can run programs on your device, though its name does not say so. Accept it only if you expect it.',
  disguisedAtSaving:
    'By its content this can run programs on your device, though its name does not say so. Open it only if you expect it.',
  folder: 'A folder cannot be sent. Send the files in it, or a ZIP of it.',
  dangerOfSaving: 'A file of this kind can run programs on your device. Open it only if you expect it.',
});

/** `4.2 MB` */
function sizeText(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const style = { style: 'unit', unit: units[power], unitDisplay: power === 0 ? 'long' : 'short' } as const;
  return new Intl.NumberFormat(locale(), { ...style, maximumFractionDigits: 1 }).format(
    bytes / 1_000 ** power,
  );
}

/** `PDF · 4.2 MB` */
export function detailText(transfer: FileTransfer): string {
  const kind = kindOf(transfer);
  const size = sizeText(transfer.sizeBytes);
  return kind === undefined ? size : `${kind} · ${size}`;
}

/** As far as its type tells; where it is here, as this page has found it. */
function kindOf(transfer: FileTransfer): string | undefined {
  const { mediaType, foundType = mediaType } = transfer;
  if (isProgram(transfer)) return 'Can run programs';
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/^image\//, 'Picture'],
    [/^video\//, 'Video'],
    [/^audio\//, 'Sound'],
    [/^text\//, 'Text'],
    [/^application\/pdf$/, 'PDF'],
    [/(zip|rar|7z|-xz|bzip2|-tar)/, 'Archive'],
    [/(word|opendocument\.text|rtf)/, 'Document'],
    [/(excel|spreadsheet)/, 'Spreadsheet'],
    [/(powerpoint|presentation)/, 'Presentation'],
  ];
  return kinds.find(([pattern]) => pattern.test(foundType))?.[1];
}

/** Who would send what, above the question whether one wants it. */
function offerSentence(name: string): string | TemplateResult {
  return name === ''
    ? 'They want to send you this file.'
    : html`<bdi>${name}</bdi> wants to send you this file.`;
}

/** @param bytesPerSecond 0: not known yet */
export function flowSentence({ doneBytes, sizeBytes }: FileTransfer, bytesPerSecond: number): string {
  const done = `${sizeText(doneBytes)} of ${sizeText(sizeBytes)}`;
  if (bytesPerSecond <= 0) return done;
  const leftMs = ((sizeBytes - doneBytes) / bytesPerSecond) * 1_000;
  return `${done} · ${sizeText(bytesPerSecond)}/s · ${countdown(leftMs)} left`;
}

/** Why nothing flows that would: the other cannot be reached, or this person's own would be in the way of sound and picture. */
export type FlowHindrance = 'peer-away' | 'yielding';

/** How much of it there is, and why no more comes. */
function hindranceSentence({ doneBytes, sizeBytes }: FileTransfer, hindrance: FlowHindrance): string {
  const why =
    hindrance === 'peer-away'
      ? 'They cannot be reached now. It goes on where it was once they can.'
      : 'It waits so that you go on hearing each other.';
  return doneBytes === 0 ? why : `${sizeText(doneBytes)} of ${sizeText(sizeBytes)}. ${why}`;
}

/**
 * How it stands, where it does not flow.
 * @param isCallOver this person has left already
 * @param hindrance undefined: there is none
 */
export function transferSentence(
  transfer: FileTransfer,
  name: string,
  { isCallOver = false, hindrance }: { isCallOver?: boolean; hindrance?: FlowHindrance | undefined } = {},
): string | TemplateResult {
  const { status, direction } = transfer;
  switch (status.phase) {
    case 'offered':
      if (direction === 'received') return offerSentence(name);
      if (hindrance === 'peer-away') return 'They can accept it once they can be reached again.';
      return name === '' ? 'Waiting for their yes' : html`Waiting for <bdi>${name}</bdi> to accept it`;
    case 'flowing':
      return hindrance === undefined ? '' : hindranceSentence(transfer, hindrance);
    case 'queued':
      if (hindrance !== undefined) return hindranceSentence(transfer, hindrance);
      // Whether others go first, or it waits so that the two go on hearing each other, only the sender's page knows.
      return direction === 'received' ? 'Waiting for their device to send it' : 'Waiting for its turn';
    case 'interrupted':
      return direction === 'received'
        ? 'A page was reloaded. It goes on as soon as they can send the rest.'
        : 'A page was reloaded. It goes on as soon as the two have found each other again.';
    case 'file-needed':
      return status.by === 'permission'
        ? 'This page was reloaded, and your browser asks you before it reads the file again.'
        : 'This page was reloaded and cannot find the file by itself. Choose it again, and it goes on where it was.';
    case 'paused':
      if (status.by === 'self') return 'Paused';
      if (status.by === 'both') return 'Paused by both of you';
      return name === '' ? 'Paused by them' : html`Paused by <bdi>${name}</bdi>`;
    case 'done':
      if (direction === 'sent') return 'Delivered';
      return isCallOver
        ? 'Here, all of it, as it was read on their device. Save it before you go on, reload or close this page.'
        : 'Here, all of it, as it was read on their device. Save it before you leave, reload or close this page.';
    case 'over':
      return endSentence(status.because, direction);
  }
}

function endSentence(because: FileTransferEnd, direction: FileTransfer['direction']): string {
  const isReceived = direction === 'received';
  const sentences: Readonly<Record<FileTransferEnd, string>> = {
    declined: isReceived ? 'You declined it' : 'They declined it',
    'cancelled-by-self': 'You cancelled it',
    'cancelled-by-peer': 'They cancelled it',
    changed: isReceived
      ? 'It was changed on their device meanwhile. Ask them to send it again.'
      : 'It was changed, moved or locked on your device meanwhile. Choose it again.',
    'no-space': isReceived
      ? 'There is no room for it on your device.'
      : 'There is no room for it on their device.',
    'not-stored': isReceived ? 'Your browser could not store it.' : 'Their browser could not store it.',
    damaged: isReceived
      ? 'What arrived was not what was sent. Ask them to send it again.'
      : 'What arrived was not what was sent. Send it again.',
    'not-allowed': isReceived
      ? 'Their browser may not read it any more. Ask them to send it again.'
      : 'Your browser may not read it any more. Choose it again.',
    'page-gone': isReceived
      ? 'A page was reloaded, and what there was of it is gone. Ask them to send it again.'
      : 'A page was reloaded, and what there was of it is gone. Send it again.',
    'other-peer': isReceived
      ? 'Whoever was sending it is not here any more.'
      : 'Somebody else has come since. Send it again if it is for them.',
  };
  return sentences[because];
}

/** Of one that was dropped on the call. @param isSomebodyHere their page takes none */
export function unwantedFileMessage(isSomebodyHere: boolean): Message {
  return {
    title: 'The file was not sent',
    help: isSomebodyHere
      ? 'Their page cannot take files.'
      : 'Nobody is here whom it could be sent to. Drop it again once somebody is.',
  };
}

/** Why a file is not offered. */
export function fileRefusalSentence(refusal: FileRefusal): string {
  const sentences: Readonly<Record<FileRefusal, string>> = {
    'not-now': 'Their page takes no files just now. It may once they are back, or have loaded it anew.',
    'another-file':
      'That is another file, or it has changed since. Choose the one that was on its way, or cancel.',
    'too-many': 'Twenty files are under way. Send more when some have arrived.',
  };
  return sentences[refusal];
}

/** To whoever listens, of what the other sends. */
export function fileNews(transfer: FileTransfer): string {
  return transfer.status.phase === 'done'
    ? `${transfer.name} has arrived.`
    : `${transfer.name}, ${sizeText(transfer.sizeBytes)}, is offered in the chat.`;
}
