/** What the small window shows: the other, oneself, who is at the door, and what is needed at once. */
import type { CallHandle } from '@parley/call';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { icon } from '../../ui/icons.ts';
import { switchLabel } from '../../words/devices.ts';
import { atTheDoor, doorWords, visitorLabel } from '../../words/door.ts';
import { controlWords, inCallStatus, remotePictureAbsence, remotePictureLabel } from '../../words/in-call.ts';
import { peerNameOf } from '../../words/peer-name.ts';
import { pictureNotWanted } from '../../words/quality.ts';
import { canLetIn } from '../door/door-visitors.ts';

export interface PictureWindowScene {
  readonly call: CallHandle;
  /** What is large in the call: the other, or their screen. */
  readonly stream: MediaStream | null;
  readonly hasPicture: boolean;
  /** What is wrong with the link; undefined: nothing. */
  readonly mending: string | undefined;
  /** This person asked for their sound only. */
  readonly isUnwanted: boolean;
  /** This person does not want to see themselves. */
  readonly isSelfHidden: boolean;
  /** What the other was called last, to say who has left. */
  readonly lastName: string;
}

export function pictureWindowContent({
  call,
  stream,
  hasPicture,
  mending,
  isUnwanted,
  isSelfHidden,
  lastName,
}: PictureWindowScene): TemplateResult {
  const { microphone, camera, stream: own } = call.media.value;
  const name = peerNameOf(call.state.value);
  const isOn = microphone.status === 'on' || microphone.status === 'asking';
  const absence =
    isUnwanted && call.peer?.hasEntered === true
      ? pictureNotWanted(name)
      : (remotePictureAbsence(name, call.peer, mending) ??
        inCallStatus(call.state.value, lastName, call.isOnline.value).text);
  const label = switchLabel('microphone', microphone.status);
  return html`
    <video
      class="their-picture"
      aria-label=${remotePictureLabel(name)}
      autoplay
      playsinline
      .muted=${true}
      ?hidden=${!hasPicture}
      ${ref(showing(stream))}
    ></video>
    <p class="absence" ?hidden=${hasPicture}><span>${absence}</span></p>
    <video class="own-picture" aria-hidden="true" autoplay playsinline .muted=${true} ?hidden=${camera.status !== 'on' || isSelfHidden} ${ref(showing(own))}></video>
    ${visitorAtDoor(call)}
    <div class="bar">
      <button type="button" aria-label=${label} title=${label} @click=${() => call.toggle('microphone')}>
        ${icon(isOn ? 'microphone' : 'microphone-off')}
      </button>
      <button class="leave" type="button" @click=${() => call.leave()}>${controlWords().leave}</button>
    </div>
  `;
}

/** Of several the one who rang first; the others are in the page. */
function visitorAtDoor(call: CallHandle): TemplateResult | typeof nothing {
  const { door } = call;
  const visitors = door.visitors.value ?? [];
  const [first] = visitors;
  if (first === undefined) return nothing;
  const words = doorWords();
  const { uid, name, isAskedToWait, isByWords } = first;
  const isFree = canLetIn(call, first);
  const answer = isFree
    ? { words: words.letIn, act: () => door.admit(uid) }
    : { words: words.oneMoment, act: () => door.askToWait(uid, '') };
  const isAnswered = isAskedToWait && !isFree;
  return html`<div class="visitor">
    <p>${atTheDoor(visitors.map((visitor) => visitor.name))}</p>
    ${
      isAnswered
        ? nothing
        : html`<button type="button" aria-label=${visitorLabel(answer.words, name, isByWords)} @click=${answer.act}>${answer.words}</button>`
    }
  </div>`;
}

/** To write it again, even the same, would empty the element. Its sound is played by the page. */
function showing(stream: MediaStream | null): (element: Element | undefined) => void {
  return (element) => {
    const video = element as HTMLVideoElement | undefined;
    const tracks = stream?.getVideoTracks() ?? [];
    const shown = video?.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
    const isSame = tracks.length === shown.length && tracks.every((track) => shown.includes(track));
    if (video !== undefined && !isSame)
      video.srcObject = tracks.length === 0 ? null : new MediaStream(tracks);
  };
}
