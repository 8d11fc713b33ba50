/** As Firefox made it. */
export const FIREFOX_ANSWER = `v=0
o=mozilla...THIS_IS_SDPARTA-99.0 5540947435623616400 0 IN IP4 0.0.0.0
s=-
t=0 0
a=sendrecv
a=fingerprint:sha-256 7A:DA:BF:41:E0:81:2E:16:54:A6:61:5F:1C:48:C2:61:C6:06:5D:71:A0:3A:AA:67:75:02:2D:3D:DD:5C:FC:4A
a=group:BUNDLE 0 1 2
a=ice-options:trickle
a=msid-semantic:WMS *
m=audio 9 UDP/TLS/RTP/SAVPF 109 9 0 8 101
c=IN IP4 0.0.0.0
a=candidate:0 1 UDP 2122187007 217c272c-ef14-4065-b5b9-b6840b2f6254.local 44688 typ host
a=candidate:1 1 UDP 2122252543 a4065504-65a3-4e61-aae3-f1d46792e7d8.local 50573 typ host
a=candidate:2 1 TCP 2105458943 217c272c-ef14-4065-b5b9-b6840b2f6254.local 9 typ host tcptype active
a=candidate:3 1 TCP 2105524479 a4065504-65a3-4e61-aae3-f1d46792e7d8.local 9 typ host tcptype active
a=sendrecv
a=end-of-candidates
a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid
a=extmap:7 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
a=extmap-allow-mixed
a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1
a=fmtp:101 0-15
a=ice-pwd:bb57f1101c2f935afbc705842c774bec
a=ice-ufrag:9e6d841a
a=mid:0
a=msid:{e9c2ac65-db06-4271-ba22-29fc290b4592} {d123bc84-5467-4067-ac9a-ca9aa53af778}
a=rtcp-fb:109 transport-cc
a=rtcp-fb:9 transport-cc
a=rtcp-fb:0 transport-cc
a=rtcp-fb:8 transport-cc
a=rtcp-mux
a=rtpmap:109 opus/48000/2
a=rtpmap:9 G722/8000/1
a=rtpmap:0 PCMU/8000
a=rtpmap:8 PCMA/8000
a=rtpmap:101 telephone-event/8000
a=setup:active
a=ssrc:178378925 cname:{dbd3ebd5-831b-4222-9608-7dab3156517c}
m=video 9 UDP/TLS/RTP/SAVPF 120 124 121 125 99 100 123 122 119
c=IN IP4 0.0.0.0
a=sendrecv
a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid
a=extmap:4 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
a=extmap:5 urn:ietf:params:rtp-hdrext:toffset
a=extmap:7 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
a=extmap-allow-mixed
a=fmtp:120 max-fs=12288;max-fr=60
a=fmtp:124 apt=120
a=fmtp:121 max-fs=12288;max-fr=60
a=fmtp:125 apt=121
a=fmtp:100 apt=99
a=fmtp:119 apt=122
a=ice-pwd:bb57f1101c2f935afbc705842c774bec
a=ice-ufrag:9e6d841a
a=mid:1
a=msid:{edc79921-c6f8-4612-81aa-cf318ea8f98c} {00133ed6-f7e9-4169-993c-f41d225d60ad}
a=rtcp-fb:120 nack
a=rtcp-fb:120 nack pli
a=rtcp-fb:120 ccm fir
a=rtcp-fb:120 goog-remb
a=rtcp-fb:120 transport-cc
a=rtcp-fb:121 nack
a=rtcp-fb:121 nack pli
a=rtcp-fb:121 ccm fir
a=rtcp-fb:121 goog-remb
a=rtcp-fb:121 transport-cc
a=rtcp-fb:99 nack
a=rtcp-fb:99 nack pli
a=rtcp-fb:99 ccm fir
a=rtcp-fb:99 goog-remb
a=rtcp-fb:99 transport-cc
a=rtcp-fb:123 nack
a=rtcp-fb:123 nack pli
a=rtcp-fb:123 ccm fir
a=rtcp-fb:123 goog-remb
a=rtcp-fb:123 transport-cc
a=rtcp-fb:122 nack
a=rtcp-fb:122 nack pli
a=rtcp-fb:122 ccm fir
a=rtcp-fb:122 goog-remb
a=rtcp-fb:122 transport-cc
a=rtcp-mux
a=rtcp-rsize
a=rtpmap:120 VP8/90000
a=rtpmap:124 rtx/90000
a=rtpmap:121 VP9/90000
a=rtpmap:125 rtx/90000
a=rtpmap:99 AV1/90000
a=rtpmap:100 rtx/90000
a=rtpmap:123 ulpfec/90000
a=rtpmap:122 red/90000
a=rtpmap:119 rtx/90000
a=setup:active
a=ssrc:2356332480 cname:{dbd3ebd5-831b-4222-9608-7dab3156517c}
a=ssrc:2906005061 cname:{dbd3ebd5-831b-4222-9608-7dab3156517c}
a=ssrc-group:FID 2356332480 2906005061
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 0.0.0.0
a=sendrecv
a=ice-pwd:bb57f1101c2f935afbc705842c774bec
a=ice-ufrag:9e6d841a
a=mid:2
a=setup:active
a=sctp-port:5000
a=max-message-size:1073741823
`;
