import { expect, it } from 'vitest';
import { takeCandidates } from './offered-candidates.ts';

const SDP = [
  'v=0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=candidate:1 1 udp 2122194687 192.0.2.1 50000 typ host',
  'a=candidate:2 1 udp 1685987071 198.51.100.1 50000 typ srflx raddr 192.0.2.1 rport 50000',
  'a=end-of-candidates',
  'a=mid:0',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=candidate:3 1 udp 2122194687 192.0.2.1 50002 typ host',
  'a=mid:1',
  '',
].join('\r\n');

it('takes candidates out of a description, with the section that each belongs to', () => {
  const { bare, candidates } = takeCandidates(SDP);
  expect(bare).toBe(
    'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n',
  );
  expect(candidates).toEqual([
    { candidate: 'candidate:1 1 udp 2122194687 192.0.2.1 50000 typ host', sdpMLineIndex: 0 },
    {
      candidate: 'candidate:2 1 udp 1685987071 198.51.100.1 50000 typ srflx raddr 192.0.2.1 rport 50000',
      sdpMLineIndex: 0,
    },
    { candidate: 'candidate:3 1 udp 2122194687 192.0.2.1 50002 typ host', sdpMLineIndex: 1 },
  ]);
});

it('leaves a description without any as it is', () => {
  const { bare } = takeCandidates(SDP);
  expect(takeCandidates(bare)).toEqual({ bare, candidates: [] });
});
