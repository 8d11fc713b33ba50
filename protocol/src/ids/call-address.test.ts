import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCallAddress } from './call-address.ts';
import {
  type CallId,
  CallIdError,
  callIdFrom,
  formatCallId,
  formatHostUrl,
  formatJoinUrl,
} from './call-id.ts';
import { type HostKey, hostKeyFrom, parseHostKey } from './host-key.ts';

const ID = '7K3MD2P9XWQ4ZT8B1HVN' as CallId;
const OTHER = '0A1B2C3D4E5F6G7H8J9K' as CallId;
const KEY = 'Q7Z2M4X9B1C3D5F6G8H0J2K4N6P8R0T1' as HostKey;
const OTHER_KEY = 'A7Z2M4X9B1C3D5F6G8H0J2K4N6P8R0T1' as HostKey;
const [SHOWN, ORIGIN] = [formatCallId(ID), 'https://parley.example.org'];
const [LINK, HOST_LINK] = [formatJoinUrl(ORIGIN, ID), formatHostUrl(ORIGIN, ID, KEY)];

function outcomeOf(text: string) {
  try {
    return parseCallAddress(text);
  } catch (error) {
    if (error instanceof CallIdError) return error.problem;
    throw error;
  }
}

/** Proofpoint's first way: what it escapes, it escapes with a dash, so a dash is escaped too. */
function proofpoint2(link: string): string {
  return link
    .replace(/[^A-Za-z0-9./_]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('_', '%5F')
    .replaceAll('%', '-')
    .replaceAll('/', '_');
}

/** Hard breaks, wherever the line is full. */
function wrapAt(columns: number, text: string, lineBreak: string): string {
  return text.replace(new RegExp(`[^\\n]{${columns}}(?=[^\\n])`, 'g'), `$&${lineBreak}`);
}

const encode = encodeURIComponent;

/** What tools make of a link: the whole of it is in there. */
const wrappings: Readonly<Record<string, (link: string) => string>> = {
  'nothing at all': (link) => link,
  'space around it': (link) => `\t ${link}\r\n`,
  'a sentence': (link) => `Hello Ada, here is the link: ${link}. See you at 14:00!`,
  'a sentence of words that an ID could be made of': (link) =>
    `seven green apple tests ${link} there they sang again`,
  brackets: (link) => `(${link})`,
  'angle brackets': (link) => `<${link}>`,
  'curly quotes': (link) => `“${link}”,`,
  'a question': (link) => `Did you get ${link}?`,
  'a semicolon and another line': (link) => `${link};\nsee you`,
  Markdown: (link) => `**[Join the call #2](${link})**`,
  'escaped Markdown': (link) => link.replace('#', '\\#').replaceAll('-', '\\-'),
  'Slack’s markup': (link) => `<${link}|parley.example.org/call>`,
  'a link in HTML': (link) => `<p>It is <a href="${link}" target="_blank">here</a>.</p>`,
  'a link in HTML, with entities': (link) => `<a href="${link.replace('#', '&#35;')}">here</a>`,
  'a calendar’s line': (link) => `DESCRIPTION:Sprint #12\\n\\n${link}\nURL:${link}`,
  'an answered mail': (link) =>
    wrapAt(76, `You wrote on Monday that this is the place to be: ${link} and so on`, '\n> '),
  'lines of 76 columns': (link) =>
    wrapAt(76, `It is the place to be on Monday and on Tuesday: ${link} is it`, '\n'),
  'lines of 76 columns, in Windows': (link) =>
    wrapAt(76, `It is on Monday and on Tuesday and later: ${link} is it`, '\r\n'),
  'quoted-printable': (link) => wrapAt(75, `A link with =3D in the text =E2=80=93 ${link} `, '=\r\n'),
  'zero-width characters': (link) => `\u2068${link.replaceAll('-', '\u200b-')}\u2069\ufeff`,
  'soft hyphens': (link) => link.replaceAll('-', '-\u00ad'),
  'other dashes': (link) => link.replaceAll('-', '\u2011'),
  'en dashes': (link) => link.replaceAll('-', '–'),
  'full-width characters': (link) =>
    link.replace(/#.*/, (it) =>
      it.replace(/[!-~]/g, (narrow) => String.fromCharCode(narrow.charCodeAt(0) + 0xfee0)),
    ),
  capitals: (link) => link.toUpperCase(),
  'a # as %23': (link) => link.replace('#', '%23'),
  'a # as %23, encoded once more': (link) => link.replace('#', '%2523'),
  'the whole link encoded': encode,
  'the whole link encoded twice': (link) => encode(encode(link)),
  'a campaign’s parameters': (link) => `${link}?fbclid=IwAR0abcdefghijklmnop&utm_source=mail`,
  'a campaign’s parameters before the #': (link) => link.replace('#', '?utm_source=a-b&utm_medium=mail#'),
  'a slash before the #': (link) => link.replace('#', '/#'),
  'Outlook’s Safe Links': (link) =>
    `https://eur01.safelinks.protection.outlook.com/?url=${encode(link)}&data=05%7C02%7Cada%40example.org%7C0123456789abcdef0123456789abcdef%7C0123456789abcdef0123456789abcdef%7C0%7C0%7C638412345678901234%7CUnknown%7CTWFpbGZsb3d8eyJWIjoiMC4wLjAwMDAi%3D%3D%7C0%7C%7C%7C&sdata=abcdefghij0123456789%2Fabcdefghijklmnop1234567%3D&reserved=0`,
  'Teams’ Safe Links': (link) =>
    `https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=${encode(link)}&locale=en-us&dest=${encode(`https://teams.microsoft.com/api/mt/part/safelinks?url=${encode(link)}`)}`,
  'Proofpoint, version 1': (link) =>
    `https://urldefense.proofpoint.com/v1/url?u=${encode(link)}&k=oIvRg1%2BdGAgOoM1BIlLLqw%3D%3D%0A&r=abcdefghij0123456789`,
  'Proofpoint, version 2': (link) =>
    `https://urldefense.proofpoint.com/v2/url?u=${proofpoint2(link)}&d=DwMFaQ&c=euGZstcaTDllvimEN8b7jXrwqOf-v5A_CdpgnVfiiMM&r=abcdefghij0123456789-klm&m=x&s=y&e=`,
  'Proofpoint, version 3': (link) =>
    `https://urldefense.com/v3/__${link.replace('#', '*')}__;Iw!!N11eV2iwtfs!abcdefghij0123456789-klm$`,
  Google: (link) =>
    `https://www.google.com/url?q=${encode(link)}&sa=D&source=calendar&usd=2&usg=AOvVaw0abcdefghij0123456789`,
  Facebook: (link) => `https://l.facebook.com/l.php?u=${encode(link)}&h=AT0abcdefghij0123456789-klm`,
  'Slack’s redirect': (link) => `https://slack-redir.net/link?url=${encode(link)}`,
  Barracuda: (link) =>
    `https://linkprotect.cudasvc.com/url?a=${encode(link).toLowerCase()}&c=E,1,abcdefghij0123456789&typo=1`,
  Cisco: (link) => `https://secure-web.cisco.com/1abcdefghij0123456789/${encode(link)}`,
  Sophos: (link) =>
    `https://eu-central-1.protection.sophos.com/?d=parley.example.org&u=${btoa(link)}&i=NWE1&t=abc&h=def`,
  'one gateway in another': (link) =>
    `https://eur01.safelinks.protection.outlook.com/?url=${encode(`https://www.google.com/url?q=${encode(link)}&sa=D`)}&data=05`,
};

/** The ID alone, as people pass it on. */
const spellings: Readonly<Record<string, string>> = {
  'read out': 'seven... no: 7K3MD 2P9XW Q4ZT8 B1HVN, that is it',
  'on a line of its own': 'My ID is\n7k3 md2 p9x wq4 zt8 b1h vn\nSee you',
  'after a colon': 'Call ID: 7 k 3 m d - 2 p 9 x w - q 4 z t 8 - b 1 h v n',
  'in one piece': `The ID is ${ID}.`,
  'with lookalikes': 'The ID is 7k3md-2p9xw-q4zt8-blhvn',
  'with em dashes': '7k3md—2p9xw—q4zt8—b1hvn',
  'with underscores': '7k3md_2p9xw_q4zt8_b1hvn',
  'in full width': `ＩＤ： ${'７ｋ３ｍｄ－２ｐ９ｘｗ－ｑ４ｚｔ８－ｂ１ｈｖｎ'}`,
  'in a list': `- ${SHOWN}\n- 14:00`,
  'in bold type': `*${SHOWN}*`,
  twice: `${SHOWN} (${ID})`,
};

describe('the call that a text leads to', () => {
  describe.each(Object.entries(wrappings))('in %s', (_, wrap) => {
    it('is found', () => expect(outcomeOf(wrap(LINK))).toEqual({ id: ID }));

    it('keeps its host key', () => expect(outcomeOf(wrap(HOST_LINK))).toEqual({ id: ID, hostKey: KEY }));
  });

  it.each(Object.entries(spellings))('is found %s', (_, text) => {
    expect(outcomeOf(text)).toEqual({ id: ID });
  });

  it.each([
    'Sprint #12 at parley.example.org',
    'One #, and another #',
    'Seven green apple tests',
    'internationalization',
    'seven-green-apple-tests',
    '4F7K2M9PQR3T5V8WX1YZ',
    'Why? 100 %23 of them = "everybody"',
    'https://elsewhere.example/#call',
  ])('is found in the invitation that Parley makes for “%s”', (title) => {
    const invitation = [title, 'Monday, 3 March 2031, 14:00–15:00, Europe/Zurich', LINK].join('\n');
    expect(outcomeOf(invitation)).toEqual({ id: ID });
    // As a field of one line takes it.
    expect(outcomeOf(invitation.replaceAll('\n', ' '))).toEqual({ id: ID });
  });

  const ids = fc.uint8Array({ minLength: 20, maxLength: 20 }).map(callIdFrom);
  const keys = fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hostKeyFrom), {
    nil: undefined,
  });
  const origins = fc.domain().map((host) => `https://${host}`);

  it.each(Object.entries(wrappings))('is found whatever its ID, host and key: in %s', (_, wrap) => {
    fc.assert(
      fc.property(ids, keys, origins, (id, hostKey, origin) => {
        const link = hostKey === undefined ? formatJoinUrl(origin, id) : formatHostUrl(origin, id, hostKey);
        expect(outcomeOf(wrap(link))).toEqual(hostKey === undefined ? { id } : { id, hostKey });
      }),
    );
  });

  it('is found wherever a line is broken', () => {
    for (const [link, expected] of [
      [LINK, { id: ID }],
      [HOST_LINK, { id: ID, hostKey: KEY }],
    ] as const) {
      for (let before = 0; before < 76; before++) {
        const text = wrapAt(76, `${'x'.repeat(before)} ${link}\nand so on`, '\n');
        expect([before, outcomeOf(text)]).toEqual([before, expected]);
      }
    }
  });

  it.each(Object.entries(wrappings))('is found wherever lines of 76 columns break it: in %s', (_, wrap) => {
    for (const [link, expected] of [
      [LINK, { id: ID }],
      [HOST_LINK, { id: ID, hostKey: KEY }],
    ] as const) {
      const lost = Array.from({ length: 76 }, (_, before) => before).filter((before) => {
        const broken = wrapAt(76, `${'x'.repeat(before)} ${wrap(link)}\nand so on`, '\n');
        return JSON.stringify(outcomeOf(broken)) !== JSON.stringify(expected);
      });
      expect(lost).toEqual([]);
    }
  });

  it('never gains a host key from what follows', () => {
    for (const after of ['.', '. And so on', `.\n${KEY}`, `. ${KEY}`, ` ${KEY}`, '.Thanks', '.\nThanks'])
      expect([after, outcomeOf(LINK + after)]).toEqual([after, { id: ID }]);
  });

  it('is the host’s where both of its links are', () => {
    expect(outcomeOf(`For Ada: ${LINK}\nFor you: ${HOST_LINK}`)).toEqual({ id: ID, hostKey: KEY });
  });
});

describe('a text that leads to no certain call', () => {
  it.each([
    [`${LINK} or ${formatJoinUrl(ORIGIN, OTHER)}`, 'several'],
    [`${SHOWN}\n${formatCallId(OTHER)}`, 'several'],
    [`The ID is ${formatCallId(OTHER)}, the link ${LINK}`, 'several'],
    [encode(`${LINK}\n${formatJoinUrl(ORIGIN, OTHER)}`), 'several'],
    [`${HOST_LINK}\n${formatHostUrl(ORIGIN, ID, OTHER_KEY)}`, 'several'],
    [HOST_LINK.slice(0, -1), 'host-key-damaged'],
    [HOST_LINK.slice(0, -20), 'host-key-damaged'],
    [`${HOST_LINK}0`, 'host-key-damaged'],
    [`It is ${HOST_LINK.slice(0, -5)} and so on`, 'host-key-damaged'],
    [encode(HOST_LINK.slice(0, -5)), 'host-key-damaged'],
    ['', 'empty'],
    ['https://call.example/call#', 'empty'],
    ['https://call.example/call', 'bad-character'],
    [LINK.slice(0, -3), 'too-short'],
    [`Cut off: ${LINK.slice(0, -3)} is it`, 'too-short'],
    [`${LINK}0`, 'too-long'],
    [`${SHOWN}-s`, 'too-long'],
    ['See you tomorrow at nine, at the gate', 'bad-character'],
    ['https://protect-eu.mimecast.com/s/AbCdEfGhJkMnPq0123?domain=parley.example.org', 'bad-character'],
    ['https://example.zoom.us/j/12345678901?pwd=AbCdEfGhJkMnPq012345', 'bad-character'],
    ['0123456789abcdef0123456789abcdef', 'too-long'],
    ['123e4567-e89b-12d3-a456-426614174000', 'too-long'],
  ])('%j: %s', (text, problem) => {
    expect(outcomeOf(text)).toBe(problem);
  });

  it('is refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint16Array({ maxLength: 80 }), (codes) => {
        const text = String.fromCharCode(...codes);
        fc.pre((text.normalize('NFKC').match(/[0-9a-z]/gi) ?? []).length < 20);
        expect(typeof outcomeOf(text)).toBe('string');
      }),
    );
  });

  // Milliseconds each; any of them would take minutes if the time grew with the square of the length.
  it('keeps nobody waiting, however long it is', { timeout: 60_000 }, () => {
    const units = [
      '/call?',
      '/call#a',
      'a-',
      'aaaaa ',
      '%25',
      'aHR0c',
      '\n',
      '= \n',
      'a',
      '.',
      'urldefense.com/v3/__',
    ];
    for (const unit of units)
      for (const text of [unit.repeat(200_000), `${unit.repeat(8_000)}!`])
        expect(typeof outcomeOf(text)).toBe('string');
  });

  it('is a key that was cut anywhere, if it is not left out entirely', () => {
    for (let length = 1; length < KEY.length; length++)
      expect(outcomeOf(`${LINK}.${KEY.slice(0, length).toLowerCase()}`)).toBe('host-key-damaged');
    expect(parseHostKey(KEY)).toBe(KEY);
  });
});
