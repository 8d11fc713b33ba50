/** What a hostile peer may do to an SDP. Applied to real ones, so that each differs from an honest one in one thing. */

import { MAX_SECTIONS } from '../link/sections.ts';

export interface SdpMutation {
  readonly name: string;
  readonly mutate: (sdp: string) => string;
}

type Row = readonly [name: string, mutate: (sdp: string) => string];

const SECTIONS = ['audio', 'video', 'application'] as const;
const HOST = 'a=candidate:1 1 udp 2122260223';

const REFUSALS: readonly Row[] = [
  ['is empty', () => ''],
  ['is not an SDP', () => 'hello\r\n'],
  ['is HTML', () => '<img src=x onerror=alert(1)>\r\n'],
  ['is as long as nothing honest is', (sdp) => sdp + 'a=fmtp:1 x\r\n'.repeat(2_000)],
  ['is one enormous line', (sdp) => `${sdp}a=fmtp:1 ${'x'.repeat(1_000_000)}\r\n`],
  ['ends in the middle of a line', (sdp) => sdp.slice(0, -5)],
  ['ends lines as Unix does', (sdp) => sdp.replaceAll('\r\n', '\n')],
  ['has a line that is none', (sdp) => `${sdp}nonsense\r\n`],
  ['has an empty line', (sdp) => sdp.replace('t=0 0\r\n', 't=0 0\r\n\r\n')],
  ['has a NUL in it', (sdp) => sdp.replace('a=mid:0', 'a=mid:0\0')],
  ['has an escape sequence in it', (sdp) => sdp.replace('a=mid:0', 'a=mid:0\x1b[31m')],
  ['has letters that are not ASCII', (sdp) => sdp.replace('s=-', 's=é')],
  ['has a text turned right to left', (sdp) => sdp.replace('s=-', 's=\u202e-')],
  ['is of another version', (sdp) => sdp.replace('v=0', 'v=1')],
  ['has no version', (sdp) => sdp.replace('v=0\r\n', '')],
  ['has no origin', (sdp) => sdp.replace(/o=.*\r\n/, '')],
  ['has another time', (sdp) => sdp.replace('t=0 0', 't=1 2')],
  ['begins with a media section', (sdp) => sdp.slice(sdp.indexOf('m='))],
  ['has no media sections', (sdp) => sdp.slice(0, sdp.indexOf('m='))],
  ['has a second set of sections', (sdp) => sdp + sdp.slice(sdp.indexOf('m='))],
  ['has another session within', (sdp) => sdp + sdp],
  [
    'has 100 sections more',
    (sdp) => sdp + sectionOf(sdp, 'application').slice(0, 60).concat('\r\n').repeat(100),
  ],
  ['has its sections in reverse', (sdp) => inOrder(sdp, ['application', 'video', 'audio'])],
  ['has video before audio', (sdp) => inOrder(sdp, ['video', 'audio', 'application'])],
  ['has audio twice', (sdp) => inOrder(sdp, ['audio', 'audio', 'application'])],
  ...SECTIONS.flatMap((kind): Row[] => [
    [
      `has no ${kind}`,
      (sdp) =>
        inOrder(
          sdp,
          SECTIONS.filter((other) => other !== kind),
        ),
    ],
    [
      `rejects ${kind}`,
      (sdp) => within(sdp, kind, /^m=(\w+) \d+/, 'm=$1 0').replaceAll('a=bundle-only\r\n', ''),
    ],
    [`has a port of ${kind} that is none`, (sdp) => within(sdp, kind, /^m=(\w+) \d+/, 'm=$1 70000')],
    [`has many ports of ${kind}`, (sdp) => within(sdp, kind, /^m=(\w+) \d+/, 'm=$1 9/8')],
    [`has ${kind} that is text`, (sdp) => within(sdp, kind, /^m=\w+/, 'm=text')],
    [`has ${kind} that is a message`, (sdp) => within(sdp, kind, /^m=\w+/, 'm=message')],
    [
      `has ${kind} in the clear`,
      (sdp) => within(sdp, kind, /(UDP\/TLS\/RTP\/SAVPF|UDP\/DTLS\/SCTP)/, 'RTP/AVP'),
    ],
    [`has ${kind} with keys in the SDP`, (sdp) => within(sdp, kind, /UDP\/(TLS|DTLS)\/\w+/, 'RTP/SAVP')],
    [`has ${kind} over TCP`, (sdp) => within(sdp, kind, /UDP\//, 'TCP/')],
    [`has ${kind} without a name`, (sdp) => within(sdp, kind, /a=mid:.*\r\n/, '')],
    [`has ${kind} with two names`, (sdp) => within(sdp, kind, /(a=mid:.*)\r\n/, '$1\r\na=mid:x\r\n')],
    [
      `has ${kind} with a long name`,
      (sdp) => within(sdp, kind, /a=mid:.*\r\n/, `a=mid:${'x'.repeat(999)}\r\n`),
    ],
    [
      `has ${kind} with another’s certificate`,
      (sdp) => within(sdp, kind, /\r\n/, `\r\na=fingerprint:sha-256 ${Array(32).fill('AA').join(':')}\r\n`),
    ],
    [`has ${kind} with other credentials`, (sdp) => within(sdp, kind, /a=ice-ufrag:.*/, 'a=ice-ufrag:else')],
    [`has ${kind} in another part`, (sdp) => within(sdp, kind, /a=setup:.*/, 'a=setup:holdconn')],
  ]),
  ['has names that are the same', (sdp) => sdp.replace('a=mid:1', 'a=mid:0')],
  [
    'has payloads without end',
    (sdp) => sdp.replace(/^m=audio.*/m, `m=audio 9 UDP/TLS/RTP/SAVPF${' 1'.repeat(999)}`),
  ],
  ['has no payload', (sdp) => sdp.replace(/^m=audio.*/m, 'm=audio 9 UDP/TLS/RTP/SAVPF')],
  ['has a payload that is no number', (sdp) => sdp.replace(/^m=audio.*/m, 'm=audio 9 UDP/TLS/RTP/SAVPF x')],
  ['has an old data channel', (sdp) => sdp.replace('UDP/DTLS/SCTP webrtc-datachannel', 'DTLS/SCTP 5000')],
  ['has no bundle', (sdp) => sdp.replace(/a=group:.*\r\n/, '')],
  ['has two bundles', (sdp) => sdp.replace(/a=group:.*\r\n/, 'a=group:BUNDLE 0 1\r\na=group:BUNDLE 2\r\n')],
  ['has a bundle of one', (sdp) => sdp.replace(/a=group:.*/, 'a=group:BUNDLE 0')],
  ['has a bundle with a stranger', (sdp) => sdp.replace(/a=group:.*/, 'a=group:BUNDLE 0 1 2 3')],
  ['has another group', (sdp) => sdp.replace(/a=group:.*/, 'a=group:LS 0 1 2')],
  ['keeps reports apart', (sdp) => sdp.replaceAll('a=rtcp-mux\r\n', '')],
  ['has no certificate', (sdp) => sdp.replace(/a=fingerprint:.*\r\n/g, '')],
  ['has a weak certificate', (sdp) => fingerprint(sdp, `sha-1 ${Array(20).fill('AB').join(':')}`)],
  ['has a broken certificate', (sdp) => fingerprint(sdp, `md5 ${Array(16).fill('AB').join(':')}`)],
  ['has a certificate cut short', (sdp) => fingerprint(sdp, `sha-256 ${Array(31).fill('AB').join(':')}`)],
  ['has a certificate of no digits', (sdp) => fingerprint(sdp, `sha-256 ${Array(32).fill('XY').join(':')}`)],
  [
    'has a certificate of an unknown kind',
    (sdp) => fingerprint(sdp, `sha-999 ${Array(32).fill('AB').join(':')}`),
  ],
  [
    'has a weak certificate beside the strong one',
    (sdp) =>
      sdp.replace(/(a=fingerprint:.*\r\n)/g, `$1a=fingerprint:sha-1 ${Array(20).fill('AB').join(':')}\r\n`),
  ],
  ['has no credentials', (sdp) => sdp.replace(/a=ice-(ufrag|pwd):.*\r\n/g, '')],
  ['has no user name', (sdp) => sdp.replace(/a=ice-ufrag:.*\r\n/g, '')],
  ['has no password', (sdp) => sdp.replace(/a=ice-pwd:.*\r\n/g, '')],
  ['has a user name that is too short', (sdp) => sdp.replace(/a=ice-ufrag:.*/g, 'a=ice-ufrag:abc')],
  [
    'has a user name that is too long',
    (sdp) => sdp.replace(/a=ice-ufrag:.*/g, `a=ice-ufrag:${'a'.repeat(257)}`),
  ],
  ['has a user name with a space', (sdp) => sdp.replace(/a=ice-ufrag:.*/g, 'a=ice-ufrag:ab cd')],
  ['has a password that is too short', (sdp) => sdp.replace(/a=ice-pwd:.*/g, `a=ice-pwd:${'a'.repeat(21)}`)],
  ['has a password that is too long', (sdp) => sdp.replace(/a=ice-pwd:.*/g, `a=ice-pwd:${'a'.repeat(257)}`)],
  ['has a password with a sign', (sdp) => sdp.replace(/a=ice-pwd:.*/g, `a=ice-pwd:${'!'.repeat(22)}`)],
  ['has no part in the handshake', (sdp) => sdp.replace(/a=setup:.*\r\n/g, '')],
  [
    'has the other type’s part in the handshake',
    (sdp) =>
      sdp.replace(/a=setup:(.*)/g, (_, part) => `a=setup:${part === 'actpass' ? 'active' : 'actpass'}`),
  ],
  ['has no port of the data channel', (sdp) => sdp.replace(/a=sctp-port:.*\r\n/, '')],
  ...['1', '30', '6143', '-1', 'many', '99999999999'].map(
    (size): Row => [`takes messages of ${size} bytes`, (sdp) => messageSize(sdp, size)],
  ),
  [
    'says twice how large messages may be',
    (sdp) => within(messageSize(sdp, '0'), 'application', /$/, 'a=max-message-size:0\r\n'),
  ],
  ['has a later section of text', (sdp) => withinLast(withLater(sdp, ['video']), 'm=video', 'm=text')],
  ['has a later section in the clear', (sdp) => withinLast(withLater(sdp, ['video']), 'UDP/TLS', 'RTP/AVP')],
  ['has a later section without a name', (sdp) => withLater(sdp, ['video']).replace('a=mid:later-0\r\n', '')],
  ['has a later section outside of the bundle', (sdp) => withLater(sdp, ['video']).replace(' later-0', '')],
  [
    'has a later section with another’s certificate',
    (sdp) => `${withLater(sdp, ['audio'])}a=fingerprint:sha-256 ${Array(32).fill('AA').join(':')}\r\n`,
  ],
  ['has later sections without end', (sdp) => withLater(sdp, Array(MAX_SECTIONS).fill('audio'))],
  ['has a port of the data channel that is none', (sdp) => sdp.replace(/a=sctp-port:.*/, 'a=sctp-port:0')],
];

/** Must be refused as a whole. */
export const REFUSED: readonly SdpMutation[] = REFUSALS.map(([name, mutate]) => ({ name, mutate }));

/** A line that must not reach the browser, and the rest may. */
export const LEFT_OUT: readonly (SdpMutation & { readonly line: string })[] = [
  ...[
    ...[
      '127.0.0.1',
      '127.1.2.3',
      '0.0.0.0',
      '169.254.169.254',
      '169.254.1.1',
      '224.0.0.251',
      '239.255.255.250',
    ],
    ...[
      '255.255.255.255',
      '240.0.0.1',
      '168.63.129.16',
      '100.100.100.200',
      '::1',
      '::',
      'fe80::1',
      'fec0::1',
    ],
    ...[
      'ff02::fb',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::127.0.0.1',
      '64:ff9b::127.0.0.1',
      '2002:7f00:1::',
    ],
    ...[
      'fd00:ec2::254',
      'fe80::1%eth0',
      '127.1',
      '2130706433',
      '0x7f.0.0.1',
      '0177.0.0.1',
      '[::1]',
      '1::2::3',
    ],
    ...['localhost', 'metadata.google.internal', 'attacker.example', 'printer.local', 'a.b.c.local'],
  ].map((address) => `${HOST} ${address} 54321 typ host`),
  ...[0, 22, 25, 53, 80, 443, 631, 1023, 65_536, 99_999].map(
    (port) => `${HOST} 192.168.1.1 ${port} typ host`,
  ),
  `${HOST} 8.8.8.8 53 typ srflx raddr 0.0.0.0 rport 0`,
  'a=candidate:1 1 tcp 1518280447 192.168.1.1 9 typ host tcptype active',
  'a=candidate:1 1 tcp 1518280447 192.168.1.1 8080 typ host tcptype passive',
  'a=candidate:1 1 ssltcp 1518280447 8.8.8.8 443 typ host',
  'a=candidate:1 3 udp 1 192.168.1.1 54321 typ host',
  'a=candidate:1 1 udp 1 192.168.1.1 54321 typ elsewhere',
  'a=candidate:1 1 udp 1 192.168.1.1 54321',
  'a=candidate:',
  `${HOST} 192.168.1.1 54321 typ host ${'x y '.repeat(200)}`,
  `${HOST} 192.168.1.1 54321 typ host dangling`,
  'c=IN IP4 169.254.169.254',
  'c=IN IP4 224.2.1.1/127',
  'a=rtcp:80 IN IP4 127.0.0.1',
  'a=remote-candidates:1 127.0.0.1 80',
  'a=ice-lite',
  'a=ice-mismatch',
  'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz',
  'a=key-mgmt:mikey AQAFgM0XflABAAAAAAAAAAAAAAsAyONQ6gAAAAAGEEoo2pee4hp2UaDX8ZE22YwKAAAPZG9uYWxkQGR1Y2suY29t',
  'a=identity:eyJpZHAiOnsiZG9tYWluIjoiYXR0YWNrZXIuZXhhbXBsZSJ9fQ==',
  'a=rid:1 recv',
  'a=simulcast:recv 1;2;3',
  'a=x-google-flag:conference',
  'a=sctpmap:5000 webrtc-datachannel 1024',
  'a=ptime:3',
  'a=maxptime:3',
  'a=fmtp:111 maxaveragebitrate=510000;stereo=1;cbr=1',
  'a=fmtp:111 minptime=3;sprop-stereo=1;maxplaybackrate=48000',
  'a=unheard-of:<script>alert(1)</script>',
  'b=AS:1',
  'b=TIAS:1',
  'k=clear:secret',
  'i=<script>alert(1)</script>',
].map((line) => ({
  name: `with ${line.slice(0, 90)}`,
  line,
  mutate: (sdp: string) => sdp.replace(/(?=m=video)/, `${line}\r\n`),
}));

/** With sections behind the known ones, such as a later version may have. */
export function withLater(sdp: string, kinds: readonly ('audio' | 'video')[]): string {
  const later = kinds.map((kind, index) => sectionOf(sdp, kind).replace(/a=mid:.*/, `a=mid:later-${index}`));
  const mids = kinds.map((_, index) => ` later-${index}`).join('');
  return sdp.replace(/(a=group:BUNDLE .*)\r\n/, `$1${mids}\r\n`) + later.join('');
}

/** The last section, and only that, with something replaced. */
export function withinLast(sdp: string, found: string, replacement: string): string {
  const at = sdp.lastIndexOf('m=');
  return sdp.slice(0, at) + sdp.slice(at).replaceAll(found, replacement);
}

function messageSize(sdp: string, size: string): string {
  const without = sdp.replace(/a=max-message-size:.*\r\n/, '');
  return within(without, 'application', /$/, `a=max-message-size:${size}\r\n`);
}

function sectionOf(sdp: string, kind: string): string {
  return new RegExp(`m=${kind}[^]*?(?=m=|$)`).exec(sdp)?.[0] ?? '';
}

function within(sdp: string, kind: string, found: RegExp, replacement: string): string {
  const section = sectionOf(sdp, kind);
  return sdp.replace(section, () => section.replace(found, replacement));
}

function inOrder(sdp: string, kinds: readonly string[]): string {
  return sdp.slice(0, sdp.indexOf('m=')) + kinds.map((kind) => sectionOf(sdp, kind)).join('');
}

function fingerprint(sdp: string, value: string): string {
  return sdp.replace(/a=fingerprint:.*/g, `a=fingerprint:${value}`);
}
