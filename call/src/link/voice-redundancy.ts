/**
 * The voice is sent with the packet before in each packet (RED), where both browsers can: of 20 % that are lost one hears 2 %, for
 * some 25 kbit/s more; Opus by itself conceals 9 %. An encoding's `codec` does not undo it in Chromium 156, only another round would. https://www.rfc-editor.org/rfc/rfc2198
 */

const REDUNDANT = 'audio/red';
const OPUS = 'audio/opus';

/** Before its section is described. A browser that has no such thing, as Firefox, goes on with what it has. */
export function preferRedundancy(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities?.('audio')?.codecs ?? [];
  if (!codecs.some((codec) => isOf(codec, REDUNDANT))) return;
  const rank = (codec: RTCRtpCodec) => (isOf(codec, REDUNDANT) ? 0 : isOf(codec, OPUS) ? 1 : 2);
  try {
    transceiver.setCodecPreferences(codecs.toSorted((one, other) => rank(one) - rank(other)));
  } catch {
    // One that does not know what it has said that it can: the voice goes without.
  }
}

function isOf({ mimeType }: RTCRtpCodec, wanted: string): boolean {
  return mimeType.toLowerCase() === wanted;
}
