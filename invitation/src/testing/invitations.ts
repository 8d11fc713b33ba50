import type { Invitation } from '../invitation.ts';

export const JOIN_URL = 'https://parley.example/call#7k3md-2p9xw-q4zt8-b1hvn';

export function createInvitation(changes: Partial<Invitation> = {}): Invitation {
  return {
    id: 'Jm3vYw0Q5cN8sT1xKz7RbA',
    revision: 0,
    changedAt: Date.UTC(2026, 1, 3, 4, 5, 6, 789),
    startsAt: Date.UTC(2026, 2, 29, 1, 30),
    endsAt: Date.UTC(2026, 2, 29, 2, 15),
    title: 'Quarterly numbers',
    joinUrl: JOIN_URL,
    ...changes,
  };
}

export const ADA = { name: 'Ada Lovelace', email: 'ada@parley.example' };
export const BOB = { name: 'Bob', email: 'bob@elsewhere.example' };

/** What somebody may write into a title, a description or a name to get out of it. */
export const HOSTILE_TEXTS: readonly string[] = [
  'x\r\nATTENDEE:mailto:eve@elsewhere.example',
  'x\nEND:VEVENT\nBEGIN:VEVENT\nUID:eve',
  'x\rURL:https://elsewhere.example',
  'x\u0085URL:https://elsewhere.example',
  'x\u2028URL:https://elsewhere.example\u2029',
  'x\r\n URL:https://elsewhere.example',
  '";CN=Eve:mailto:eve@elsewhere.example',
  "a, b; c: d \\ e \\n f \\, g \"h\" 'i' ^n ^^ ^'",
  '\u0000\u0007\u001b[31m\u007f\u009b',
  'tab\tstays',
  '\u202eemag siht\u202c \u2066\u2067\u2068\u2069',
  '\ud83d\u{1f469}\u200d\u{1f4bb}\udc69',
  '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'.repeat(30),
  '\u{1f642}'.repeat(120),
  'ä'.repeat(120),
  'e\u0301\u0323'.repeat(60),
  'שלום עולם '.repeat(12),
  '%0D%0AURL:https://elsewhere.example',
  'BEGIN:VALARM',
  '<script>alert(1)</script>',
  '$& $1 $`',
];
