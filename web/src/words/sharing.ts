/** Which link: the call's, or that of one of the two people of a scheduled call. */
export type LinkKind = 'call' | 'guest' | 'host';

export const sharingWords = () => ({
  id: 'Call ID',
  copyId: 'Copy ID',
  share: 'Share',
  sendLink: 'Send the link',
  readOut: 'Read out',
  readOutHelp: 'They type it on the first page.',
  sendInvitation: 'Send invitation',
  copyInvitation: 'Copy invitation',
  mail: 'Mail',
  sharedTitle: 'Parley call',
  qrCode: 'QR code',
  qrCodeHelp: 'Point another device’s camera at it to open the call there.',
  qrCodeTooLong: 'This is too long for a QR code. Copy it instead.',
  copied: 'Copied',
  copyingRefused: 'Your browser did not allow copying. The text is selected: copy it from here.',
  textToCopy: 'Text to copy',
});

export function copyLinkLabel(kind: LinkKind): string {
  return kind === 'host' ? 'Copy host link' : 'Copy link';
}

export function qrCodeLabel(kind: LinkKind): string {
  const labels: Readonly<Record<LinkKind, string>> = {
    call: 'QR code of the call’s link',
    guest: 'QR code of the guest’s link',
    host: 'QR code of the host’s link',
  };
  return labels[kind];
}
