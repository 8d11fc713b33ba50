import type { Device } from '@parley/call';
import { html, type TemplateResult } from 'lit';

export const attentionWords = () => ({
  sound: 'You will hear it when they come.',
  tellMe: 'Notify me when they come',
  told: 'You will be notified',
  refused: 'Your browser does not let this site notify you. Its settings for this site can.',
  mutedNotice: 'You are muted',
  unmute: 'Unmute',
});

/** In the browser’s tab and in a notification, while nobody looks at the page. */
export function arrivalTitle(name: string): string {
  return name === '' ? 'They are here' : `${name} is here`;
}

export function departureTitle(name: string): string {
  return name === '' ? 'They have left' : `${name} has left`;
}

export function switchedSentence(name: string, device: Device, isOn: boolean): string {
  return (isOn ? switchedOn(name) : switchedOff(name))[device];
}

function switchedOn(name: string): Readonly<Record<Device, string>> {
  return name === ''
    ? { microphone: 'They turned the microphone on.', camera: 'They turned the camera on.' }
    : { microphone: `${name} turned the microphone on.`, camera: `${name} turned the camera on.` };
}

function switchedOff(name: string): Readonly<Record<Device, string>> {
  return name === ''
    ? { microphone: 'They turned the microphone off.', camera: 'They turned the camera off.' }
    : { microphone: `${name} turned the microphone off.`, camera: `${name} turned the camera off.` };
}

export function pictureWantedSentence(name: string, isWanted: boolean): string {
  if (isWanted)
    return name === '' ? 'They asked for your picture again.' : `${name} asked for your picture again.`;
  return name === ''
    ? 'They asked for sound only, so your picture is not sent.'
    : `${name} asked for sound only, so your picture is not sent.`;
}

/** On top of the stage for as long as it is so. */
export function pictureUnwantedNotice(name: string): string | TemplateResult {
  return name === ''
    ? 'They asked for sound only: your picture is not sent'
    : html`<bdi>${name}</bdi> asked for sound only: your picture is not sent`;
}

/** Beside that, where systems name who plays something. */
export const mediaArtist = () => 'Parley';

/** Above a sentence in which somebody's name may stand. */
export const notificationTitle = () => 'Parley';

/** What a headset’s or a keyboard’s own buttons act on. */
export function mediaTitle(name: string): string {
  return name === '' ? 'Parley call' : `Call with ${name}`;
}
