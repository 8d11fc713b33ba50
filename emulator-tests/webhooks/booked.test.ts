/** From another team's program to two people who see each other: the whole way, with nothing replaced. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeyRegister } from '../../functions/src/keys/api-key-register.ts';
import { launchChromium } from '../calls/chromium.ts';
import { PATIENCE_MS, Person, seeAndHearEachOther } from '../calls/person.ts';
import { callSweep } from '../functions/call-sweep.ts';
import { Receiver, verify } from './receiver.ts';
import { WebhooksUnderTest } from './webhooks-under-test.ts';

const ORIGIN = process.env.PARLEY_ORIGIN ?? 'http://localhost:5000';
const TEAM = 'clinic';

let browser: Browser;
let receiver: Receiver;
const server = new WebhooksUnderTest('booked');
beforeAll(async () => {
  [browser, receiver] = await Promise.all([launchChromium(), Receiver.start()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), receiver.close(), server.close()]);
});

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString();
}

interface BookedCall {
  readonly id: string;
  readonly status: string;
  readonly joinUrl: string;
  readonly hostUrl: string;
}

async function ask(method: string, path: string, key: string, body?: object): Promise<BookedCall> {
  const response = await fetch(`${ORIGIN}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as BookedCall;
}

describe('a call booked by a program, over Hosting', () => {
  it('brings two people together, tells the team’s webhook, and ends at its end', {
    timeout: 120_000,
  }, async () => {
    const { text: key } = await new ApiKeyRegister(server.firestore, Date.now).create({
      name: 'Booking system',
      team: TEAM,
      scopes: ['read', 'write'],
      requestsPerMinute: 300,
      returnOrigins: ['https://booking.example'],
      maySkipLobby: true,
      validUntil: null,
    });
    const webhook = await server.listen(receiver.url, TEAM);
    const booked = await ask('POST', '/calls', key, {
      title: 'Consultation',
      startsAt: inSeconds(3_600),
      durationMinutes: 45,
      admission: 'after-host',
      earlyEntryMinutes: 0,
      guestLink: { displayName: 'Grace', returnUrl: 'https://booking.example/visits/7' },
      hostLink: { displayName: 'Ada', skipLobby: true },
    });
    expect(booked.status).toBe('scheduled');

    const [doctor, patient] = await Promise.all([Person.create(browser), Person.create(browser)]);
    try {
      await Promise.all([doctor.openLink(booked.hostUrl), patient.openLink(booked.joinUrl)]);
      for (const person of [doctor, patient]) {
        await person.isIn('early', { because: 'not-open' });
        await person.page.getByRole('heading', { name: 'Consultation' }).waitFor();
      }
      // The one is taken in when it opens, the other presses Join, and neither has said a name.
      await expect.poll(() => patient.page.getByLabel('Your name').inputValue()).toBe('Grace');
      await patient.enter();
      await ask('PATCH', `/calls/${booked.id}`, key, { startsAt: inSeconds(2) });
      await seeAndHearEachOther(doctor, patient);
      await patient.page.getByText('Connected with Ada').waitFor();
      await doctor.page.getByText('Connected with Grace').waitFor();
      const status = async () => (await ask('GET', `/calls/${booked.id}`, key)).status;
      // By way of a trigger.
      await expect.poll(status, { timeout: PATIENCE_MS }).toBe('live');
      await ask('PATCH', `/calls/${booked.id}`, key, { endsAt: inSeconds(5) });
      await Promise.all([doctor, patient].map((person) => person.isIn('ended', { reason: 'time-over' })));
      const way = patient.page.getByRole('link', { name: 'Continue to booking.example' });
      expect(await way.getAttribute('href')).toBe('https://booking.example/visits/7');
      expect(await doctor.page.getByRole('link', { name: /^Continue/ }).count()).toBe(0);
      for (const person of [doctor, patient]) person.assertNoErrors();
    } finally {
      await Promise.all([doctor, patient].map(({ context }) => context.close()));
    }

    expect(await callSweep()).toBe(200);
    for (const type of ['call.scheduled', 'call.rescheduled', 'call.started', 'call.ended']) {
      const message = await receiver.message(type);
      verify(message, server.secretOf(webhook));
      expect(message.json.data).toMatchObject({ id: booked.id });
      for (const secret of [booked.joinUrl, booked.hostUrl]) expect(message.body).not.toContain(secret);
    }
    expect((await receiver.message('call.ended')).json.data).toMatchObject({ endedBy: 'time' });
    expect((await ask('GET', `/calls/${booked.id}`, key)).status).toBe('ended');
  });
});
