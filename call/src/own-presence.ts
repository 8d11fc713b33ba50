/** What a person shows of themselves, of what their devices do and what they let the call use. Pure. */
import type { Capability, WantedPicture } from '@parley/protocol';
import type { OwnPresence } from './channels/presence-exchange.ts';
import type { LocalMediaState } from './media/local-media.ts';
import type { DataUse, GivenUp } from './quality/sending-policy.ts';
import type { ScreenState } from './screen/screen-state.ts';

const WANTED_PICTURES: Readonly<Record<DataUse, WantedPicture | undefined>> = {
  normal: undefined,
  low: 'small',
  'audio-only': 'none',
};

export interface PresenceFacts {
  readonly name: string;
  readonly media: LocalMediaState;
  readonly dataUse: DataUse;
  readonly givenUp: GivenUp;
  readonly screen: ScreenState;
  /** What this page has, so that the other offers nothing else. */
  readonly can: readonly Capability[];
}

export function ownPresence({ name, media, dataUse, givenUp, screen, can }: PresenceFacts): OwnPresence {
  const wantedPicture = WANTED_PICTURES[dataUse];
  // Nothing is seen of one for whose picture there is no room.
  const isSent = givenUp !== 'the-picture' && dataUse !== 'audio-only';
  return {
    name,
    isMicrophoneOn: media.microphone.status === 'on',
    isCameraOn: media.camera.status === 'on' && isSent,
    ...(wantedPicture && { wantedPicture }),
    isScreenShared: screen.status === 'on',
    can,
  };
}
