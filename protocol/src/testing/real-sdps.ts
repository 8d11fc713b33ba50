/** SDPs as browsers really made them, with their line ends. The machine's addresses are of those kept for examples. */
import type { SdpType } from '../link/sdp.ts';
import { CHROMIUM_ANSWER } from './chromium-answer.ts';
import { CHROMIUM_OFFER } from './chromium-offer.ts';
import { FIREFOX_ANSWER } from './firefox-answer.ts';
import { FIREFOX_OFFER } from './firefox-offer.ts';

export interface RealSdp {
  readonly name: string;
  readonly type: SdpType;
  readonly sdp: string;
}

export const REAL_SDPS: readonly RealSdp[] = [
  { name: 'Chromium’s offer', type: 'offer', sdp: CHROMIUM_OFFER },
  { name: 'Chromium’s answer', type: 'answer', sdp: CHROMIUM_ANSWER },
  { name: 'Firefox’s offer', type: 'offer', sdp: FIREFOX_OFFER },
  { name: 'Firefox’s answer', type: 'answer', sdp: FIREFOX_ANSWER },
].map(({ name, type, sdp }) => ({ name, type: type as SdpType, sdp: sdp.replaceAll('\n', '\r\n') }));
