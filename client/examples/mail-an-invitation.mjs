/**
 * Books a call and mails the guest an invitation that mail programs offer to accept, with nodemailer:
 *
 *   PARLEY_ORIGIN=http://localhost:5000 PARLEY_API_KEY=parley_… SMTP_URL=smtp://localhost:1025 \
 *     node client/examples/mail-an-invitation.mjs
 */
import { createTransport } from 'nodemailer';

const { PARLEY_ORIGIN = 'http://localhost:5000', PARLEY_API_KEY, SMTP_URL } = process.env;
const [from, to] = ['ada@example.com', 'grace@example.com'];
const [, domain] = from.split('@');

async function ask(path, { headers = {}, ...options } = {}) {
  const always = { Authorization: `Bearer ${PARLEY_API_KEY}`, 'Content-Type': 'application/json' };
  const response = await fetch(`${PARLEY_ORIGIN}/api/v1${path}`, {
    headers: { ...always, ...headers },
    ...options,
  });
  if (!response.ok) throw new Error(await response.text());
  return response;
}

const fields = {
  title: 'Consultation für Grace',
  durationMinutes: 30,
  startsAt: new Date(Date.now() + 3_600_000).toISOString(),
  host: { name: 'Ada', email: from },
  guest: { name: 'Grace', email: to },
};
// What this call is in your own system, so that a repetition books no second one.
const headers = { 'Idempotency-Key': process.env.ORDER ?? crypto.randomUUID() };
const call = await (await ask('/calls', { method: 'POST', headers, body: JSON.stringify(fields) })).json();
const body = await (await ask(`/calls/${call.id}/invitation.eml`)).text();

/** At most 75 characters each, and no character divided: https://www.rfc-editor.org/rfc/rfc2047#section-5 */
function encodeWords(text) {
  const words = text.match(/.{1,10}/gsu) ?? [];
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

await createTransport(SMTP_URL).sendMail({
  envelope: { from, to },
  raw: [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${encodeWords(call.title || 'Call')}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${crypto.randomUUID()}@${domain}>`,
    body,
  ].join('\r\n'),
});
console.log(`Invited ${to} to ${call.id}`);
