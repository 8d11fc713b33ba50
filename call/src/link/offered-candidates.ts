/** The candidates that an SDP brings along, taken out of it, so that they can be used when it is time. */

/** One as `addIceCandidate` takes it. */
export type OfferedCandidate = Required<Pick<RTCIceCandidateInit, 'candidate' | 'sdpMLineIndex'>>;

/** Candidates belong to the media section that they stand in. https://www.rfc-editor.org/rfc/rfc8839#section-5.1 */
export function takeCandidates(sdp: string): {
  readonly bare: string;
  readonly candidates: OfferedCandidate[];
} {
  const candidates: OfferedCandidate[] = [];
  let sdpMLineIndex = -1;
  const bare = sdp.split(/(?<=\r\n)/).filter((line) => {
    if (line.startsWith('m=')) sdpMLineIndex += 1;
    if (!line.startsWith('a=candidate:')) return !line.startsWith('a=end-of-candidates');
    candidates.push({ candidate: line.slice('a='.length).trimEnd(), sdpMLineIndex });
    return false;
  });
  return { bare: bare.join(''), candidates };
}
