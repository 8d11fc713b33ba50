import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CANDIDATES_PER_DESCRIPTION, MAX_SDP_LENGTH } from '../reading/limits.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import { LEFT_OUT, REFUSED, withinLast, withLater } from '../testing/hostile-sdps.ts';
import { REAL_SDPS } from '../testing/real-sdps.ts';
import { parseSdp } from './sdp.ts';
import { MIN_SECTIONS, SECTIONS } from './sections.ts';

function linesOf(sdp: string): string[] {
  return sdp.trimEnd().split('\r\n');
}

test('There are more than 200 hostile ones', () => {
  expect((REFUSED.length + LEFT_OUT.length) * REAL_SDPS.length).toBeGreaterThan(200);
});

describe.each(REAL_SDPS)('$name', ({ type, sdp }) => {
  test('passes, but for addresses and TCP candidates that nobody uses', () => {
    const kept = linesOf(parseSdp(sdp, type));
    const leftOut = linesOf(sdp).filter((line) => !kept.includes(line));
    const isOrder = (line: string) => /^a=fmtp:\d+ maxplaybackrate=48000;stereo=1;useinbandfec=1$/.test(line);
    expect(
      leftOut.filter((line) => !isOrder(line) && !/^(c=|a=rtcp:|a=candidate:\S+ \d tcp )/i.test(line)),
    ).toEqual([]);
    const added = kept.filter((line) => !linesOf(sdp).includes(line));
    expect(added.filter((line) => !/^(c=IN IP4 0\.0\.0\.0|a=fmtp:\d+ useinbandfec=1)$/.test(line))).toEqual(
      [],
    );
  });

  test('passes with the first chunk of SCTP, in its place and as it has to be, and otherwise without', () => {
    const init = 'a=sctp-init:AQAAHiidTKYAUAAA/////xICGP7AAAAEgAgABoLA\r\n';
    const withInit = sdp.replace(/a=sctp-port:.*\r\n/, (line) => line + init);
    const options = sdp.replaceAll('a=ice-options:trickle', 'a=ice-options:trickle sped googspedv1');
    const kept = parseSdp(withInit, type);
    expect(kept).toContain(init);
    expect(kept.replace(init, '')).toBe(parseSdp(sdp, type));
    expect(parseSdp(options, type)).toBe(
      parseSdp(sdp, type).replaceAll('a=ice-options:trickle', 'a=ice-options:trickle sped googspedv1'),
    );
    const long = btoa(`\x01\0\x01\x02${'x'.repeat(254)}`);
    // Of another type, of another length, no base64, longer than any; and where sound is.
    for (const other of [init.replace('AQAA', 'AgAA'), init.replace('HiidT', ''), init.replace('AQ', '?Q')])
      expect(parseSdp(withInit.replace(init, other), type)).toBe(parseSdp(sdp, type));
    expect(parseSdp(withInit.replace(init, `a=sctp-init:${long}\r\n`), type)).toBe(parseSdp(sdp, type));
    expect(parseSdp(sdp.replace('a=rtcp-mux\r\n', `a=rtcp-mux\r\n${init}`), type)).toBe(parseSdp(sdp, type));
    expect(() => parseSdp(withInit.replace(init, init + init), type)).toThrow(ProtocolError);
  });

  test('stays what it is when it is read again', () => {
    expect(parseSdp(parseSdp(sdp, type), type)).toBe(parseSdp(sdp, type));
  });

  test('passes with sections of a later version, in which nothing is sent, received or said', () => {
    const later = withLater(sdp, ['video', 'audio', 'audio', 'video']);
    const kept = parseSdp(later, type);
    const kinds = [...SECTIONS.map(({ kind }) => kind), 'audio', 'video'];
    expect(kept.match(/(?<=^m=)\w+/gm)).toEqual(kinds);
    const sections = kept.split(/(?=m=)/).slice(1 + SECTIONS.length);
    expect(sections).toHaveLength(2);
    for (const section of sections) {
      expect(section).toContain('a=inactive\r\n');
      expect(section).not.toMatch(/a=(sendrecv|sendonly|recvonly|msid|ssrc|candidate)/);
    }
    // What every link has is as it was, but for the bundle.
    expect(kept.slice(0, kept.indexOf(sections[0] ?? '-')).replace(/ later-[23]/g, '')).toBe(
      parseSdp(withLater(sdp, ['video', 'audio']), type),
    );
    expect(parseSdp(kept, type)).toBe(kept);
  });

  test('passes with a section of a later version that the other has turned down', () => {
    const later = withLater(sdp, ['video']).replace(' later-0', '');
    const [, port] = /m=video (\d+)/.exec(later) ?? [];
    const turnedDown = withinLast(withinLast(later, `m=video ${port}`, 'm=video 0'), 'a=bundle-only\r\n', '');
    expect(() => parseSdp(later, type)).toThrow(ProtocolError);
    expect(
      parseSdp(turnedDown, type)
        .match(/^m=\w+ \d+/gm)
        ?.at(-1),
    ).toBe('m=video 0');
  });

  test('of a page that has no screen passes, and so does one with a screen and its sound in their places', () => {
    expect(parseSdp(sdp, type).match(/^m=/gm)).toHaveLength(MIN_SECTIONS);
    const kept = parseSdp(withLater(sdp, ['video', 'audio']), type);
    expect(kept.match(/^a=sendrecv\r$/gm)).toHaveLength(2 + (sdp.match(/^a=sendrecv\r$/gm)?.length ?? 0));
    expect(() => parseSdp(withLater(sdp, ['audio', 'video']), type)).toThrow(ProtocolError);
  });

  test('passes without any candidate', () => {
    expect(() => parseSdp(sdp.replace(/a=candidate:.*\r\n/g, ''), type)).not.toThrow();
  });

  test('is not taken for the other type', () => {
    expect(() => parseSdp(sdp, type === 'offer' ? 'answer' : 'offer')).toThrow(ProtocolError);
  });

  test.each(REFUSED)('that $name is refused', ({ mutate }) => {
    const mutant = mutate(sdp);
    expect(mutant).not.toBe(sdp);
    expect(() => parseSdp(mutant, type)).toThrow(ProtocolError);
  });

  test.each(LEFT_OUT)('$name passes without it', ({ line, mutate }) => {
    const mutant = mutate(sdp);
    expect(mutant).toContain(`${line}\r\n`);
    expect(parseSdp(mutant, type)).toBe(parseSdp(sdp, type));
  });

  test('with countless candidates passes with some of them', () => {
    const candidate = 'a=candidate:1 1 udp 2122260223 192.168.1.1 54321 typ host\r\n';
    const many = sdp.replace(/(?=m=video)/, candidate.repeat(150));
    const kept = linesOf(parseSdp(many, type)).filter((line) => line.startsWith('a=candidate:'));
    expect(kept).toHaveLength(MAX_CANDIDATES_PER_DESCRIPTION);
  });

  test('gives no orders on bit rates', () => {
    const greedy = sdp.replace(/(a=fmtp:.*)/, '$1;x-google-min-bitrate=100000; x-google-start-bitrate=1');
    expect(greedy).not.toBe(sdp);
    expect(parseSdp(greedy, type)).toBe(parseSdp(sdp, type));
  });

  test('broken anywhere is refused or passes, and nothing else happens', () => {
    const edit = fc.record({
      at: fc.nat(sdp.length),
      cut: fc.nat(40),
      text: fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.constantFrom(...linesOf(sdp).map((line) => `${line}\r\n`)),
      ),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const mutant = edits.reduce(
          (text, { at, cut, text: put }) => text.slice(0, at) + put + text.slice(at + cut),
          sdp,
        );
        let kept: string;
        try {
          kept = parseSdp(mutant, type);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
          return;
        }
        expect(parseSdp(kept, type)).toBe(kept);
        const kinds = kept.match(/^m=\w+/gm) ?? [];
        expect(kinds.slice(0, 3)).toEqual(['m=audio', 'm=video', 'm=application']);
        expect(kinds.slice(3).filter((kind) => kind === 'm=application')).toEqual([]);
      }),
    );
  });
});

test.each([undefined, null, 0, {}, [], 'x'.repeat(MAX_SDP_LENGTH + 1)])('%# is no SDP', (value) => {
  expect(() => parseSdp(value, 'offer')).toThrow(ProtocolError);
});

test('What takes long to read is refused quickly', () => {
  const slow = [
    `a=${'-'.repeat(19_000)}\r\n`,
    `a=candidate:${'a'.repeat(19_000)}\r\n`,
    `a=fmtp:1 ${'x-google-'.repeat(2_000)}\r\n`,
    `a=fmtp:1 ${'; '.repeat(9_000)}\r\n`,
    'a=fingerprint:sha-256 AA:\r\n'.repeat(700),
    `m=audio 9 UDP/TLS/RTP/SAVPF${' 1'.repeat(9_000)}\r\n`,
  ];
  const startedAt = Date.now();
  for (const { sdp, type } of REAL_SDPS) {
    for (const line of slow) {
      try {
        parseSdp(
          sdp
            .replace(/(?=m=video)/, line)
            .slice(0, MAX_SDP_LENGTH - 2)
            .concat('\r\n'),
          type,
        );
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
    }
  }
  expect(Date.now() - startedAt).toBeLessThan(2_000);
});
